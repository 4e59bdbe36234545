"""The forms: definitions, and the schemas made from them.

Read a definition with `read_form` or a whole directory with `load_catalog`; lint one with
`check_definition`; judge what was sent with `validate`; show one with `view` and read an HTML
post with `read_post`. No framework, no clock, no database.
"""

from __future__ import annotations

from doorgang_forms.catalog import Catalog, load_catalog, load_form
from doorgang_forms.check import Checked, Finding, check_definition, check_form
from doorgang_forms.definition import Form
from doorgang_forms.errors import DefinitionInvalid, FormNotFound, FormsError, SubmissionInvalid
from doorgang_forms.exports import Kind, export_kinds
from doorgang_forms.html_input import Posted, read_post
from doorgang_forms.parsing import parse_form, read_form
from doorgang_forms.submission import Submission, validate
from doorgang_forms.uploads import find_file_field, upload_problem
from doorgang_forms.view import view
from doorgang_forms.view_model import FormView

__all__ = [
    "Catalog",
    "Checked",
    "DefinitionInvalid",
    "Finding",
    "Form",
    "FormNotFound",
    "FormView",
    "FormsError",
    "Kind",
    "Posted",
    "Submission",
    "SubmissionInvalid",
    "check_definition",
    "check_form",
    "export_kinds",
    "find_file_field",
    "load_catalog",
    "load_form",
    "parse_form",
    "read_form",
    "read_post",
    "upload_problem",
    "validate",
    "view",
]
