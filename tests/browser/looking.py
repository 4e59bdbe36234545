"""What is held against every page: axe, and what axe cannot see."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

import pytest

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCHED = "doorgang_reports"  # on a page: what the browser reported about it
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}
PICTURES = os.environ.get("PICTURES_OF_TESTS")  # a folder: keep what was examined, to look at it
numbers = itertools.count(1)

#: Groups of choices without a name, and fields that are wrong without a text that says so.
PROBES = """() => {
  const named = (el) => {
    const set = el.closest('fieldset, [role=group], [role=radiogroup]');
    if (!set) return false;
    const legend = set.querySelector(':scope > legend');
    return Boolean((legend && legend.textContent.trim()) || set.getAttribute('aria-label')
      || set.getAttribute('aria-labelledby'));
  };
  const found = [];
  const groups = new Map();
  for (const el of document.querySelectorAll('input[type=radio], input[type=checkbox]')) {
    if (!el.name) continue;
    groups.set(el.name, [...(groups.get(el.name) ?? []), el]);
  }
  for (const [name, all] of groups) {
    if (all.length > 1 && !all.every(named)) found.push(`choices without a name: ${name}`);
  }
  for (const el of document.querySelectorAll('[aria-invalid=true]')) {
    const told = (el.getAttribute('aria-describedby') ?? '').split(/\\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent.trim() ?? '').join('');
    if (!told) found.push(`wrong without a text: ${el.name || el.id}`);
  }
  for (const el of document.querySelectorAll('[aria-describedby], [aria-labelledby], label[for]')) {
    const ids = `${el.getAttribute('aria-describedby') ?? ''} ${el.getAttribute('aria-labelledby') ?? ''} ${el.getAttribute('for') ?? ''}`;
    for (const id of ids.split(/\\s+/).filter(Boolean)) {
      if (!document.getElementById(id)) found.push(`points to nothing: ${id}`);
    }
  }
  for (const el of document.querySelectorAll('[style]:not([style=""], .bjs-container, .bjs-container *)')) found.push(`style attribute: ${el.tagName}`);
  if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
  return found;
}"""
#: Only what is wrong is worked out and told: of all that is right, axe would describe every element.
RUN_AXE = """async (tags) => {
  const options = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
  const answer = await axe.run(document, options);
  return answer.violations.map((one) =>
    [one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))]);
}"""
#: What sticks out at the right, by its deepest elements, so that a failure says where.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.body.querySelectorAll('*')]
    .filter((el) => el.getBoundingClientRect().right > width + 1);
  return out.filter((el) => ![...el.children].some((child) => out.includes(child))).slice(0, 5)
    .map((el) => `${el.tagName}.${el.className} ${(el.textContent ?? '').trim().slice(0, 40)}`);
}"""


def watch(page):
    """Keep what the browser reports of this page: what the security policy stopped, and errors."""
    reports = []
    setattr(page, WATCHED, reports)
    page.on("pageerror", lambda error: reports.append(f"error: {error}"))
    page.on(
        "console",
        lambda said: (
            reports.append(f"{page.url}: {said.text} {said.location}")
            if "Content Security Policy" in said.text
            else None
        ),
    )


def examine(page):
    """Hold what the page shows now against axe and our own probes, wide, narrow and large."""
    found = [*axe(page), *page.evaluate(PROBES)]
    keep_picture(page, "breed")
    page.set_viewport_size(NARROW)
    keep_picture(page, "smal")
    found += [f"at 320 px: {one}" for one in (*page.evaluate(STICKS_OUT), *axe(page))]
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    found += [f"text at 200 %: {one}" for one in page.evaluate(STICKS_OUT)]
    page.evaluate("document.documentElement.removeAttribute('style')")
    found += getattr(page, WATCHED)
    if found:
        pytest.fail(f"{page.url}:\n" + "\n".join(f"- {one}" for one in found), pytrace=False)


def keep_picture(page, width):
    """Save a picture of the whole page, named after its test, when somebody asked for pictures."""
    if PICTURES:
        test = re.sub(r"[^\w]+", "-", os.environ["PYTEST_CURRENT_TEST"].partition("::")[2])
        name = f"{test}-{next(numbers):03}-{width}.png"
        page.screenshot(path=Path(PICTURES) / name, full_page=True)


def axe(page):
    """Return what axe says is wrong: rule, and the first places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return [f"axe {rule}: {places}" for rule, places in page.evaluate(RUN_AXE, TAGS)]


def tab_stops(page, most=300):
    """Return what the keyboard reaches, in order, until it leaves the page."""
    page.evaluate("document.activeElement?.blur()")
    reached = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const el = document.activeElement; if (!el || el === document.body) return null;
            return (el.id || el.name || el.textContent || el.tagName).trim().slice(0, 60); }"""
        )
        if at is None:
            break
        reached.append(at)
    return reached
