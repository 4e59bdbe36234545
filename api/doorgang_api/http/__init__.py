"""JSON for programs under ``/api/v1``: one module per resource, schemas and views, no rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Add the API to the application."""
