"""Write a decision table in few words, in the shape in which dmn-js saves it.

The first line holds the columns, ``name:type`` with ``=>`` before the outputs; every other line is
a rule. Cells stand between bars::

    leeftijd:integer | niveau:string => advies:string
    [4..7]           | "vwo"         => "ja"
    -                | -             => "nee"
"""

from __future__ import annotations

from lxml import etree

from doorgang_engine.dmn.vocabulary import DMN

FIRST = "FIRST"


def decide(key: str, rows: str, *, policy: str = FIRST, **columns: dict[str, str]) -> str:
    """Return a DMN file with one table; ``columns`` give a column ``values`` or a ``default``."""
    heading, *rules = [line for line in rows.strip().splitlines() if line.strip()]
    inputs, outputs = (_cells(side) for side in heading.split("=>"))
    root = etree.Element(f"{{{DMN}}}definitions", nsmap={None: DMN})
    root.attrib.update({"id": "definitions", "name": "DRD", "namespace": "urn:proef"})
    decision = _add(root, "decision", id=key, name=f"Tabel {key}")
    table = _add(decision, "decisionTable", id="tabel", hitPolicy=policy)
    for number, column in enumerate(inputs, start=1):
        _input(table, number, *column.split(":"), columns)
    for number, column in enumerate(outputs, start=1):
        _output(table, number, *column.split(":"), columns)
    for number, line in enumerate(rules, start=1):
        _rule(table, number, *line.split("=>"))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def _cells(side):
    return [cell.strip() for cell in side.split("|")]


def _add(parent, tag, text=None, **attributes):
    element = etree.SubElement(parent, f"{{{DMN}}}{tag}", **attributes)
    if text is not None:
        etree.SubElement(element, f"{{{DMN}}}text").text = text
    return element


def _input(table, number, name, type_ref, columns):
    node = _add(table, "input", id=f"in_{number}", label=name)
    _add(node, "inputExpression", name, id=f"ex_{number}", typeRef=type_ref)
    if values := columns.get(name, {}).get("values"):
        _add(node, "inputValues", values, id=f"values_{number}")


def _output(table, number, name, type_ref, columns):
    node = _add(table, "output", id=f"out_{number}", label="", name=name, typeRef=type_ref)
    for key, tag in (("values", "outputValues"), ("default", "defaultOutputEntry")):
        if text := columns.get(name, {}).get(key):
            _add(node, tag, text, id=f"{key}_out_{number}")


def _rule(table, number, tests, values):
    node = _add(table, "rule", id=f"regel_{number}")
    for tag, side in (("inputEntry", tests), ("outputEntry", values)):
        for index, cell in enumerate(_cells(side), start=1):
            _add(node, tag, cell, id=f"{tag}_{number}_{index}")
