"""Lint of a definition: what the format allows and a form had still better not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doorgang_forms.check_conditions import condition_findings
from doorgang_forms.check_example import example_findings
from doorgang_forms.check_fields import field_findings
from doorgang_forms.check_references import reference_findings
from doorgang_forms.check_sensitive import sensitive_findings
from doorgang_forms.definition import placed_fields
from doorgang_forms.errors import DefinitionInvalid
from doorgang_forms.finding import Finding
from doorgang_forms.parsing import parse_form
from doorgang_forms.taking_over import own_findings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from doorgang_forms.definition import Field, Form

__all__ = ["Checked", "Finding", "check_definition", "check_form"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of a check: the form when it could be read, and what is wrong with it."""

    form: Form | None
    findings: tuple[Finding, ...]


def check_definition(*, raw: object, roles: Collection[str] | None = None) -> Checked:
    """Read a definition (any JSON value) and say all that is wrong with it; raises nothing."""
    try:
        form = parse_form(raw=raw)
    except DefinitionInvalid as error:
        finding = Finding(path=error.path, code=error.code, message=error.message)
        return Checked(form=None, findings=(finding,))
    return Checked(form=form, findings=check_form(form=form, roles=roles))


def check_form(*, form: Form, roles: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Say what is wrong with a form; every finding blocks its use.

    `roles` are the keys that `visible_to` may say; None: that is not looked at.
    """
    findings = [
        *_double_keys(form),
        *field_findings(form=form, roles=roles),
        *reference_findings(form=form),
        *condition_findings(form=form),
        *sensitive_findings(form=form),
        *_taken_from(form),
    ]
    # An example can only be judged by a form that is right itself.
    return tuple(findings or example_findings(form=form))


def _taken_from(form: Form) -> Iterator[Finding]:
    for path, one in placed_fields(form=form).items():
        yield from own_findings(path=path, field=one.field, parents=one.parents)


def _double_keys(form: Form) -> Iterator[Finding]:
    sections = [section.key for section in form.sections]
    for key in sorted({key for key in sections if sections.count(key) > 1}):
        message = f"Er zijn twee onderdelen met de sleutel {key}."
        yield Finding(path="sections", code="duplicate_key", message=message)
    yield from _double_fields(form.fields, "")


def _double_fields(fields: tuple[Field, ...], prefix: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for one in fields:
        if one.key in seen:
            message = f"Er zijn hier twee velden met de sleutel {one.key}."
            yield Finding(path=prefix + one.key, code="duplicate_key", message=message)
        seen.add(one.key)
        yield from _double_fields(one.fields, f"{prefix}{one.key}.")
