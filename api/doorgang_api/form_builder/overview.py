"""What the page of a form shows: its sections and questions in order, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_api.languages import gettext as _
from doorgang_api.languages import language
from doorgang_forms.condition_text import condition_text
from doorgang_forms.definition import placed_fields
from doorgang_forms.errors import DefinitionInvalid
from doorgang_forms.outline import label_of, sections_of
from doorgang_forms.parsing import parse_form
from doorgang_forms.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doorgang_forms.definition import Form


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question: where it stands, what it says, and what can be done with it."""

    path: str
    label: str
    kind: str
    marks: tuple[str, ...]
    condition: str
    holds: bool
    is_first: bool
    is_last: bool
    may_begin_section: bool
    rows: tuple[Row, ...]

    @property
    def anchor(self) -> str:
        """The id of the question on the page."""
        return anchor_of(self.path)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section."""

    key: str
    title: str
    rows: tuple[Row, ...]
    is_first: bool
    is_last: bool


def anchor_of(path: str) -> str:
    """Return the id that a question has on the page."""
    return "vraag-" + path.replace(".", "-")


def kinds() -> dict[str, str]:
    """Return the types of questions, in words."""
    return {
        "text": _("Korte tekst"),
        "long_text": _("Lange tekst"),
        "number": _("Getal"),
        "date": _("Datum"),
        "choice": _("Keuze"),
        "choices": _("Meer keuzes"),
        "yes_no": _("Ja of nee"),
        "person": _("Naam van een mens"),
        "organisation": _("School of organisatie (BRIN)"),
        "file": _("Bestand"),
        "signature": _("Ondertekening"),
        "info": _("Tekst om te lezen"),
        "computed": _("Berekend"),
        "group": _("Groep vragen"),
        "repeat": _("Rijen: dezelfde vragen vaker"),
    }


def outline_of(raw: Mapping[str, Any]) -> list[Part]:
    """Return the sections of a form with their questions."""
    form = _form(raw)
    words = kinds()
    parts = sections_of(raw=raw)
    return [
        Part(
            key=str(one.get("key", "")),
            title=str(one.get("title", {}).get("nl", "")),
            rows=tuple(_rows(one["fields"], "", form, words, parts, at)),
            is_first=not at,
            is_last=at == len(parts) - 1,
        )
        for at, one in enumerate(parts)
    ]


def _form(raw: Mapping[str, Any]) -> Form | None:
    try:
        return parse_form(raw=raw)
    except DefinitionInvalid:
        return None


def _rows(
    fields: list[dict[str, Any]],
    prefix: str,
    form: Form | None,
    words: Mapping[str, str],
    parts: list[dict[str, Any]],
    section: int,
) -> Iterator[Row]:
    for at, field in enumerate(fields):
        path = f"{prefix}{field.get('key', '')}"
        inner = field.get("fields") if isinstance(field.get("fields"), list) else []
        yield Row(
            path=path,
            label=label_of(field=field),
            kind=words.get(str(field.get("type")), str(field.get("type"))),
            marks=tuple(_marks(field)),
            condition=_condition(form, path),
            holds=bool(inner),
            is_first=not at and (bool(prefix) or not section),
            is_last=at == len(fields) - 1 and (bool(prefix) or section == len(parts) - 1),
            may_begin_section=bool(at) and not prefix,
            rows=tuple(_rows(inner or [], f"{path}.", form, words, parts, section)),
        )


def _marks(field: Mapping[str, Any]) -> Iterator[str]:
    if field.get("required") or field.get("must_be"):
        yield _("verplicht")
    if field.get("sensitive"):
        yield _("gevoelig gegeven")
    if field.get("export"):
        yield _("gaat naar de route als ‘%(naam)s’") % {"naam": field["export"]}
    if "visible_to" in field:
        yield _("alleen voor sommige rollen")


def _condition(form: Form | None, path: str) -> str:
    placed = placed_fields(form=form) if form is not None else {}
    one = placed.get(path)
    if one is None or one.field.show_when is None:
        return ""
    said = condition_text(
        condition=one.field.show_when,
        parents=one.parents,
        placed=placed,
        words=words_in(lang=language()),
        lang=language(),
    )
    return said or _("Hangt af van het traject.")
