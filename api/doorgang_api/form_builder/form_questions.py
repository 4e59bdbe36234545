"""Asks what a form says of itself, the title of a section, and what a new form begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _

from .asking import ENGLISH, Raw, ask, asking_form, options, section, text_of, typed_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def new_form_questions(retention: Sequence[tuple[str, str]]) -> Raw:
    """Return what is asked to begin a form; ``retention`` are the record classes there are."""
    return asking_form(
        "nieuw_formulier",
        _("Nieuw formulier"),
        [
            section("formulier", _("Een nieuw formulier beginnen"), [
                ask("title", "text", _("Naam van het formulier"), required=True, max_length=200),
                *_grounds(retention),
                ask("first", "text", _("De eerste vraag"), required=True, max_length=500),
            ])
        ],
    )  # fmt: skip


def _grounds(retention: Sequence[tuple[str, str]]) -> list[Raw]:
    return [
        ask("ground", "text", _("Wettelijke grondslag om dit te vragen"), required=True,
            max_length=500, hint=_("Bijvoorbeeld: AVG art. 6 lid 1 onder e; WPO art. 18a.")),
        ask("retention", "choice", _("Hoort bij"), options=options(retention), required=True,
            hint=_("Daarvan hangt af hoe lang de antwoorden worden bewaard.")),
    ]  # fmt: skip


def settings_form(retention: Sequence[tuple[str, str]]) -> Raw:
    """Return the form that asks what a form says of itself."""
    return asking_form(
        "gegevens",
        _("Gegevens van het formulier"),
        [
            section("formulier", _("Het formulier"), [
                ask("title", "text", _("Naam van het formulier"), required=True, max_length=200),
                ask(f"title_{ENGLISH}", "text", _("Naam in het Engels"), max_length=200),
                ask("intro", "long_text", _("Inleiding"), max_length=3000),
                ask(f"intro_{ENGLISH}", "long_text", _("Inleiding in het Engels"),
                    max_length=3000),
            ]),
            section("waarom", _("Waarom het gevraagd mag worden"), [
                *_grounds(retention),
                ask("anonymous", "yes_no", _("Moet het anoniem zijn?"), required=True,
                    hint=_("Dan wordt het geweigerd als de naam van het kind erin staat.")),
            ]),
        ],
    )  # fmt: skip


def settings_answers(raw: Mapping[str, Any]) -> Raw:
    """Return the answers that a form amounts to."""
    return {
        **typed_text("title", raw.get("title")),
        **typed_text("intro", raw.get("intro")),
        "ground": raw.get("ground"),
        "retention": raw.get("retention"),
        "anonymous": raw.get("anonymous") is True,
    }


def settings_of(values: Mapping[str, Any]) -> Raw:
    """Return what was answered, as changes of a form: None takes away."""
    return {
        "title": text_of(values, "title"),
        "intro": text_of(values, "intro"),
        "ground": values["ground"],
        "retention": values["retention"],
        "anonymous": True if values["anonymous"] else None,
    }


def section_form() -> Raw:
    """Return the form that asks how a section is called."""
    return asking_form(
        "onderdeel",
        _("Onderdeel"),
        [
            section("onderdeel", _("Onderdeel"), [
                ask("title", "text", _("Titel van het onderdeel"), required=True, max_length=200),
                ask(f"title_{ENGLISH}", "text", _("Titel in het Engels"), max_length=200),
            ])
        ],
    )  # fmt: skip
