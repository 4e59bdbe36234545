"""Leiden: a region with two coordinators, so that one can judge what the other drew."""

from __future__ import annotations

from doorgang_engine.model import Account, Organisation

REGION = "leiden"


def add_two_coordinators(parts, *, password):
    """Add ``lea`` and ``leo``, with a password as it is kept."""
    with parts.new_uow() as uow:
        swv = Organisation(region=REGION, id="swv-leiden", kind="swv", name="SWV Leiden (proef)")
        uow.organisations.add([swv])
        uow.accounts.add(
            [
                Account(
                    region=REGION,
                    id=name,
                    name=f"{name.title()} Leiden",
                    organisation="swv-leiden",
                    roles=("regiocoordinator",),
                    password=password,
                )
                for name in ("lea", "leo")
            ]
        )
