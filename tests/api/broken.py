"""A database that fails once, in the middle of an act."""

from __future__ import annotations

from dataclasses import replace

from doorgang_engine.storage.unit_of_work import SqlUnitOfWork


class Killed(BaseException):
    """The process is gone: nothing after this runs, no handler of errors either."""


class FailsOnce:
    """Makes units of work; one of them fails when a submission is kept, after the case moved."""

    def __init__(self, house, error):
        self.house, self.error = house, error

    def __call__(self, **limits):
        return _Failing(self, limits)

    def take(self):
        """Return the error, once."""
        error, self.error = self.error, None
        return error


class _Failing(SqlUnitOfWork):
    def __init__(self, source, limits):
        super().__init__(source.house.database, source.house.parts.vault, **limits)
        self._source = source

    def __enter__(self):
        entered = super().__enter__()
        add = entered.submissions.add

        def add_or_fail(submission):
            add(submission)
            if (error := self._source.take()) is not None:
                raise error

        entered.submissions.add = add_or_fail
        return entered


def that_fails_once(house, error):
    """Return a house on the same database of which one act fails half-way."""
    return replace(house, parts=replace(house.parts, new_uow=FailsOnce(house, error)))
