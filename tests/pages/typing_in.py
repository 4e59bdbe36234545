"""What a browser sends for a form that is filled in with these values."""

from __future__ import annotations

from doorgang_api.forms_adapter import form_of
from doorgang_forms.view import view


def pairs_for(definition, values, variables=None):
    """The pairs of a post, as the form's own controls would give them."""
    shown = view(form=form_of(definition), values=values, errors={}, variables=variables or {})
    return [pair for section in shown.sections for one in section.fields for pair in _pairs(one)]


def _pairs(one):
    if one.widget in ("radios", "checkboxes"):
        yield from ((one.name, option.value) for option in one.options if option.checked)
    elif one.widget in ("date", "signature"):
        yield from ((part.name, part.value) for part in (*one.parts, *one.date_parts))
    elif one.widget == "rows":
        for row in one.rows:
            yield row.name, "rij"
            yield from (pair for inner in row.fields for pair in _pairs(inner))
    elif one.widget == "group":
        yield from (pair for inner in one.fields for pair in _pairs(inner))
    elif one.widget not in ("info", "output") and one.value:
        yield one.name, one.value
