"""Every page that people reach by links: axe, our probes, 320 pixels, text at 200 %, English.

One page of each kind: an address with another number in it shows the same page. Pages are found
from the first one, as each of these people.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Error
from tests.browser.looking import examine
from tools.languages import catalog

PEOPLE = ("loes", "iris", "rik", "audrey", "frank", "arie", "gezin", "petra")
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Z]{3}-\d{4}-\d{5}\b|\b\d+\b|(?<==)[^&]*")
LEAVES = re.compile(
    r"/taal/|/aanmelden|\.(csv|ods|pdf|ics|svg|zip|bpmn|xlsx)$|/bestand|/bijlagen/"
)
MOST = 60  # pages of one person
#: One process looks at every page, so that a kind of page is looked at once for all people.
pytestmark = pytest.mark.xdist_group("every page")
EXAMINED: set[str] = set()
READ: set[str] = set()

#: What an English page says outside what is marked as Dutch.
SAID = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.textContent.replace(/\\s+/g, ' ').trim();
    if (!text || node.parentElement.closest('script, style, [lang=nl], svg')) continue;
    found.push(text);
  }
  for (const el of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (el.closest('[lang=nl], svg')) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (el.getAttribute(name)) found.push(el.getAttribute(name));
  }
  return found;
}"""


def kind_of(address):
    """An address with what differs between pages of one kind left out."""
    parts = urlsplit(address)
    return NUMBER.sub("*", parts.path + (f"?{parts.query}" if parts.query else ""))


def pages_of(page):
    """Go to one page of every kind that links lead to from here; yield each when it is shown."""
    todo, seen = ["/"], set()
    while todo and len(seen) < MOST:
        address = todo.pop(0)
        kind, path = kind_of(address), kind_of(urlsplit(address).path)
        if kind in seen or sum(one.startswith(f"{path}?") for one in seen) > 1:
            continue
        seen.add(kind)
        try:
            answer = page.goto(address)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            continue  # no page
        assert answer.status == 200, address
        yield address
        links = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
        here = urlsplit(page.url)
        for link in links:
            bare = urldefrag(link).url
            if urlsplit(bare).netloc == here.netloc and not LEAVES.search(urlsplit(bare).path):
                todo.append(bare)


@pytest.mark.parametrize("who", PEOPLE)
def test_can_be_used_by_everyone(visit, who):
    page = visit(who)
    pages = 0
    for address in pages_of(page):
        pages += 1
        if kind_of(address) not in EXAMINED:
            EXAMINED.add(kind_of(address))
            examine(page)
    assert pages > 5


def untranslated():
    """The Dutch of every text that has another English."""
    known = [one for one in catalog("en") if one.id and isinstance(one.id, str)]
    english = {one.string for one in known}  # ``Taken`` is a word of both
    return {one.id for one in known} - english


def written_by_regions(live):
    """What routes, forms and roles say: content, which is not translated (ADR 0042)."""
    with live.house.read_uow() as uow:
        bundles = [
            one
            for region in uow.bundles.regions()
            for one in uow.bundles.list_active(region=region)
        ]
    text = " ".join(
        json.dumps(one.content, ensure_ascii=False).replace('\\"', '"') for one in bundles
    )
    return set(re.findall(r'"([^"]+)"', text))


@pytest.mark.parametrize("who", PEOPLE)
def test_speaks_english_where_that_is_asked(visit, live, who):
    page, dutch = visit(who, language="en"), untranslated() - written_by_regions(live)
    left = set()
    for address in pages_of(page):
        if kind_of(address) not in READ:
            READ.add(kind_of(address))
            said = page.evaluate(SAID)
            left |= {(kind_of(address), text) for text in said if text in dutch}
    assert sorted(left) == []
