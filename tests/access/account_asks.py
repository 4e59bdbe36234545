"""What can be asked about accounts and the tokens of programs: the coordinator's pages."""

from __future__ import annotations

from tests.access.asks import NOBODY, Ask

from doorgang_engine.access.table import Act

ACCOUNT_ASKS = [
    Ask(
        endpoint="pages.accounts",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        path=lambda _: "/accounts",
    ),
    Ask(
        endpoint="pages.new_account",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        path=lambda _: "/accounts/nieuw",
    ),
    Ask(
        endpoint="pages.new_account",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        method="POST",
        path=lambda _: "/accounts/nieuw",
        form={},
    ),
    Ask(
        endpoint="pages.account",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        path=lambda _: f"/accounts/{NOBODY}",
        missing=True,
    ),
    Ask(
        endpoint="pages.account_roles",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        method="POST",
        path=lambda _: f"/accounts/{NOBODY}/rollen",
        form={},
        missing=True,
    ),
    Ask(
        endpoint="pages.account_switch",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        method="POST",
        path=lambda _: f"/accounts/{NOBODY}/stand",
        form={},
        missing=True,
    ),
    Ask(
        endpoint="pages.account_sign_out",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        method="POST",
        path=lambda _: f"/accounts/{NOBODY}/afmelden",
        form={},
        missing=True,
    ),
    Ask(
        endpoint="pages.new_token",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        path=lambda _: f"/accounts/{NOBODY}/tokens",
        missing=True,
    ),
    Ask(
        endpoint="pages.new_token",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        method="POST",
        path=lambda _: f"/accounts/{NOBODY}/tokens",
        form={},
        missing=True,
    ),
    Ask(
        endpoint="pages.withdraw_token",
        act=Act.MANAGE_ACCOUNTS,
        of="region",
        method="POST",
        path=lambda _: f"/accounts/{NOBODY}/tokens/{NOBODY}/intrekken",
        form={},
        missing=True,
    ),
]
