"""Text of routes as paragraphs: a line of a file is not always a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

_ENDS = (".", "?", "!", ":", ";", "”", "’", '"', ")")


def register(app: Flask) -> None:
    """Add the filter ``paragraphs`` to the templates."""
    app.jinja_env.filters["paragraphs"] = paragraphs


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: a line that breaks off a sentence goes on in the next."""
    found: list[str] = []
    goes_on = False
    for line in (one.strip() for one in text.splitlines()):
        if line and goes_on:
            found[-1] += f" {line}"
        elif line:
            found.append(line)
        goes_on = bool(line) and not line.endswith(_ENDS)
    return found
