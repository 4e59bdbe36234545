"""What is held against every page finds what is wrong with one."""

from __future__ import annotations

import pytest
from tests.browser.looking import examine, tab_stops

PLANTED = {
    "an image without a text": ("<img src='/x.png'>", "axe image-alt"),
    "a field without a name": ("<input>", "axe label"),
    "choices without a name": (
        "<label><input type=radio name=a>1</label><label><input type=radio name=a>2</label>",
        "choices without a name: a",
    ),
    "wrong without a text": ("<input aria-label=x aria-invalid=true name=y>", "wrong without"),
    "a name that is not there": ("<button aria-describedby=z>x</button>", "points to nothing: z"),
    "a style of its own": ("<p style='color: red'>x</p>", "style attribute: P"),
    "a second first heading": ("<h1>x</h1>", "not one h1"),
    "what sticks out when narrow": (
        "<svg role=img aria-label=x width=600 height=9></svg>",
        "at 320 px: svg",
    ),
}


def plant(page, html):
    page.evaluate(
        "(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html
    )


@pytest.mark.parametrize("what", PLANTED)
def test_finds_what_was_planted(visit, what):
    page = visit("loes", path="/")
    html, told = PLANTED[what]
    plant(page, html)

    with pytest.raises(pytest.fail.Exception, match=told):
        examine(page)


def test_knows_what_the_keyboard_reaches(visit):
    page = visit("loes", path="/")
    before = tab_stops(page)
    plant(page, "<button>Geplant</button><button tabindex=-1>Nee</button>")

    assert set(tab_stops(page)) - set(before) == {"Geplant"}
