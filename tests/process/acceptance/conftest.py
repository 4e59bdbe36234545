"""A database with nothing on it; what stands on it is published by the test."""

from __future__ import annotations

from tests.integration.conftest import database, parts

__all__ = ["database", "parts"]
