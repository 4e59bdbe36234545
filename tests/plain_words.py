"""What a finding never says to a coordinator: signs of the file behind the drawing."""

from __future__ import annotations

import re

SIGNS = {
    "a prefix of a namespace": re.compile(r"\b(?:dg|bpmn|dmn|camunda|zeebe)\s?:", re.IGNORECASE),
    "a word in camelCase": re.compile(r"\b[a-z]+[A-Z]\w*"),
    "a format": re.compile(r"\b(?:XML|JSON|YAML|TOML|BPMN|CEL)\b"),
    "a duration of ISO 8601": re.compile(r"\bP(?:T?\d+[YMWDHS])+\b"),
    "a file": re.compile(r"\.(?:toml|bpmn|dmn|json|yaml|md)\b|\b(?:config|docs|processes)/"),
    "a table of a file": re.compile(r"\[\["),
    "an operator": re.compile(r"&&|\|\||==|!="),
    "a call": re.compile(r"\w\(\)"),
    "a word of who makes drawings run": re.compile(
        r"\b(?:id|gateway\w*|\w*subproces\w*|randgebeurtenis\w*|scripttaak\w*|servicetaak\w*|"
        r"aanroepactiviteit\w*|variabele\w*|kenmerk\w*|uitdrukking\w*|element\w*|engine)\b",
        re.IGNORECASE,
    ),
}


def signs_in(text):
    """Return what a text says that a coordinator need not know."""
    return [(sign, found[0]) for sign, made in SIGNS.items() if (found := made.search(text))]
