"""Read YAML that can mean only one thing: no aliases, no key twice, no tags of Python."""

from __future__ import annotations

from typing import Any

import yaml

from doorgang_engine.errors import ScenarioInvalid

MAX_CHARACTERS = 1_000_000  # the largest shipped file has about 60 000
LONGEST_NUMBER = 30  # digits; 1:59:59… counts in sixties, and can grow as long as the file


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader, without what makes small files large or keeps one of two values."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse aliases: ten lines of them make a billion values, or a value within itself."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "een verwijzing (*naam)", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Refuse a key that stands twice in one mapping."""
        made = super().construct_mapping(node, deep=deep)
        if len(made) != len(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, "een sleutel staat er twee keer in", node.start_mark
            )
        return made

    def construct_number(self, node: Any) -> Any:
        """Refuse a number that nobody can mean, and that takes long to read or to write."""
        if len(node.value) > LONGEST_NUMBER:
            raise yaml.constructor.ConstructorError(
                None, None, "een getal is te lang", node.start_mark
            )
        return self.construct_yaml_int(node)


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_number)


def read_yaml(text: str, *, file: str) -> Any:
    """Return what the text of a file says.

    :raises ScenarioInvalid: if it is too long, not YAML, has aliases, a key twice, a tag that is
        not YAML's own, or a date or number that does not exist.
    """
    if len(text) > MAX_CHARACTERS:
        raise ScenarioInvalid(f"{file}: het bestand is langer dan {MAX_CHARACTERS} tekens.")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except RecursionError:
        raise ScenarioInvalid(f"{file}: het bestand is te diep genest.") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ScenarioInvalid(f"{file}: geen geldige YAML: {error}") from error
