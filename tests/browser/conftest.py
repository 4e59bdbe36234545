"""A real browser on a real server: the demonstration, served on loopback, one copy per module.

``visit`` signs somebody of the demonstration in and gives a page of Playwright; ``examine`` looks
at what the page shows now, as somebody who cannot see it, types only, or made the text large.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from tests.browser.looking import watch
from waitress.server import create_server

from doorgang_api.app import create_app
from doorgang_api.cli.demo import BESIDE, play_demo
from doorgang_api.cli.serve import LIMITS
from doorgang_api.demo.people import PASSWORD
from doorgang_api.settings import load_settings
from doorgang_api.wiring import House

CHROMIUM = "/usr/bin/chromium"
LONGEST = 60_000  # milliseconds that anything may take to appear


@dataclass(frozen=True)
class Live:
    """A running server: where it is, and the house behind it."""

    url: str
    house: House
    app: Any


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """A database with the demonstration in it: four finished cases, and those that run."""
    file = tmp_path_factory.mktemp("demo") / "doorgang.sqlite"
    house = build(file)
    assert play_demo(house, with_open_cases=True)
    house.close()
    return file


def build(file):
    settings = load_settings(
        environ={"DOORGANG_DATABASE_URL": f"sqlite:///{file}", "DOORGANG_DEMO": "true"}
    )
    return House.build(settings)


@pytest.fixture(scope="module")
def live(demo_file, tmp_path_factory):
    """Serve a copy of the demonstration, for the tests of one module."""
    with serving(demo_file, tmp_path_factory.mktemp("live")) as served:
        yield served


@contextmanager
def serving(demo_file, directory):
    """Serve a copy of the demonstration from a directory."""
    file = directory / "doorgang.sqlite"
    for end in BESIDE:
        beside = demo_file.with_name(demo_file.name + end)
        if beside.exists():
            shutil.copy(beside, file.with_name(file.name + end))
    with served(build(file)) as live:
        yield live


@contextmanager
def served(house):
    """Serve a house, and close it afterwards."""
    app = create_app(house)
    server = create_server(app, host="127.0.0.1", port=0, threads=8, **LIMITS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Live(url=f"http://127.0.0.1:{server.effective_port}", house=house, app=app)
    server.close()
    thread.join(timeout=10)
    house.close()


@pytest.fixture
def visit(browser, live):
    """Open a page as somebody of the demonstration; ``""`` is nobody. Each has its own cookies."""
    contexts = []

    def opened(who="", *, path="/", language="", **options):
        context = browser.new_context(
            base_url=live.url,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            viewport={"width": 1280, "height": 900},
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(LONGEST)
        if language:
            context.add_cookies([{"name": "doorgang_taal", "value": language, "url": live.url}])
        page = context.new_page()
        watch(page)
        if who:
            page.goto("/aanmelden")
            page.locator("[name=naam]").fill(who)
            page.locator("[name=wachtwoord]").fill(PASSWORD)
            page.locator("main button[type=submit]").first.click()
            page.wait_for_url(lambda url: "/aanmelden" not in url)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
