"""What may stand in a DMN file: elements by parent, attributes by element."""

from __future__ import annotations

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"  # DMN 1.3, as dmn-js writes it
FEEL = frozenset(
    {
        "feel",
        "FEEL",
        "s-feel",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "http://www.omg.org/spec/DMN/20151101/FEEL",
    }
)

_SAID = frozenset({"description", "extensionElements"})
_CELL = _SAID | {"text"}
# A drawing of where a decision comes from; it changes nothing as long as there is one decision.
_DRAWN = frozenset({"inputData", "knowledgeSource", "textAnnotation", "association", "group"})

CHILDREN: dict[str, frozenset[str]] = {
    "definitions": _SAID | _DRAWN | {"decision"},
    "inputData": _SAID | {"variable"},
    "knowledgeSource": _SAID | {"authorityRequirement", "type", "owner"},
    "textAnnotation": _SAID | {"text"},
    "association": _SAID | {"sourceRef", "targetRef"},
    "group": _SAID,
    "decision": _SAID
    | {"question", "allowedAnswers", "variable", "decisionTable"}
    | {"informationRequirement", "authorityRequirement"},
    "informationRequirement": _SAID | {"requiredInput"},
    "authorityRequirement": _SAID | {"requiredAuthority", "requiredInput"},
    "decisionTable": _SAID | {"input", "output", "annotation", "rule"},
    "input": _SAID | {"inputExpression", "inputValues"},
    "inputExpression": _CELL,
    "inputValues": _CELL,
    "output": _SAID | {"outputValues", "defaultOutputEntry"},
    "outputValues": _CELL,
    "defaultOutputEntry": _CELL,
    "annotation": _SAID,
    "rule": _SAID | {"inputEntry", "outputEntry", "annotationEntry"},
    "inputEntry": _CELL,
    "outputEntry": _CELL,
    "annotationEntry": _CELL,
    "extensionElements": frozenset(),
}
#: Elements that hold text.
TEXTS = frozenset({"text", "description", "question", "allowedAnswers", "type", "owner"})
#: Expressions of which there has to be exactly one text, or a cell would be read as empty.
WRITTEN = frozenset({"inputExpression", "inputEntry", "outputEntry", "defaultOutputEntry"})
#: What a decision may be in DMN, other than a table.
OTHER_LOGIC: dict[str, str] = {
    "literalExpression": "een losse uitdrukking",
    "context": "een context",
    "invocation": "een aanroep",
    "functionDefinition": "een functie",
    "relation": "een relatie",
    "list": "een lijst",
}

_LANGUAGE = frozenset({"expressionLanguage"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "definitions": frozenset(
        {"namespace", "exporter", "exporterVersion", "expressionLanguage", "typeLanguage"}
    ),
    "decisionTable": frozenset({"hitPolicy", "aggregation", "outputLabel"}),
    "inputExpression": _LANGUAGE | {"typeRef"},
    "output": frozenset({"typeRef"}),
    "inputValues": _LANGUAGE,
    "outputValues": _LANGUAGE,
    "defaultOutputEntry": _LANGUAGE,
    "inputEntry": _LANGUAGE,
    "outputEntry": _LANGUAGE,
    "variable": frozenset({"typeRef"}),
    "requiredInput": frozenset({"href"}),
    "requiredAuthority": frozenset({"href"}),
    "knowledgeSource": frozenset({"locationURI"}),
    "textAnnotation": frozenset({"textFormat"}),
    "association": frozenset({"associationDirection"}),
}
#: Every element may have these.
EVERYWHERE = frozenset({"id", "name", "label"})

FOREIGN: dict[str, str] = {
    "http://camunda.org/schema/1.0/dmn": "camunda",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "http://flowable.org/dmn": "flowable",
    "http://operaton.org/schema/1.0/dmn": "operaton",
}
FOREIGN_HARMLESS = frozenset({"versionTag", "historyTimeToLive"})
