"""Property tests without a deadline: the first reading of a year's holidays takes its time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("terms", deadline=None)
settings.load_profile("terms")
