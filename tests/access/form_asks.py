"""What can be asked of the pages on which the forms of a draft are built."""

from __future__ import annotations

from tests.access.asks import NOBODY, Ask

from doorgang_engine.access.table import Act

HERE = f"/ontwerpen/{NOBODY}/formulieren"
#: Endpoint and what stands behind the address of a form.
PAGES = {
    "draft_form": "",
    "draft_form_settings": "/gegevens",
    "draft_form_field": "/vraag?pad=a",
    "draft_form_condition": "/voorwaarde?pad=a",
    "draft_form_rule": "/regel",
    "draft_form_section": "/onderdeel?voor=a",
    "draft_form_try": "/proberen",
    "draft_form_diff": "/verschil",
    "draft_form_import": "/inlezen",
}


def _ask(endpoint: str, address: str, method: str) -> Ask:
    act = Act.SEE_DRAFT if method == "GET" else Act.EDIT_DRAFT
    form = {} if method == "POST" else None
    return Ask(
        endpoint=f"pages.{endpoint}",
        act=act,
        of="region",
        method=method,
        path=lambda _: address,
        form=form,
        missing=True,
    )


FORM_ASKS = [
    _ask(endpoint, address, method)
    for endpoint, address in (
        ("draft_forms", HERE),
        *((name, f"{HERE}/nergens{rest}") for name, rest in PAGES.items()),
    )
    for method in ("GET", "POST")
    if method == "GET" or endpoint != "draft_form_diff"
]
