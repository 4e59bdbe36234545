"""The files of a route as texts, to copy them: its ``route.toml`` and its scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .scenarios import parse_scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from .library import LibraryFiles


def info_text(library_dir: Path, route: str) -> str:
    """Return the text of a route's ``route.toml``."""
    return (library_dir / "processes" / "bpmn" / route / "route.toml").read_text("utf-8")


def scenario_texts(
    library_dir: Path, files: LibraryFiles, route: str, *, shape: str, region: str
) -> dict[str, str]:
    """Return the scenario files of a route that tell of one shape of it or of a region, by name.

    :raises ScenarioInvalid: if one cannot be read.
    """
    folder = library_dir / "processes" / "bpmn" / route / "cases"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}
    return {
        name: text
        for name, text in texts.items()
        if any(
            one.region == region or shape_in(files, route, one.region) == shape
            for one in parse_scenarios(text, file=name)
        )
    }


def shape_in(files: LibraryFiles, route: str, region: str) -> str:
    """Return whose drawing a region has of a route: its own (its key), or the base."""
    return files.file(route, region).region
