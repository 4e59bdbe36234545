"""Bundles made ready to run, kept in memory: parsed once per node, shared by all its cases."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from .bundle import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.enact import Runnable
    from doorgang_engine.ports import UnitOfWork

CAPACITY = 64  # bundles; one takes one to two MB with all the routes that it calls


class BundleShelf:
    """The bundles used last. Specs are never changed by a case, so threads may share them."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[Runnable, Mapping[str, Any]]] = OrderedDict()

    def runnable(self, uow: UnitOfWork, bundle_hash: str) -> Runnable:
        """Return a bundle, ready to run."""
        return self._get(uow, bundle_hash)[0]

    def content(self, uow: UnitOfWork, bundle_hash: str) -> Mapping[str, Any]:
        """Return the content of a bundle: forms, roles, title."""
        return self._get(uow, bundle_hash)[1]

    def _get(self, uow: UnitOfWork, bundle_hash: str) -> tuple[Runnable, Mapping[str, Any]]:
        with self._lock:
            if bundle_hash in self._kept:
                self._kept.move_to_end(bundle_hash)
                return self._kept[bundle_hash]
        content = uow.bundles.by_hash(bundle_hash).content
        found = (prepare(content), content)
        with self._lock:
            self._kept[bundle_hash] = found
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
        return found
