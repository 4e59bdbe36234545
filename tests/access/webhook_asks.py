"""What can be asked about webhooks."""

from __future__ import annotations

from tests.access.asks import NOBODY, Ask, _api, _page

from doorgang_engine.access.table import Act

_NEW = {"url": "http://niet-veilig.voorbeeld.nl", "kinds": ["task.opened"]}


def _ask(endpoint, path, *, method="GET", missing=False, **more):
    return Ask(
        endpoint=endpoint,
        act=Act.MANAGE_WEBHOOKS,
        of="region",
        method=method,
        path=path,
        missing=missing,
        **more,
    )


def _button(endpoint, path):
    return _ask(endpoint, _page(path), method="POST", form={}, missing=True)


WEBHOOK_ASKS = [
    _ask("webhooks.list_webhooks", _api("/webhooks")),
    _ask("webhooks.add", _api("/webhooks"), method="POST", json=_NEW),
    _ask("webhooks.remove", _api(f"/webhooks/{NOBODY}"), method="DELETE", missing=True),
    _ask("webhooks.list_deliveries", _api(f"/webhooks/{NOBODY}/deliveries"), missing=True),
    _ask(
        "webhooks.send_again",
        _api(f"/webhook-deliveries/{NOBODY}/redelivery"),
        method="POST",
        missing=True,
    ),
    _ask("pages.webhooks", _page("/webhooks")),
    _ask("pages.webhooks", _page("/webhooks"), method="POST", form={}),
    _ask("pages.webhook", _page(f"/webhooks/{NOBODY}"), missing=True),
    _button("pages.switch_webhook", f"/webhooks/{NOBODY}/schakelen"),
    _button("pages.webhook_secret", f"/webhooks/{NOBODY}/geheim"),
    _button("pages.webhook_trial", f"/webhooks/{NOBODY}/proef"),
    _button("pages.remove_webhook", f"/webhooks/{NOBODY}/verwijderen"),
    _button("pages.redeliver", f"/webhooks/{NOBODY}/berichten/{NOBODY}/opnieuw"),
]
