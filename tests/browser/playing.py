"""The stories of the demonstration, played by people in a browser, each with their own sign-in."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect
from tests.browser.looking import axe

from doorgang_api.demo.people import participants
from doorgang_api.demo.play import StoryPlayer, awaited_messages
from doorgang_api.pages.visit import NOW
from doorgang_engine.errors import ScenarioInvalid


class BrowserPlayer(StoryPlayer):
    """Plays a story as the demonstration does, but every act goes through a page.

    The clock of the application stands at the moment of each step; timers fire in between, as the
    worker would let them. ``looked`` are the pages that were held against axe.
    """

    def __init__(self, *, live, visit, story, real_now):
        super().__init__(parts=live.house.parts, story=story, real_now=real_now)
        self._live, self._visit = live, visit
        self.looked = []

    def _begin(self, step, now):
        story = self._story
        with self._parts.new_uow() as uow:
            bundle = uow.bundles.active(region=story.region, route=story.route)
            runnable = self._parts.shelf.runnable(uow, bundle.hash)
        self._bundle = bundle.hash
        start = runnable.program.models[story.route].elements[step.name]
        page = self._open(self._performers(start.role, step.by)[0], now, "/")
        page.get_by_role("link", name="Nieuw traject", exact=True).click()
        page.locator(f"main a[href*='{story.route}'][href*='{start.id}']").first.click()
        about = page.locator("section[aria-labelledby='onderwerp-titel']")
        for name, value in (
            ("Voornaam", story.subject.given_name),
            ("Achternaam", story.subject.family_name),
            ("Titel", story.subject.title),
        ):
            if value:
                about.get_by_label(name, exact=True).fill(value)
        for kind, key in participants().items():
            choice = page.locator(f"select[name$='{kind}']")
            if choice.count() and choice.locator(f"option[value='{key}']").count():
                choice.select_option(key)
        fill_in(page, self._filled(start.get("formulier"), step.data, now))
        self._send(page, "Traject beginnen")
        page.wait_for_url(re.compile(r"/trajecten/[0-9a-f-]{36}"))
        self._case_id = re.search(r"[0-9a-f-]{36}", page.url)[0]
        page.context.close()

    def _complete(self, step, now):
        task = next((t for t in self._open_tasks() if t.element == step.name), None)
        if task is None:
            raise ScenarioInvalid("deze taak staat niet open.")
        for person in self._performers(task.role, step.by):
            page = self._open(person, now, f"/taken/{task.id}")
            fill_in(page, self._filled(task.form, step.data, now))
            self._send(page, "Versturen")
            page.wait_for_load_state()
            is_done = all(t.id != task.id for t in self._open_tasks())
            told = page.locator("main").inner_text()
            page.context.close()
            if is_done:
                return
            if "iemand anders" not in told:  # four eyes: the next colleague
                raise ScenarioInvalid(f"niet verstuurd: {told[:600]}")
        raise ScenarioInvalid("niemand mag dit doen.")

    def _deliver(self, step, now):
        waiting = next(
            w
            for w in awaited_messages(case_id=self._case_id, parts=self._parts, now=now)
            if w.name == step.name
        )
        person = self._performers(waiting.role, step.by)[0]
        page = self._open(person, now, f"/trajecten/{self._case_id}")
        page.locator(f"main a[href*='{waiting.element}']").first.click()
        fill_in(page, self._filled(waiting.form, step.data, now))
        self._send(page, "")
        page.wait_for_url(re.compile(rf"/trajecten/{self._case_id}"))
        page.context.close()

    def _open(self, person, now, path):
        """Open a page as one of the performers, at the moment of the step."""
        self._live.app.extensions[NOW] = now
        page = self._visit(person.id, path=path)
        found = axe(page)
        self.looked.append(page.url)
        assert found == [], page.url
        return page

    def _send(self, page, words):
        """Press the last button of the form with these words; a form that is wrong stays here."""
        button = page.locator("main form.formulier button.knop-hoofd", has_text=words).last
        button.click()
        page.wait_for_load_state()
        errors = page.locator("#foutoverzicht")
        if errors.count():
            raise ScenarioInvalid(errors.inner_text())


def fill_in(page, value, name=""):
    """Fill in the fields of a form from the answers, as a person would, control by control."""
    if isinstance(value, dict):
        for key, inner in value.items():
            fill_in(page, inner, f"{name}-{key}" if name else key)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            if isinstance(one, dict):
                _add_row(page, name, number)
                fill_in(page, one, f"{name}-{number}")
            else:
                _choose(page, name, str(one))
    elif value is not None:
        _answer(page, name, value)


def _add_row(page, name, number):
    """Press the button that adds a row, unless the form has it already."""
    row = page.locator(f"[name='{name}-{number}']")
    if not row.count():
        page.locator(f"button[value='toevoegen:{name.replace('-', '.')}']").click()
        expect(row).to_have_count(1)


def _answer(page, name, value):
    if isinstance(value, bool):
        _choose(page, name, "ja" if value else "nee")
        return
    if page.locator(f"[name='{name}-dag']").count():
        day = date.fromisoformat(value)
        for part, number in (("dag", day.day), ("maand", day.month), ("jaar", day.year)):
            page.locator(f"[name='{name}-{part}']").fill(str(number))
        return
    control = page.locator(f"[name='{name}']:not([type=hidden])")
    if not control.count():
        return  # computed, or not asked here
    kind = control.first.evaluate("(el) => el.type")
    if kind in ("radio", "checkbox"):
        _choose(page, name, str(value))
    elif kind == "select-one":
        control.select_option(str(value))
    else:
        control.fill(str(value).replace(".", ",") if isinstance(value, float) else str(value))


def _choose(page, name, value):
    """Tick a choice; leaving a single box empty is the answer no."""
    control = page.locator(f"[name='{name}'][value='{value}']:not([type=hidden])")
    if control.count():
        control.first.check()
