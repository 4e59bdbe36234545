"""One application for all tests of a process: making one, and its first page, take a second.

Its house is only in its extensions and in the proxies that it trusts; each test gets those anew.
"""

from __future__ import annotations

from functools import partial

from flask import Flask

from doorgang_api.app import create_app
from doorgang_api.proxies import TrustedProxies

_kept: dict = {}


def app_of(house):
    """Return the application, of this house from now on and of no house before it."""
    if not _kept:
        app = create_app(house)
        _kept.update(app=app, extensions=dict(app.extensions))
    app = _kept["app"]
    app.extensions.clear()
    app.extensions.update(_kept["extensions"], doorgang=house)
    app.wsgi_app = TrustedProxies(partial(Flask.wsgi_app, app), house.settings.trusted_proxies)
    return app
