"""Every word that people see can be English: wrapped where it stands, and translated."""

from __future__ import annotations

import ast
import re

import pytest
from tests.architecture.test_sources import ROOT, python_files
from tools import languages

TEMPLATES = sorted((ROOT / "api" / "doorgang_api" / "templates").rglob("*.html"))
#: Documents, not pages: they are in the language of who they are for.
DOCUMENTS = {"avg_file.html"}
TAGS = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}|"
    r"<style>.*?</style>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|&\w+;",
    re.DOTALL,
)
#: What macros give that stands inside a tag.
ATTRIBUTES = re.compile(r"[a-z-]+=\"[^\"]*\"|\bmet-fout\b")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
NAMES = {"Doorgang", "kB", "MB", "BRIN", "CSV", "ODS"}
PLACEHOLDER = re.compile(r"%\(\w+\)s")
#: Words of Dutch sentences that are in no English one.
DUTCH = re.compile(
    r"\b(het|een|niet|voor|naar|wordt|bij|zijn|uw|geen|deze|dit|de)\b", re.IGNORECASE
)
WRAPS = {"_", "_l", "gettext", "ngettext", "lazy_gettext", "N_"}


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_word_is_translated(language):
    assert languages.missing(language) == []


def test_every_name_that_wraps_is_looked_for():
    imported = {
        name.asname or name.name
        for file in python_files("api")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "doorgang_api.languages"
        for name in node.names
        if name.name in WRAPS
    }

    assert imported <= set(languages.KEYWORDS)


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_translations_fill_in_the_same(language):
    wrong = [
        message.id
        for message in languages.catalog(language)
        for source, target in _pairs(message)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(target))
    ]
    assert wrong == []


def _pairs(message):
    if not message.id:
        return []
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


def bare_words(source):
    """Words of a template that are not wrapped."""
    text = ATTRIBUTES.sub(" ", TAGS.sub(" ", source))
    return [word for word in WORD.findall(text) if word not in NAMES]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_templates_wrap_their_words(template):
    if template.name not in DOCUMENTS:
        assert bare_words(template.read_text(encoding="utf-8")) == []


def test_a_bare_word_would_be_found():
    assert bare_words("<p>{{ name }} heeft {% if x %}dit{% endif %}</p>") == ["heeft", "dit"]
    assert bare_words('<a title="x">{{ _("Taak") }}</a>{% trans %}Hier{% endtrans %}') == []


def bare_sentences(tree):
    """Dutch sentences in Python that are not wrapped; docstrings and errors stay as they are."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        is_kept = "{target}" in node.value  # what the history of a draft keeps, in Dutch
        if (
            len(set(DUTCH.findall(node.value))) > 1
            and not is_kept
            and not _is_excused(node, parents)
        ):
            yield node.lineno, node.value[:60]


def _is_excused(node, parents):
    while (above := parents.get(node)) is not None:
        if isinstance(above, ast.Expr | ast.Raise | ast.ClassDef):
            return True
        if isinstance(above, ast.Call) and ast.unparse(above.func).split(".")[-1] in WRAPS:
            return True
        node = above
    return False


def test_pages_wrap_their_sentences():
    found = [
        (file.name, *one)
        for file in python_files("api")
        if "pages" in file.parts and "avg" not in file.parts  # a document, for who asks
        for one in bare_sentences(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


def bare_headings(tree):
    """Headings of pages that hold a word of their own that is not wrapped."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "heading":
            yield from ((node.lineno, word) for word in _own_words(node.value))


def _own_words(node):
    """The words that an expression shows: those of its texts, not of its keys and calls."""
    if isinstance(node, ast.Constant):
        return WORD.findall(str(node.value))
    parts = {ast.IfExp: ("body", "orelse"), ast.BinOp: ("left", "right"), ast.BoolOp: ("values",)}
    inner = [getattr(node, name) for name in parts.get(type(node), ())]
    if isinstance(node, ast.JoinedStr):
        inner = [one for one in node.values if isinstance(one, ast.Constant)]
    flat = [one for part in inner for one in (part if isinstance(part, list) else [part])]
    return [word for one in flat for word in _own_words(one)]


def test_pages_wrap_their_headings():
    found = [
        (file.name, *one)
        for file in python_files("api")
        if "pages" in file.parts
        for one in bare_headings(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_a_bare_heading_would_be_found():
    tree = ast.parse('show(heading=f"{a} kiezen" if a else _("Taak"), x="y")')
    assert list(bare_headings(tree)) == [(1, "kiezen")]
