"""Save what was played as a scenario of the draft, with what came of it as expectations."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import yaml

from doorgang_engine.access.table import Act
from doorgang_engine.routes.expected import RUNS_ON, all_terms, end, open_tasks
from doorgang_engine.routes.play import Player
from doorgang_engine.routes.scenarios import parse_scenarios

from .performing import perform, player_of
from .play import PlayInvalid, PlayMovedOn
from .workshop import permit
from .writing import MOST_FILES, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.model import Actor

    from .draft import DraftFile
    from .performing import Board
    from .play import Story
    from .playing import Table
    from .workshop import Workshop

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
LONGEST_TITLE = 200
_LONGEST_NAME = 60  # of one that is made from a title


def save_play(
    *, table: Table, revision: int, title: str, name: str, actor: Actor, shop: Workshop
) -> DraftFile:
    """Write one's own play as ``scenarios/<name>.yaml``; without a name it follows from the title.

    :raises PlayInvalid: if title or name cannot be, or the play does not fit the draft any more.
    :raises PlayMovedOn: if the play went on since ``revision``.
    :raises DraftLocked: if the files of the draft stand still.
    """
    permit(actor, Act.EDIT_DRAFT)
    if table.story is None or table.revision != revision:
        raise PlayMovedOn
    title, name = title.strip(), name.strip() or _made_from(title)
    _require_names(table, title, name)
    text = scenario_text(table.board, table.story, title=title)
    return write_file(
        draft_id=table.draft.id,
        path=path_of(name),
        content=text,
        revision=table.revisions.get(path_of(name), 0),  # of one that was removed
        what=f"scenario '{title}' bewaard uit een proefspel",
        actor=actor,
        shop=shop,
    )


def path_of(name: str) -> str:
    """Return where a scenario lies in a draft."""
    return f"scenarios/{name}.yaml"


def scenario_text(board: Board, story: Story, *, title: str) -> str:
    """Return a story as the file of a scenario, which goes as it tells.

    :raises PlayInvalid: if it does not fit the draft.
    """
    seen: list[dict[str, Any]] = []
    done = perform(board, story, lambda player: seen.append(_stand(player)))
    if done.stop is not None:
        raise PlayInvalid({"titel": "Het proefspel past niet meer bij het ontwerp. Laat eerst de "
                           "handelingen weg die niet meer passen."})  # fmt: skip
    steps = [*_expecting({}, seen[0])]
    for step, before, now in zip(story.steps, seen, seen[1:], strict=False):
        steps += [dict(step), *_expecting(before, now)]
    steps.append({"verwacht": _in_full(seen[-1])})
    content = {**story.around(board.route), "scenarios": [story.raw(name=title, steps=steps)]}
    text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    _require_goes(board, text, story)
    return text


def _stand(player: Player) -> dict[str, Any]:
    """Return how a play stands, in the words of expectations."""
    running = player.running
    stand = {"taken": open_tasks(running), "termijnen": all_terms(running)}
    reached = end(running)
    return stand if reached == RUNS_ON else {**stand, "einde": reached}


def _expecting(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the expectation of what changed in a step; none when nothing did."""
    old = before.get("termijnen", {})
    changed = {key: day for key, day in now["termijnen"].items() if old.get(key) != day}
    wanted: dict[str, Any] = {}
    if now["taken"] != before.get("taken"):
        wanted["taken"] = now["taken"]
    if changed:
        wanted["termijnen"] = changed
    return [{"verwacht": wanted}] if wanted else []


def _in_full(stand: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stand.items() if value or key == "taken"}


def _require_goes(board: Board, text: str, story: Story) -> None:
    """Refuse what the gate would not play as it tells; that would be a mistake of ours."""
    (scenario,) = parse_scenarios(text, file="proef")
    ready = player_of(board, story)
    problems = Player(scenario, ready.runnable, ready.content, board.forms).play().problems
    if problems:
        raise PlayInvalid({"titel": f"Dit proefspel kan niet als scenario worden bewaard: "
                           f"{problems[0][:300]}"})  # fmt: skip


def _require_names(table: Table, title: str, name: str) -> None:
    wrong = {}
    if not 0 < len(title) <= LONGEST_TITLE:
        wrong["titel"] = f"Geef het scenario een titel van ten hoogste {LONGEST_TITLE} tekens."
    if NAME.fullmatch(name) is None:
        wrong["naam"] = ("Schrijf de naam van het bestand met kleine letters, cijfers en "
                         "streepjes, bijvoorbeeld: te-late-aanvulling.")  # fmt: skip
    elif path_of(name) in table.board.texts:
        wrong["naam"] = f"Er is al een scenario '{name}' in dit ontwerp. Kies een andere naam."
    elif len(table.board.texts) >= MOST_FILES:
        wrong["naam"] = f"Een ontwerp heeft ten hoogste {MOST_FILES} bestanden."
    if wrong:
        raise PlayInvalid(wrong)


def _made_from(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")


class _Dumper(yaml.SafeDumper):
    """Writes what the strict reader takes: a value that comes twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that nothing is to be written as a reference."""
        del data
        return True
