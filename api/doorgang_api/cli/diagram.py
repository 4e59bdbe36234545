"""`doorgang route layout` and `doorgang route draw`: the picture of a route."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doorgang_engine.diagram import (
    DiagramUnreadable,
    describe,
    draw_svg,
    laid_out_source,
    lay_out,
    parse_source,
    title_of,
)
from doorgang_engine.diagram.interchange import DIAGRAM

if TYPE_CHECKING:
    import argparse

_INVALID = 2
_UNREADABLE = (DiagramUnreadable, OSError)


def add_parsers(route_subparsers: Any) -> None:
    """Add `layout` and `draw` to the commands under `doorgang route`."""
    layout = route_subparsers.add_parser(
        "layout",
        help="het diagram van een route (opnieuw) opmaken",
        description="Maakt het diagram in het bestand opnieuw; al het andere blijft zoals het is.",
    )
    layout.add_argument("file", type=Path, metavar="FILE", help="een BPMN-bestand")
    layout.set_defaults(run=run_layout)
    draw = route_subparsers.add_parser(
        "draw",
        help="een route tekenen als SVG",
        description="Tekent een route als SVG; een bestand zonder diagram wordt eerst opgemaakt.",
    )
    draw.add_argument("file", type=Path, metavar="FILE", help="een BPMN-bestand")
    draw.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.svg")
    draw.add_argument("--title", help="titel; anders de naam van de route")
    draw.add_argument("--description", help="omschrijving; anders een samenvatting")
    draw.set_defaults(run=run_draw)


def run_layout(args: argparse.Namespace) -> int:
    """Rewrite the diagram in `args.file`; 0, or 2 with a message in Dutch on stderr."""
    try:
        source = args.file.read_bytes()
        _write(args.file, laid_out_source(source))
    except _UNREADABLE as problem:
        print(f"{args.file}: {problem}", file=sys.stderr)
        return _INVALID
    return 0


def run_draw(args: argparse.Namespace) -> int:
    """Draw `args.file` into `args.output`; 0, or 2 with a message in Dutch on stderr."""
    try:
        root = parse_source(args.file.read_bytes())
        if root.find(DIAGRAM) is None:
            lay_out(root)
        svg = draw_svg(
            root,
            marks=None,
            title=args.title or title_of(root),
            description=args.description or describe(root),
        )
        _write(args.output, svg.encode())
    except _UNREADABLE as problem:
        print(f"{args.file}: {problem}", file=sys.stderr)
        return _INVALID
    return 0


def _write(path: Path, content: bytes) -> None:
    """Replace a file as a whole, so that a broken run leaves the old one; links are followed."""
    target = path.resolve()
    mode = target.stat().st_mode if target.exists() else None
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
        Path(name).chmod(mode if mode is not None else 0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
