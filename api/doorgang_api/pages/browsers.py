"""Say what kind of browser somebody uses, so that they know their own sign-ins apart.

Kept coarse on purpose: no versions, no addresses.
"""

from __future__ import annotations

BROWSERS = (  # the first that is named; most pretend to be the ones below them
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung-browser"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "Onbekende browser"


def browser_words(agent: str) -> str:
    """Return "Firefox op Windows"; what is not known is left out."""
    browser = next((words for mark, words in BROWSERS if mark in agent), "")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    if not browser:
        return UNKNOWN
    return f"{browser} op {system}" if system else browser
