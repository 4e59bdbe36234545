"""Scripts and styles that Vite built from ``web/``: a template asks for them by their source."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import url_for
from markupsafe import Markup

if TYPE_CHECKING:
    from flask import Flask

ROOM = "dist"
_MANIFEST = Path(__file__).parent / "static" / ROOM / "manifest.json"


class AssetsMissing(RuntimeError):
    """The scripts and styles were not built, or not this one."""


def register(app: Flask) -> None:
    """Teach the templates ``asset("pages/task.ts")``.

    :raises AssetsMissing: if nothing was built: better no start than pages without their style.
    """
    _manifest()
    app.jinja_env.globals["asset"] = asset


def asset(source: str) -> Markup:
    """Return the tags that load one entry of ``web/``: its script as a module, and its styles.

    :raises AssetsMissing: if there is no such entry.
    """
    entry = _entry(source)
    file = str(entry["file"])
    styles = [*entry.get("css", []), *([file] if file.endswith(".css") else [])]
    tags = [Markup('<link rel="stylesheet" href="{}">').format(_address(one)) for one in styles]
    if file.endswith(".js"):
        tags.append(Markup('<script type="module" src="{}"></script>').format(_address(file)))
    return Markup("\n").join(tags)


def _address(file: str) -> str:
    return url_for("static", filename=f"{ROOM}/{file}")


def _entry(source: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = _manifest()[source]
    except KeyError:
        raise AssetsMissing(f"web/{source} was not built; run: make setup") from None
    return found


@cache
def _manifest() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(_MANIFEST.read_text())
    except FileNotFoundError:
        raise AssetsMissing("The scripts and styles were not built; run: make setup") from None
    return found
