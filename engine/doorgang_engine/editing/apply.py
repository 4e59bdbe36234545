"""Do an edit on a drawing: text in, text out. Nothing is kept here; undo is the text before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from doorgang_engine.bpmn.names import dg, local

from . import edits as e
from .conditions import written
from .errors import EditRefused
from .picture import Picture
from .reminders import remind
from .settings import put
from .sheet import Sheet, name_of
from .steps import (
    add_in_flow,
    add_way,
    branch,
    lane_named,
    move,
    only_way_on,
    remove,
    remove_way,
    set_condition,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_KEY = 100


def apply(text: str, edit: e.Edit, *, kinds: Mapping[str, str]) -> e.Edited:
    """Return a drawing with an edit done; ``kinds`` are the fields that conditions may name.

    :raises EditRefused: if it cannot be done; says why, in Dutch.
    :raises RouteUnreadable: if the drawing cannot be read.
    """
    pencil = _Pencil(text, kinds)
    focus, what = _ACTS[type(edit)](pencil, edit)
    pencil.picture.drop_missing()
    return e.Edited(text=pencil.sheet.text(), focus=focus, what=what)


class _Pencil:
    """A sheet with its picture, and one method for each edit: gives focus and what was done."""

    def __init__(self, text: str, kinds: Mapping[str, str]) -> None:
        self.sheet, self.kinds = Sheet(text), kinds
        self.picture = Picture(self.sheet)

    def add_after(self, edit: e.AddAfter) -> tuple[str, str]:
        flow = only_way_on(self.sheet, self.sheet.node(edit.after))
        return self.insert(e.InsertInFlow(flow=flow.get("id"), step=edit.step))

    def insert(self, edit: e.InsertInFlow) -> tuple[str, str]:
        flow = self.sheet.flow(edit.flow)
        node = add_in_flow(self.sheet, self.picture, flow, edit.step)
        return node.get("id"), f"stap toegevoegd: {_name(node)}"

    def branch(self, edit: e.Branch) -> tuple[str, str]:
        node = branch(self.sheet, self.picture, edit, self.kinds)
        return node.get("id"), f"vraag toegevoegd: {_name(node)}"

    def add_way(self, edit: e.AddWay) -> tuple[str, str]:
        node = add_way(self.sheet, self.picture, edit, self.kinds)
        return node.get("id"), f"pad toegevoegd bij: {_name(node)}"

    def move(self, edit: e.MoveStep) -> tuple[str, str]:
        node = move(self.sheet, self.picture, edit)
        return edit.step, f"stap verplaatst: {_name(node)}"

    def move_to_lane(self, edit: e.MoveToLane) -> tuple[str, str]:
        node, lane = self.sheet.node(edit.step), lane_named(self.sheet, edit.lane)
        if self.sheet.lane_of(edit.step) is lane:
            raise EditRefused("De stap staat al in deze baan.", field="baan")
        node.attrib.pop(dg("rol"), None)
        for one in (node, *self.sheet.boundaries(node)):
            self.sheet.put_in_lane(one, lane)
        if self.picture.is_drawn:
            self.picture.redraw()
        return edit.step, f"stap naar een andere baan: {_name(node)}"

    def remove(self, edit: e.Remove) -> tuple[str, str]:
        node = self.sheet.node(edit.step)
        what = f"stap verwijderd: {_name(node)}"
        focus, others = remove(self.sheet, self.picture, node)
        return focus, _with(what, others)

    def remove_way(self, edit: e.RemoveWay) -> tuple[str, str]:
        flow = self.sheet.flow(edit.flow)
        what = f"pad verwijderd: {_name(flow)}"
        focus, others = remove_way(self.sheet, flow)
        return focus, _with(what, others)

    def set_step(self, edit: e.SetStep) -> tuple[str, str]:
        node = self.sheet.node(edit.step)
        before = node.get("name")
        put(self.sheet, node, edit.settings)
        if node.get("name") != before:
            self.picture.forget_label(edit.step)
        return edit.step, f"stap gewijzigd: {_name(node)}"

    def set_reminder(self, edit: e.SetReminder) -> tuple[str, str]:
        node = self.sheet.node(edit.step)
        return edit.step, remind(self.sheet, self.picture, node, edit.days)

    def set_flow(self, edit: e.SetFlow) -> tuple[str, str]:
        flow = self.sheet.flow(edit.flow)
        self._word(flow, edit)
        if edit.is_default:
            self._make_default(flow)
        elif edit.conditions is not None:
            set_condition(flow, written(edit.conditions, self.kinds))
            source = self.sheet.node(flow.get("sourceRef"))
            if source.get("default") == edit.flow:
                del source.attrib["default"]
        return edit.flow, f"pijl gewijzigd: {_name(flow)}"

    def redraw(self, _edit: e.Redraw) -> tuple[str, str]:
        self.picture.redraw()
        return "", "tekening opnieuw opgemaakt"

    def _word(self, flow: Any, edit: e.SetFlow) -> None:
        if edit.name is not None:
            flow.attrib.pop("name", None)
            if edit.name.strip():
                flow.set("name", name_of(edit.name))
            self.picture.forget_label(edit.flow)
        if edit.milestone is not None:
            flow.attrib.pop(dg("mijlpaal"), None)
            if edit.milestone.strip():
                flow.set(dg("mijlpaal"), _key(edit.milestone))

    def _make_default(self, flow: Any) -> None:
        source = self.sheet.node(flow.get("sourceRef"))
        if local(source) not in ("exclusiveGateway", "inclusiveGateway"):
            raise EditRefused("Alleen een vraag heeft een standaardpad.", field="standaard")
        set_condition(flow, "")
        source.set("default", flow.get("id"))


_ACTS: dict[type, Callable[[_Pencil, Any], tuple[str, str]]] = {
    e.AddAfter: _Pencil.add_after,
    e.InsertInFlow: _Pencil.insert,
    e.Branch: _Pencil.branch,
    e.AddWay: _Pencil.add_way,
    e.MoveStep: _Pencil.move,
    e.MoveToLane: _Pencil.move_to_lane,
    e.Remove: _Pencil.remove,
    e.RemoveWay: _Pencil.remove_way,
    e.SetStep: _Pencil.set_step,
    e.SetReminder: _Pencil.set_reminder,
    e.SetFlow: _Pencil.set_flow,
    e.Redraw: _Pencil.redraw,
}


def _with(what: str, others: int) -> str:
    return f"{what} (met {others} andere erachter)" if others else what


def _key(text: str) -> str:
    found = text.strip()
    if not found.replace("_", "").isalnum() or not found.isascii() or len(found) > LONGEST_KEY:
        raise EditRefused(
            "Een mijlpaal is een sleutel van letters, cijfers en _.", field="mijlpaal"
        )
    return found


def _name(element: Any) -> str:
    return str(element.get("name") or element.get("id"))
