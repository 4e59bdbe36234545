"""``make screenshots``: pictures of the pages, of the demonstration, for README and docs.

Plays the demonstration in a new file, serves it on loopback, and looks with Debian's Chromium.
All people in it are invented.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from doorgang_api.app import create_app
from doorgang_api.cli.demo import play_demo
from doorgang_api.cli.serve import LIMITS
from doorgang_api.demo.people import PASSWORD
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 800}
PATIENCE = 60_000  # milliseconds
TALL = 1400  # pixels; a longer page is cut off


def first(where: str) -> Callable[[Page], None]:
    """Return what follows the first link of the page that leads there."""

    def follow(page: Page) -> None:
        page.locator(f"main a[href*='{where}']").first.click()
        page.wait_for_load_state()

    return follow


def finished_case(page: Page) -> None:
    """Open the case that was finished last."""
    page.goto("/trajecten?status=completed")
    first("/trajecten/0")(page)


def begun_draft(page: Page) -> None:
    """Copy the TLV route for a region that has drawn nothing yet; add a step, shorten a term."""
    page.locator("#van").select_option("tlv-aanvraag/basis")
    page.fill("#naam", "TLV in Leiden")
    page.get_by_role("button", name="Beginnen").click()
    page.wait_for_url("**/ontwerpen/*-*")
    here = page.url
    page.goto(f"{here}/termijnen/tlv.volledigheid")
    page.fill("#aantal", "3")
    page.get_by_role("button", name="Duur bewaren").click()
    page.goto(f"{here}/stappen/aanvraag_delen")
    page.locator("summary", has_text="Stap toevoegen").click()
    page.locator("[id='toevoegen-nieuw.naam']").fill("Thuiszitten voorkomen")
    page.locator("[id='toevoegen-nieuw.formulier']").select_option("oudergesprek")
    page.locator("form[aria-label='Stap hierna toevoegen'] button").click()
    page.wait_for_url("**stap=**")


def without_objections(page: Page) -> None:
    """Take the term for objections out of the draft, and look at what the gate says."""
    here = page.url
    page.goto(f"{here}/stappen/bezwaartermijn_starten")
    page.get_by_role("button", name="Stap verwijderen").click()
    page.goto(f"{here}/bevindingen")


def canvas(page: Page) -> None:
    """Draw in the newest draft, with a step chosen."""
    first("/ontwerpen/")(page)
    page.goto(f"{page.url}/tekening")
    page.locator("#canvas[data-bevonden]").wait_for()
    page.locator("#kies-stap").select_option("volledigheidstoets_doen")
    page.locator("#canvas[data-paneel='volledigheidstoets_doen']").wait_for()


def begun_play(page: Page) -> None:
    """Play the newest draft up to its first task."""
    first("/ontwerpen/")(page)
    page.goto(f"{page.url}/spelen/begin")
    page.locator("input[name=start][value=aanvraag_door_school]").check()
    for part, value in (("dag", "15"), ("maand", "2"), ("jaar", "2027")):
        page.fill(f"[name=dag-{part}]", value)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("link", name="Vul een voorbeeld in").click()
    page.get_by_role("button", name="Beginnen met spelen").click()
    page.wait_for_url("**/spelen?*")


#: Name of the picture, who looks, where, what is done then, and how wide the window is.
SHOTS: tuple[tuple[str, str, str, tuple[Callable[[Page], None], ...], dict[str, int]], ...] = (
    ("werk", "loes", "/", (), WIDE),
    ("werk-smal", "loes", "/", (), NARROW),
    ("taak", "loes", "/", (first("/taken/"),), WIDE),
    ("traject", "loes", "/", (first("/taken/"), first("/trajecten/")), WIDE),
    ("naspelen", "audrey", "/", (finished_case, first("/naspelen")), WIDE),
    ("cijfers", "rik", "/cijfers", (), WIDE),
    ("ontwerp", "rik.leiden", "/ontwerpen", (begun_draft,), WIDE),
    ("tekenen", "rik.leiden", "/ontwerpen", (canvas,), WIDE),
    ("proefspelen", "rik.leiden", "/ontwerpen", (begun_play,), WIDE),
    ("verschil", "carla.leiden", "/ontwerpen", (first("/ontwerpen/"), first("/verschil")), WIDE),
    ("bevindingen", "rik.leiden", "/ontwerpen", (first("/ontwerpen/"), without_objections), WIDE),
)


def main() -> None:
    """Make every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with serving() as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, who, path, steps, size in SHOTS:
            page = signed_in(browser, url, who, size)
            page.goto(path)
            for step in steps:
                step(page)
            height = min(TALL, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": size["width"], "height": height})
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"screenshots: docs/pictures/{name}.png")  # noqa: T201 - a command line prints
            page.context.close()
        browser.close()


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """Serve the demonstration from a new file, as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="doorgang-pictures-") as directory:
        url = f"sqlite:///{directory}/doorgang.sqlite"
        settings = load_settings(environ={"DOORGANG_DATABASE_URL": url, "DOORGANG_DEMO": "true"})
        house = House.build(settings)
        with contextlib.redirect_stdout(io.StringIO()):
            play_demo(house, with_open_cases=True)
        server = create_server(create_app(house), host="127.0.0.1", port=0, **LIMITS)
        threading.Thread(target=server.run, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]
        finally:
            server.close()
            house.close()


def signed_in(browser: Browser, url: str, who: str, size: dict[str, int]) -> Page:
    """Return a page of somebody who just signed in."""
    context = browser.new_context(base_url=url, viewport=size, locale="nl-NL")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/aanmelden")
    page.fill("[name=naam]", who)
    page.fill("[name=wachtwoord]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda there: "/aanmelden" not in there)
    return page


if __name__ == "__main__":
    main()
