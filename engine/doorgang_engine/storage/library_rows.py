"""Published bundles: rows that are only ever added."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from doorgang_engine.errors import BundleNotFound, RouteNotFound
from doorgang_engine.model import Bundle

from . import tables as t
from .rows import Repository, noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

FINGERPRINT = "fingerprint"
_titles: dict[str, str] = {}  # by content hash


class SqlBundles(Repository):
    """Bundles by region and route; the highest number is the active one."""

    def active(self, *, region: str, route: str) -> Bundle:
        """Return the newest bundle of a route for a region."""
        found = self.find_active(region=region, route=route)
        if found is None:
            raise RouteNotFound(
                f"De route '{route}' is niet gepubliceerd voor de regio '{region}'."
            )
        return found

    def find_active(self, *, region: str, route: str) -> Bundle | None:
        """Return the newest bundle of a route for a region, or None."""
        query = (
            select(t.bundles)
            .where(t.bundles.c.region == region, t.bundles.c.route == route)
            .order_by(t.bundles.c.number.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _bundle(row)

    def find_version(self, *, region: str, route: str, number: int) -> Bundle | None:
        """Return one published version of a route for a region, or None."""
        query = select(t.bundles).where(
            t.bundles.c.region == region,
            t.bundles.c.route == route,
            t.bundles.c.number == number,
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _bundle(row)

    def numbers(self, *, region: str, route: str) -> Sequence[tuple[int, datetime]]:
        """Return the published versions of a route for a region, newest first, and their days."""
        columns = t.bundles.c
        query = (
            select(columns.number, columns.published_at)
            .where(columns.region == region, columns.route == route)
            .order_by(columns.number.desc())
        )
        return [(row.number, row.published_at) for row in self._connection.execute(query)]

    def by_hash(self, bundle_hash: str) -> Bundle:
        """Return a bundle by its content hash."""
        query = select(t.bundles).where(t.bundles.c.hash == bundle_hash).limit(1)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise BundleNotFound("Deze versie van de route is er niet.")
        return _bundle(row)

    def publish(self, bundle: Bundle) -> None:
        """Add a bundle."""
        text = json.dumps(bundle.content, separators=(",", ":"), ensure_ascii=False)
        self._connection.execute(
            insert(t.bundles).values(
                region=bundle.region,
                route=bundle.route,
                number=bundle.number,
                hash=bundle.hash,
                content=zlib.compress(text.encode(), 1),
                published_at=bundle.published_at,
                published_by=bundle.published_by,
                reason=bundle.reason,
            )
        )

    def published(self, *, region: str) -> Sequence[Bundle]:
        """Return every version of every route, without what is in it, the newest first."""
        columns = [column for column in t.bundles.c if column.name != "content"]
        query = (
            select(*columns)
            .where(t.bundles.c.region == region)
            .order_by(t.bundles.c.published_at.desc(), t.bundles.c.route, t.bundles.c.number)
        )
        return [noun(Bundle, row, content={}) for row in self._connection.execute(query)]

    def list_active(self, *, region: str) -> Sequence[Bundle]:
        """Return the newest bundle of every route of a region."""
        newest = (
            select(t.bundles.c.route, func.max(t.bundles.c.number).label("number"))
            .where(t.bundles.c.region == region)
            .group_by(t.bundles.c.route)
            .subquery()
        )
        query = (
            select(t.bundles)
            .join(
                newest,
                (t.bundles.c.route == newest.c.route) & (t.bundles.c.number == newest.c.number),
            )
            .where(t.bundles.c.region == region)
            .order_by(t.bundles.c.route)
        )
        return [_bundle(row) for row in self._connection.execute(query)]

    def titles(self, *, region: str) -> Mapping[str, str]:
        """Return the title of every route of a region, by key, in the order of the keys.

        Bundles never change, so what one is called is read once per process.
        """
        bundles = t.bundles.c
        newest = (
            select(bundles.route, func.max(bundles.number).label("number"))
            .where(bundles.region == region)
            .group_by(bundles.route)
            .subquery()
        )
        same = (bundles.route == newest.c.route) & (bundles.number == newest.c.number)
        query = select(bundles.route, bundles.hash).join(newest, same)
        rows = self._connection.execute(
            query.where(bundles.region == region).order_by(bundles.route)
        ).all()
        for row in rows:
            if row.hash not in _titles:
                _titles[row.hash] = str(self.by_hash(row.hash).content["title"])
        return {row.route: _titles[row.hash] for row in rows}

    def fingerprint(self) -> str:
        """Return the fingerprint of the library that was published last; ``""`` when none was."""
        query = select(t.library_state.c.value).where(t.library_state.c.name == FINGERPRINT)
        return self._connection.execute(query).scalar_one_or_none() or ""

    def keep_fingerprint(self, fingerprint: str) -> None:
        """Remember which library was published."""
        state = t.library_state
        self._connection.execute(delete(state).where(state.c.name == FINGERPRINT))
        self._connection.execute(insert(state).values(name=FINGERPRINT, value=fingerprint))

    def regions(self) -> Sequence[str]:
        """Return the regions that have bundles."""
        query = select(t.bundles.c.region).distinct().order_by(t.bundles.c.region)
        return list(self._connection.execute(query).scalars())


def _bundle(row: Row[Any]) -> Bundle:
    return Bundle(
        region=row.region,
        route=row.route,
        number=row.number,
        hash=row.hash,
        content=json.loads(zlib.decompress(row.content)),
        published_at=row.published_at,
        published_by=row.published_by,
        reason=row.reason,
    )
