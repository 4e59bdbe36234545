"""What a file really is, and whether it may be kept: judged by its bytes, never by its name.

A short list of kinds (``kinds.KINDS``). Of each we look at no more than we need to refuse what is
not just a document: programs in it, files in it, a second file behind it, or a size that bursts.
It is no virus scanner, and what is kept is never shown in a page of ours, only downloaded.
"""

from __future__ import annotations

from .kinds import KINDS, Kind, check_content
from .refusal import ContentRefused

__all__ = ["KINDS", "ContentRefused", "Kind", "check_content"]
