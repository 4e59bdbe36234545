"""What a template needs to show a form: plain frozen values, nothing left to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doorgang_forms.words import Words


@dataclass(frozen=True, kw_only=True)
class OptionView:
    """One radio button or checkbox."""

    id: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True, kw_only=True)
class PartView:
    """One input of a value that is typed in parts: day, month, year, the name of who signs.

    Of a value that is wrong only the parts that are to be mended are `is_wrong`.
    """

    id: str
    name: str
    label: str
    value: str
    length: int
    is_wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One row of a repeat."""

    id: str
    name: str
    title: str
    fields: tuple[FieldView, ...]
    error: str
    error_id: str
    remove_label: str
    remove_action: str


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One field as it is shown.

    `widget` is the kind of control: text, textarea, number, date, radios, checkboxes, confirm,
    select, file, signature, group, rows, info or output. `id` is the id of the whole; `focus_id`
    that of the control to go to from the error summary. `described_by` holds the ids of the texts
    that belong to it, separated by spaces. `condition` says in words when to fill it in; `shown`
    whether that is so with the values as they stand; `when` is the condition for a script.
    """

    widget: str
    type: str
    path: str
    id: str
    name: str
    focus_id: str
    label: str
    hint: str
    hint_id: str
    condition: str
    condition_id: str
    error: str
    error_id: str
    described_by: str
    required: bool
    shown: bool
    sensitive: bool
    value: str
    options: tuple[OptionView, ...] = ()
    parts: tuple[PartView, ...] = ()
    date_parts: tuple[PartView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    rows: tuple[RowView, ...] = ()
    add_label: str = ""
    add_action: str = ""
    max_length: int = 0
    input_mode: str = "text"
    unit: str = ""
    accept: str = ""
    text: str = ""
    autocomplete: str = "off"
    when: str = ""
    note: str = ""  # where its answer comes from, when nobody gave it here
    note_id: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionView:
    """Fields under one heading."""

    id: str
    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, kw_only=True)
class ErrorView:
    """One line of the error summary; `href` leads to the control, '' when there is none."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FormView:
    """A form as it is shown."""

    key: str
    lang: str
    title: str
    intro: str
    sections: tuple[SectionView, ...]
    errors: tuple[ErrorView, ...]
    has_files: bool
    action_name: str
    words: Words
