"""What is wrong with the configuration, told all at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from doorgang_engine.terms.problems import TermConfigurationInvalid

if TYPE_CHECKING:
    from collections.abc import Iterator


class Collected:
    """The problems so far; reading goes on after each, so that people hear of all of them."""

    def __init__(self) -> None:
        self._found: list[TermConfigurationInvalid] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Carry out what is below; a problem with the configuration ends that, and is kept."""
        try:
            yield
        except TermConfigurationInvalid as problem:
            self._found.append(problem)

    def tell(self) -> None:
        """Raise what was found: one problem as it is, more of them as one with a line for each.

        :raises TermConfigurationInvalid: if there is anything wrong.
        """
        told = list({line: None for problem in self._found for line in _lines(problem)})
        if len(self._found) == 1 or len(told) == 1:
            raise self._found[0]
        if told:
            lines = "\n".join(f"{_MARK}{line}" for line in told)
            raise TermConfigurationInvalid(f"{len(told)} dingen kloppen niet:\n{lines}")


_MARK = "- "


def _lines(problem: TermConfigurationInvalid) -> list[str]:
    """Return the problems in one that was collected before, or the problem itself."""
    lines = str(problem).splitlines()
    found = [line.removeprefix(_MARK) for line in lines if line.startswith(_MARK)]
    return found or [str(problem)]
