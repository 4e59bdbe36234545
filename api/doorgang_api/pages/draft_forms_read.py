"""From a sent form to an edit of a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from doorgang_api.languages import gettext as _
from doorgang_engine.editing import edits as e
from doorgang_engine.editing.conditions import Condition
from doorgang_engine.editing.errors import EditRefused
from doorgang_engine.editing.sheet import key_of
from doorgang_engine.routes.known_marks import KEYS, MARKS

from .draft_lengths import length_sent

if TYPE_CHECKING:
    from collections.abc import Callable

BLANK_CONDITIONS = 3  # lines for conditions on a form
_PREFIX = "instelling."
NEW = "nieuwe."  # something that is not among the choices yet, in words
SEVERAL = "meer."  # settings of which several are ticked
LENGTH = "lengte."  # a number, beside the unit


def edit_sent(step: str) -> e.Edit:
    """Return what the pressed button asks to be done with a step.

    :raises EditRefused: if it is nothing that can be done.
    """
    act = request.form.get("bewerking", "")
    if act not in _EDITS:
        raise EditRefused(_("Kies wat u wilt doen."))
    return _EDITS[act](step)


def _said(name: str) -> str:
    return request.form.get(name, "").strip()


def _new_step() -> e.NewStep:
    kind = _said("soort")
    own = {"taak": ("formulier", "termijn"), "bericht": ("aan", "bericht"),
           "deelroute": ("deelroute",)}  # fmt: skip
    settings = {key: _said(f"nieuw.{key}") for key in own.get(kind, ())}
    if kind == "wachten":
        settings["wachttijd"] = _length("nieuw")
    return e.NewStep(kind=kind, name=_said("nieuw.naam"), lane=_said("baan"), settings=settings)


def _conditions() -> list[Condition]:
    """Return the lines that were filled in; values of ``een_van`` are separated by semicolons."""
    found = []
    for number in range(BLANK_CONDITIONS):
        field, operator = _said(f"veld.{number}"), _said(f"vergelijking.{number}")
        value = _said(f"waarde.{number}")
        if operator == "een_van":
            value = "\n".join(one.strip() for one in value.split(";"))
        if field or value:
            found.append(Condition(field=field, operator=operator, value=value))
    return found


def _add(step: str) -> e.Edit:
    flow = _said("pijl")
    if flow:
        return e.InsertInFlow(flow=flow, step=_new_step())
    return e.AddAfter(after=step, step=_new_step())


def _branch(_step: str) -> e.Edit:
    return e.Branch(
        flow=_said("pijl"),
        question=_said("vraag"),
        label=_said("label"),
        otherwise=_said("anders") or _("anders"),
        conditions=_conditions(),
        step=_new_step() if _said("nieuw.naam") else None,
        to=_said("naar"),
        outcome=_said("einde_naam"),
    )


def _add_way(step: str) -> e.Edit:
    return e.AddWay(
        gateway=step,
        label=_said("label"),
        conditions=_conditions(),
        step=_new_step() if _said("nieuw.naam") else None,
        to=_said("naar"),
        outcome=_said("einde_naam"),
    )


def _set(step: str) -> e.Edit:
    sent = {}
    for name, value in request.form.items():
        if name.startswith(_PREFIX):
            sent[name.removeprefix(_PREFIX)] = value
        elif name.startswith(SEVERAL):
            ticked = request.form.getlist(name)
            sent[name.removeprefix(SEVERAL)] = " ".join(one for one in ticked if one)
        elif name.startswith(LENGTH):
            key = name.removeprefix(LENGTH)
            sent[key] = _length(key)
    for key in MARKS:
        if (made := _made(key)) and key in sent:
            sent[key] = made
    return e.SetStep(step=step, settings=sent)


def _made(key: str) -> str:
    """Return what somebody typed instead of choosing; of what programs count by, as a key."""
    said = " ".join(_said(f"{NEW}{key}").split())
    if not said or key not in KEYS:
        return said
    made = key_of(said)
    if not made:
        raise EditRefused(_("Gebruik letters of cijfers."), field=key)
    return made


def _length(key: str) -> str:
    return length_sent(_said(f"{LENGTH}{key}"), _said(f"eenheid.{key}"), field=key)


def _set_flow(_step: str) -> e.Edit:
    conditions = _conditions()
    return e.SetFlow(
        flow=_said("pijl"),
        name=_said("label"),
        conditions=conditions or None,
        is_default=_said("standaard") == "ja",
        milestone=_made("mijlpaal") or _said("mijlpaal") if "mijlpaal" in request.form else None,
    )


def _remind(step: str) -> e.Edit:
    days = _said("dagen")
    if not (days.isascii() and days.isdigit() and len(days) <= 3):  # noqa: PLR2004
        raise EditRefused(_("Vul een aantal dagen in; 0 is geen herinnering."), field="dagen")
    return e.SetReminder(step=step, days=int(days))


_EDITS: dict[str, Callable[[str], e.Edit]] = {
    "instellen": _set,
    "toevoegen": _add,
    "vertakken": _branch,
    "pad": _add_way,
    "pijl": _set_flow,
    "pad_weg": lambda _step: e.RemoveWay(flow=_said("pijl")),
    "verplaatsen": lambda step: e.MoveStep(step=step, flow=_said("pijl")),
    "baan": lambda step: e.MoveToLane(step=step, lane=_said("baan")),
    "verwijderen": lambda step: e.Remove(step=step),
    "herinneren": _remind,
}
