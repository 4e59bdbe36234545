"""What can be wrong with a form, its definition or what is sent.

FormsError
├── DefinitionInvalid    a definition does not keep to the form format
├── SubmissionInvalid    what was sent does not pass the form
├── EditRefused          a definition would not be right with this edit
├── FormJsRefused        a file is no form of form-js, or nothing of it can be taken over
└── FormNotFound         there is no form of that key
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doorgang_forms.finding import Finding


class FormsError(Exception):
    """Anything anticipated that this package refuses."""

    code: ClassVar[str] = "forms_error"


class DefinitionInvalid(FormsError):
    """The definition breaks the form format; `path` says where (`sections.0.fields.2`)."""

    code: ClassVar[str] = "definition_invalid"

    def __init__(self, *, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message


class SubmissionInvalid(FormsError):
    """What was sent does not pass the form.

    `fields` holds Dutch messages by dotted field path (`ouders.0.antwoord`); what belongs to no
    field stands under `_form`. It never holds a value that was sent: that may be personal data.
    """

    code: ClassVar[str] = "submission_invalid"

    def __init__(self, *, fields: Mapping[str, Sequence[str]]) -> None:
        super().__init__("De ingevulde gegevens kloppen nog niet.")
        self.fields: dict[str, list[str]] = {key: list(texts) for key, texts in fields.items()}


class EditRefused(FormsError):
    """An edit was refused, in Dutch; `finding` is what the lint said of the outcome, if it did.

    Nothing was changed.
    """

    code: ClassVar[str] = "form_edit_refused"

    def __init__(self, *, message: str, finding: Finding | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.finding = finding


class FormJsRefused(FormsError):
    """A file is no form of form-js, or nothing of it can be taken over; `message` is Dutch."""

    code: ClassVar[str] = "form_js_refused"

    def __init__(self, *, message: str) -> None:
        super().__init__(message)
        self.message = message


class FormNotFound(FormsError):
    """There is no form of that key."""

    code: ClassVar[str] = "form_not_found"

    def __init__(self, *, key: str) -> None:
        super().__init__(f"Er is geen formulier met de sleutel {key!r}.")
        self.key = key
