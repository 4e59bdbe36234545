"""The small route with files: at its start, in its first task, and one that few may read."""

from __future__ import annotations

from copy import deepcopy

from tests.small_route import BPMN, FORMS, publish
from tests.unit.forms.contents import samples

SHARING = BPMN.replace(
    'dg:actie="kennisgeven"\n    dg:aan="school" dg:bericht="De aanvraag is compleet."',
    'dg:actie="delen"\n    dg:aan="school" dg:formulieren="toets" dg:grondslag="Wet"',
)
PDF = samples.pdf(tail=b"\n")
PNG = samples.png()


def file_field(key, **more):
    return {"key": key, "type": "file", "label": {"nl": key.title()}, **more}


def forms():
    """The forms of the small route with file fields added."""
    made = deepcopy(FORMS)
    made["aanvraag"]["sections"][0]["fields"].append(file_field("brief"))
    made["toets"]["sections"][0]["fields"] += [
        file_field("verslag", max_mb=1),
        file_field("geheim", visible_to=["loket"]),
        {
            "key": "stukken",
            "type": "repeat",
            "label": {"nl": "Stukken"},
            "max_rows": 3,
            "fields": [file_field("stuk")],
        },
    ]
    return made


def publish_filed(parts):
    """Publish it over the small route."""
    assert 'dg:actie="delen"' in SHARING
    return publish(parts, number=2, bpmn=SHARING, forms=forms())
