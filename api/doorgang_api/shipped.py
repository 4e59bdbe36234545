"""Where the files that come with Doorgang stand: in a source tree, or beside the packages."""

from __future__ import annotations

from pathlib import Path

_SOURCE_TREE = Path(__file__).parents[2]
_INSTALLED = Path(__file__).parents[1] / "doorgang_library"


def library_dir() -> Path:
    """Give the directory that holds processes and forms.

    A source tree goes first: an editable install leaves copies beside the packages that go stale.
    """
    return _SOURCE_TREE if (_SOURCE_TREE / "pyproject.toml").is_file() else _INSTALLED


def config_dir() -> Path:
    """Give the directory with defaults.toml, roles, terms, regions and calendars."""
    return library_dir() / "config"
