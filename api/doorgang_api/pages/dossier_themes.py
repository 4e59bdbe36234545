"""By which theme a form stands in the dossier: config/themes.toml, the first that fits counts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .corrected import StandingForm

FILE = "themes.toml"
REST = "Overig"


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme with the forms that were filled in for it, the newest first."""

    name: str
    forms: Sequence[StandingForm]


def by_theme(forms: Sequence[StandingForm], *, config_dir: Path) -> list[Theme]:
    """Return forms by theme, the theme of which something was filled in last first."""
    found: dict[str, list[StandingForm]] = {}
    for one in forms:
        name = theme_of(one.filled_in.submission.form, config_dir=config_dir)
        found.setdefault(name, []).append(one)
    return [Theme(name=name, forms=own) for name, own in found.items()]


def theme_of(form: str, *, config_dir: Path) -> str:
    """Return the name of the theme of a form, by its key."""
    for name, patterns in _themes(config_dir):
        if any(fnmatchcase(form, pattern) for pattern in patterns):
            return name
    return REST


@lru_cache(maxsize=4)
def _themes(config_dir: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    file = config_dir / FILE
    if not file.exists():
        return ()  # a configuration of one's own need not have themes
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple((str(one["naam"]), tuple(one["formulieren"])) for one in told["thema"])
