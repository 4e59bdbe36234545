"""Real parts on both databases, for stories that need more than one case."""

from __future__ import annotations

from tests.integration.conftest import database, parts

__all__ = ["database", "parts"]
