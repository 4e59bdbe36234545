"""Edits of a definition, each from one definition (JSON) to the next.

An edit gives a new definition that is as right as the one before: it reads, the lint finds nothing
in it that it did not find before, and its example fits. Otherwise it is refused, in Dutch, and
nothing has changed. The caller keeps the versions; undo is the version before.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from doorgang_forms.edit_judgement import (
    NO_SUCH_FIELD,
    copied,
    drop_empty_sections,
    field_of,
    judged,
    place_of,
    put_answer,
)
from doorgang_forms.errors import EditRefused
from doorgang_forms.outline import Raw, free_key, keys_beside, label_of, sections_of

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What of a form can be set by itself; the rest is reached by its own edit.
FORM_KEYS = frozenset({"title", "intro", "checklist", "ground", "retention", "anonymous", "seeds"})

NO_SUCH_RULE = "Deze regel is er niet (meer)."
LAST_OF_FORM = "Een formulier heeft ten minste één vraag."
LAST_OF_GROUP = "Dit is de laatste vraag van de groep. Haal de groep zelf weg."
AT_THE_END = "Deze vraag staat al aan het eind."
AT_THE_START = "Deze vraag staat al aan het begin."
NOT_A_FORM_KEY = "Dit hoort niet bij de gegevens van een formulier."


def set_form(*, raw: Mapping[str, Any], changes: Mapping[str, Any]) -> Raw:
    """Set what the form says of itself; None takes it away.

    :raises EditRefused: if the form would not be right with it.
    """
    if set(changes) - FORM_KEYS:
        raise EditRefused(message=NOT_A_FORM_KEY)
    new = copied(raw)
    new.update({key: value for key, value in changes.items() if value is not None})
    for key, value in changes.items():
        if value is None:
            new.pop(key, None)
    return judged(before=raw, after=new)


def add_field(
    *,
    raw: Mapping[str, Any],
    field: Mapping[str, Any],
    after: str = "",
    inside: str = "",
    answer: Any = None,
) -> tuple[Raw, str]:
    """Add a field behind the one of path `after`, or as the last of the group `inside`.

    Without either it becomes the last of the form. Without a `key` it gets one made of its label.
    `answer` goes into the example of the form, for what cannot be made up. Gives the definition
    and the path of the field.

    :raises EditRefused: if there is no such place, or the form would not be right with it.
    """
    new = copied(raw)
    parent = inside or after.rpartition(".")[0]
    made = dict(field)
    if "key" not in made:
        taken = keys_beside(raw=new, parent=parent)
        made = {"key": free_key(words=label_of(field=made), taken=taken), **made}
    if after:
        fields, number = place_of(new, after)
        fields.insert(number + 1, made)
    elif inside:
        group = field_of(new, inside)
        if not isinstance(group.get("fields"), list):
            raise EditRefused(message=NO_SUCH_FIELD)
        group["fields"].append(made)
    else:
        sections_of(raw=new)[-1]["fields"].append(made)
    path = f"{parent}.{made['key']}" if parent else str(made["key"])
    put_answer(new, path, answer)
    return judged(before=raw, after=new), path


def replace_field(
    *, raw: Mapping[str, Any], path: str, field: Mapping[str, Any], answer: Any = None
) -> Raw:
    """Put another definition in the place of a field; its key stays as it was.

    `answer` goes into the example of the form.

    :raises EditRefused: if there is no such field, or the form would not be right with it.
    """
    new = copied(raw)
    fields, number = place_of(new, path)
    fields[number] = {**field, "key": fields[number]["key"]}
    put_answer(new, path, answer)
    return judged(before=raw, after=new)


def set_condition(
    *, raw: Mapping[str, Any], path: str, condition: Mapping[str, Any] | None
) -> Raw:
    """Set when a field is shown; None: always.

    :raises EditRefused: if there is no such field, or the condition cannot be judged there.
    """
    field = dict(field_of(copied(raw), path))
    field.pop("show_when", None)
    if condition is not None:
        field["show_when"] = deepcopy(dict(condition))
    return replace_field(raw=raw, path=path, field=field)


def move_field(*, raw: Mapping[str, Any], path: str, by: int) -> Raw:
    """Move a field up (`by` -1) or down (1) one place, at the edge into the next section.

    :raises EditRefused: at the very end, or if what speaks of the field would come before it.
    """
    new = copied(raw)
    fields, number = place_of(new, path)
    to = number + by
    if 0 <= to < len(fields):
        fields.insert(to, fields.pop(number))
        return judged(before=raw, after=new)
    sections = sections_of(raw=new)
    here = next((at for at, one in enumerate(sections) if one["fields"] is fields), None)
    if here is None or not 0 <= here + by < len(sections):
        raise EditRefused(message=AT_THE_START if by < 0 else AT_THE_END)
    beside = sections[here + by]["fields"]
    beside.insert(len(beside) if by < 0 else 0, fields.pop(number))
    drop_empty_sections(new)
    return judged(before=raw, after=new)


def remove_field(*, raw: Mapping[str, Any], path: str) -> Raw:
    """Take a field away; with the last of a section the section goes as well.

    :raises EditRefused: if it is the last of its group or form, or something speaks of it.
    """
    new = copied(raw)
    fields, number = place_of(new, path)
    if "." in path and len(fields) == 1:
        raise EditRefused(message=LAST_OF_GROUP)
    del fields[number]
    drop_empty_sections(new)
    if not new["sections"]:
        raise EditRefused(message=LAST_OF_FORM)
    return judged(before=raw, after=new)


def set_rule(*, raw: Mapping[str, Any], number: int | None, rule: Mapping[str, Any] | None) -> Raw:
    """Put a rule over fields in the place of another; None as `number` adds, as `rule` removes.

    :raises EditRefused: if there is no such rule, or it cannot be judged.
    """
    new = copied(raw)
    rules = list(new.get("rules", []))
    if number is not None and not 0 <= number < len(rules):
        raise EditRefused(message=NO_SUCH_RULE)
    added = [] if rule is None else [deepcopy(dict(rule))]
    at = len(rules) if number is None else number
    rules[at : at + 1] = added
    new["rules"] = rules
    if not rules:
        del new["rules"]
    return judged(before=raw, after=new)


def set_example(*, raw: Mapping[str, Any], example: Mapping[str, Any]) -> Raw:
    """Set the example.

    :raises EditRefused: if the form does not accept it.
    """
    return judged(
        before=raw, after={**copied(raw), "example": deepcopy(dict(example))}, mend=False
    )
