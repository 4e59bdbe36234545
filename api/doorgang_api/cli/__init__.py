"""The command line: ``doorgang serve|worker|demo|route|case|accesslog|account|…``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from doorgang_api.settings import SettingsInvalid, load_settings
from doorgang_engine.errors import EngineError

from . import (
    accesslog,
    account,
    avg,
    case,
    cohort,
    contact,
    demo,
    destruction,
    key,
    kpi,
    letter,
    organisation,
    route,
    serve,
    term,
    year,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG = 2
CLOSED_PIPE = 141  # what a shell says of a program whose reader went away: 128 + SIGPIPE
COMMANDS = (
    serve,
    demo,
    route,
    case,
    cohort,
    accesslog,
    term,
    letter,
    account,
    organisation,
    contact,
    key,
    destruction,
    avg,
    kpi,
    year,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status (2: it could not be carried out).

    Who reads what it prints may stop before the end (``| head``); that is no fault.
    """
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left would be written when Python ends, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    return status


def _run(arguments: Sequence[str] | None) -> int:
    args = build_parser().parse_args(arguments)
    try:
        args.settings = load_settings(environ=os.environ, config=args.config)
        args.config_dir = args.settings.config_dir
        return int(args.run(args))
    except SettingsInvalid as error:
        print(error, file=sys.stderr)
    except EngineError as error:
        print(f"{error} [{error.code}]", file=sys.stderr)
    return WRONG


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    parser = argparse.ArgumentParser(
        prog="doorgang", description="Routes voor de overgangen van kinderen in het onderwijs"
    )
    parser.add_argument("--config", type=Path, help="instellingenbestand (TOML)")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for module in COMMANDS:
        module.add_parser(subparsers)
    return parser
