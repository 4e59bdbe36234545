"""A page used with the keyboard alone: no pointer, and nothing set from outside.

What has the focus is known by role and accessible name, as a screen reader tells it.
"""

from __future__ import annotations

import re

MOST_TABS = 700
MOST_OPTIONS = 400


class Keyboard:
    """Tabs through a page of Playwright; ``at`` is role and name of what has the focus."""

    def __init__(self, page):
        self.page = page
        self._told = page.context.new_cdp_session(page)

    @property
    def at(self):
        """Return role and accessible name of what has the focus."""
        found = self._told.send("Runtime.evaluate", {"expression": "document.activeElement"})
        tree = self._told.send(
            "Accessibility.getPartialAXTree",
            {"objectId": found["result"]["objectId"], "fetchRelatives": False},
        )
        node = tree["nodes"][0]
        return node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")

    def to(self, name, *, role="", back=False):
        """Press Tab until something with this name has the focus; ``name`` may be a pattern."""
        wanted = name if isinstance(name, re.Pattern) else re.compile(re.escape(name) + r"\Z")
        seen = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            here, words = self.at
            if wanted.match(words) and role in ("", here):
                return words
            seen.append(words)
            if here in ("RootWebArea", "") and len(seen) > 1:
                break
        raise AssertionError(f"{self.page.url}: no {wanted.pattern!r} among {seen[-60:]}")

    def press(self, name, *, role="", back=False):
        """Go to a link or button and press Enter; wait for the page that it leads to."""
        self.to(name, role=role, back=back)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, name, text):
        """Go to a field and type, in the place of what stood there."""
        self.to(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name, option):
        """Go to a list and walk to an option with the arrows."""
        self.to(name)
        self.page.keyboard.press("Home")
        seen = []
        for number in range(MOST_OPTIONS):
            index, words = self.page.evaluate(
                "(({selectedIndex: i, options}) => [i, options[i].label])(document.activeElement)"
            )
            if words.strip() == option:
                return
            if index < number:
                break  # at the end
            seen.append(words)
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: {name!r} has no {option!r} among {seen}")

    def open(self, name):
        """Go to a summary and open it."""
        self.to(name)
        self.page.keyboard.press("Enter")
