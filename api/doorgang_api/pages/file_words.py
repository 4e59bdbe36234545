"""What a file is, in words."""

from __future__ import annotations

from doorgang_forms.contents import KINDS


def described(name: str, media_type: str, size: int) -> str:
    """Return what a file is, in words: ``verslag.pdf (PDF, 48 kB)``."""
    kind = KINDS[media_type].name if media_type in KINDS else media_type
    large = f"{max(1, round(size / 1000))} kB"
    if size >= 1_000_000:  # noqa: PLR2004 - a megabyte
        large = f"{size / 1_000_000:.1f} MB".replace(".", ",")
    return f"{name} ({kind}, {large})"
