"""Turns a form with what was typed and what is wrong with it into what a template shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doorgang_forms import html_names as names
from doorgang_forms.compute import value_beforehand
from doorgang_forms.condition_text import condition_text
from doorgang_forms.conditions import could_hold, holds
from doorgang_forms.contents import KINDS
from doorgang_forms.definition import Field, Form, Placed, placed_fields
from doorgang_forms.live_conditions import live_condition
from doorgang_forms.scope import Scope
from doorgang_forms.view_controls import WIDGETS, controls_of
from doorgang_forms.view_model import ErrorView, FieldView, FormView, RowView, SectionView
from doorgang_forms.words import Words, words_in


def view(
    *,
    form: Form,
    values: Mapping[str, Any],
    errors: Mapping[str, Sequence[str]],
    variables: Mapping[str, Any],
    files: Mapping[str, str] | None = None,
    lang: str = "nl",
) -> FormView:
    """Make the view of a form.

    `values` is JSON as `read_post` gives it or as a submission or draft holds it, right or not;
    `errors` is what `SubmissionInvalid.fields` says. What is reckoned from these `variables` alone
    is shown before anything is typed. A field that these `variables` rule out is
    left out; one that depends on other fields is there, with its condition in words. `files` says
    in words which files there are, by id.
    """
    builder = _Builder(
        placed=placed_fields(form=form),
        errors=errors,
        variables=variables,
        files=files or {},
        words=words_in(lang=lang),
        lang=lang,
    )
    shown = builder.fields_of(form.fields, values, "", (), Scope((), variables))
    by_key = {one.path: one for one in shown}
    sections = tuple(
        SectionView(
            id=f"onderdeel-{section.key}",
            title=section.title.in_language(lang),
            fields=tuple(by_key[one.key] for one in section.fields if one.key in by_key),
        )
        for section in form.sections
    )
    return FormView(
        key=form.key,
        lang=lang,
        title=form.title.in_language(lang),
        intro=form.intro.in_language(lang) if form.intro else "",
        sections=tuple(one for one in sections if one.fields),
        errors=tuple(_summary(shown, errors)),
        has_files=any(one.field.type == "file" for one in builder.placed.values()),
        action_name=names.ACTION,
        words=builder.words,
    )


@dataclass(frozen=True, kw_only=True)
class _Builder:
    placed: Mapping[str, Placed]
    errors: Mapping[str, Sequence[str]]
    variables: Mapping[str, Any]
    files: Mapping[str, str]
    words: Words
    lang: str

    def fields_of(
        self,
        fields: tuple[Field, ...],
        values: object,
        prefix: str,
        parents: tuple[Field, ...],
        outer: Scope,
    ) -> tuple[FieldView, ...]:
        typed = values if isinstance(values, Mapping) else {}
        seen: dict[str, Any] = {}
        scope = outer.inside(fields=fields, values=seen)
        found = []
        for one in fields:
            value = typed.get(one.key)
            if one.compute is not None and value is None:
                value = value_beforehand(compute=one.compute, variables=self.variables)
            if not self._is_possible(one, value):
                continue
            shown = one.show_when is None or holds(condition=one.show_when, scope=scope)
            if shown and value is not None:
                seen[one.key] = value
            found.append(self._field(one, value, prefix + one.key, parents, scope, shown=shown))
        return tuple(found)

    def _is_possible(self, one: Field, value: Any) -> bool:
        if one.type == "computed" and value is None:
            return False
        condition = one.show_when
        return condition is None or could_hold(condition=condition, variables=self.variables)

    def _field(
        self,
        one: Field,
        value: Any,
        path: str,
        parents: tuple[Field, ...],
        scope: Scope,
        *,
        shown: bool,
    ) -> FieldView:
        name = names.html_name(path=path)
        whole = names.ID_PREFIX + name
        texts: dict[str, Any] = self._texts(one, path, parents)
        ids = {part: f"{whole}--{suffix}" for part, suffix in _TEXT_IDS if texts[part]}
        inner = self._inner(one, value, path, parents, scope)
        controls = controls_of(
            field=one,
            value=value,
            name=name,
            words=self.words,
            lang=self.lang,
            is_wrong=bool(texts["error"]),
        )
        if one.type == "file":
            controls["text"] = self.files.get(controls["value"], "")
        return FieldView(
            widget=WIDGETS[one.type] if not one.must_be else "confirm",
            type=one.type,
            path=path,
            id=whole,
            name=name,
            label=one.label.in_language(self.lang),
            hint_id=ids.get("hint", ""),
            condition_id=ids.get("condition", ""),
            error_id=ids.get("error", ""),
            described_by=" ".join(ids.values()),
            required=one.required or one.must_be or one.min_items > 0 or one.min_rows > 0,
            shown=shown,
            sensitive=one.sensitive,
            when=live_condition(
                condition=one.show_when,
                path=path,
                parents=parents,
                placed=self.placed,
                variables=self.variables,
            ),
            **{**texts, **inner, **controls},
        )

    def _texts(self, one: Field, path: str, parents: tuple[Field, ...]) -> dict[str, str]:
        condition = ""
        if one.show_when is not None:
            condition = condition_text(
                condition=one.show_when,
                parents=parents,
                placed=self.placed,
                words=self.words,
                lang=self.lang,
            )
        hints = [one.hint.in_language(self.lang)] if one.hint else []
        if one.type in _OWN_HINTS:
            own = getattr(self.words, _OWN_HINTS[one.type])
            kinds = ", ".join(KINDS[kind].name for kind in one.accept if kind in KINDS)
            hints.append(own.format(max_mb=one.max_mb, kinds=kinds))
        return {
            "hint": " ".join(hints),
            "condition": condition,
            "error": " ".join(self.errors.get(path, ())),
        }

    def _inner(
        self, one: Field, value: Any, path: str, parents: tuple[Field, ...], scope: Scope
    ) -> dict[str, Any]:
        inside = (*parents, one)
        if one.type == "group":
            return {"fields": self.fields_of(one.fields, value, f"{path}.", inside, scope)}
        if one.type != "repeat":
            return {}
        rows = list(value) if isinstance(value, list) else []
        least = max(one.min_rows, int(one.required))
        rows += [{}] * (least - len(rows))
        title = (one.row_label or one.label).in_language(self.lang)
        adding = names.ADD_ROW + ":" + names.html_name(path=path)
        return {
            "rows": tuple(
                self._row(one, row, f"{path}.{number}", title, inside, scope)
                for number, row in enumerate(rows)
            ),
            "add_label": self.words.add_row.format(label=title),
            "add_action": adding if len(rows) < one.max_rows else "",
        }

    def _row(
        self, one: Field, row: Any, path: str, title: str, inside: tuple[Field, ...], scope: Scope
    ) -> RowView:
        name = names.html_name(path=path)
        number = int(path.rpartition(".")[2]) + 1
        error = " ".join(self.errors.get(path, ()))
        return RowView(
            id=names.ID_PREFIX + name,
            error=error,
            error_id=f"{names.ID_PREFIX}{name}--fout" if error else "",
            name=name,
            title=f"{title} {number}",
            fields=self.fields_of(one.fields, row, f"{path}.", inside, scope),
            remove_label=self.words.remove_row.format(label=title, number=number),
            remove_action=f"{names.REMOVE_ROW}:{name}",
        )


_TEXT_IDS = (("condition", "voorwaarde"), ("hint", "uitleg"), ("error", "fout"))
_OWN_HINTS = {"date": "date_hint", "signature": "signed_hint", "file": "file_hint"}


def _summary(
    shown: Sequence[FieldView], errors: Mapping[str, Sequence[str]]
) -> Iterator[ErrorView]:
    """Give the errors in the order of the form; what belongs to no field comes first."""
    places = list(_places(shown, ""))
    paths = {path for path, _, _ in places}
    for path, texts in errors.items():
        if path not in paths:
            yield from (ErrorView(href="", text=text) for text in dict.fromkeys(texts))
    for path, target, before in places:
        for text in errors.get(path, ()):
            yield ErrorView(href=f"#{target}", text=before + text)


def _places(shown: Sequence[FieldView], before: str) -> Iterator[tuple[str, str, str]]:
    for one in shown:
        yield one.path, one.focus_id, before
        yield from _places(one.fields, before)
        for number, row in enumerate(one.rows):
            yield f"{one.path}.{number}", row.id, f"{row.title}: "
            yield from _places(row.fields, f"{before}{row.title}: ")
