"""The text of a letter: Jinja of which nearly everything is left out, in plain HTML.

A text can print a name of its contract, leave a part out, and go through a list. It cannot call,
count, include or fetch anything, and it cannot print what is not known: a letter with a hole in it
is not sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from doorgang_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

#: Names that every letter has: whom it is about, its number, its day, who sends it.
STANDARD: Final = frozenset({"leerling", "nummer", "dag", "afzender"})
VALUE: Final = "waarde"  # as it was chosen, to compare with
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Getattr, nodes.For,
)  # fmt: skip
_TAGS = frozenset({"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "br", "dl", "dt", "dd"})
_EMPTY = frozenset({"br"})


class LetterIncomplete(EngineError):
    """A letter asks for something that is not known in this case."""

    code = "letter_incomplete"


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that a letter may say: in words, and as the value that was chosen."""

    words: str = ""
    waarde: Any = ""
    items: tuple[str, ...] = ()  # when it is a list

    def __bool__(self) -> bool:
        """Return whether there is anything to say."""
        return bool(self.words)

    def __iter__(self) -> Iterator[Said]:
        """Go through a list.

        :raises LetterIncomplete: if there is nothing in it.
        """
        if not self.items:
            raise LetterIncomplete("Een brief noemt een lijst die in dit traject leeg is.")
        return (Said(words=item, waarde=item) for item in self.items)


def problems_in(text: str, *, names: Collection[str]) -> list[str]:
    """Return what is wrong with a text, given the names of its contract."""
    try:
        tree = _environment().parse(text)
    except TemplateSyntaxError as error:
        return [f"regel {error.lineno} is niet te lezen"]
    return [*_in_tree(tree, {*names, *STANDARD}), *_in_html(text)]


def fill(text: str, values: Mapping[str, Said]) -> str:
    """Return a text with its values, as HTML.

    :raises LetterIncomplete: if it prints what is not known.
    """
    return _environment().from_string(text).render(values)


def _in_tree(tree: nodes.Template, names: set[str]) -> Iterator[str]:
    loops = (node.target for node in tree.find_all(nodes.For))
    names = names | {one.name for one in loops if isinstance(one, nodes.Name)}
    for node in tree.find_all(nodes.Node):
        where = f"regel {node.lineno}"
        if not isinstance(node, _NODES):
            yield f"{where}: '{type(node).__name__.lower()}' mag niet in een brief"
        elif isinstance(node, nodes.Name) and node.name not in names:
            yield f"{where}: '{node.name}' staat niet in het contract"
        elif isinstance(node, nodes.Getattr) and not (
            node.attr == VALUE and isinstance(node.node, nodes.Name)
        ):
            yield f"{where}: '.{node.attr}' mag niet in een brief"


def _in_html(text: str) -> list[str]:
    reader = _Tags()
    reader.feed(text)
    reader.close()
    return [*reader.problems, *(f"<{tag}> wordt niet gesloten" for tag in reader.open)]


class _Tags(HTMLParser):
    """Looks whether a text has only plain parts of a letter, each closed."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or attrs:
            self.problems.append(f"<{tag}> mag niet, of niet zo, in een brief")
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY or not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> staat op de verkeerde plaats")

    def handle_comment(self, data: str) -> None:
        del data
        self.problems.append("een opmerking mag niet in een brief")

    def handle_decl(self, decl: str) -> None:
        del decl
        self.problems.append("een brief is een stuk tekst, geen hele pagina")


def _printed(value: Any) -> Any:
    if not isinstance(value, Said):
        return value
    if not value:
        raise LetterIncomplete("Een brief noemt iets wat in dit traject niet bekend is.")
    return value.words


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_printed
    )
