"""What can be wrong with a file that is to be drawn."""

from __future__ import annotations


class DiagramUnreadable(ValueError):
    """The file does not say enough, or says it wrongly, to make a picture of it.

    The message is Dutch: it is shown to the coordinator who drew the route.
    """
