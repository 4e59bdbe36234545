"""Drafts of routes: the list, a new one, and one draft as a list of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from doorgang_api.acting import in_region
from doorgang_api.form_builder.bench import workshop_of
from doorgang_api.languages import gettext as _
from doorgang_engine.access.table import Act
from doorgang_engine.drafts.archive import LARGEST_ZIP, packed, unpack
from doorgang_engine.drafts.drawing import drawing_of
from doorgang_engine.drafts.errors import (
    ArchiveRefused,
    DraftDecisionInvalid,
    DraftFileInvalid,
    DraftFileStale,
    NothingToUndo,
)
from doorgang_engine.drafts.fitness import misfits
from doorgang_engine.drafts.making import TAKEN, copy_shape, copy_version
from doorgang_engine.drafts.writing import take_over, undo
from doorgang_engine.errors import RouteNotFound
from doorgang_engine.routes.library import BASE

from . import visit
from .draft_words import kind_words, setting_words, standing_words
from .reading import people_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint
    from werkzeug.wrappers import Response as AnyResponse

    from doorgang_engine.drafts.drawing import Drawing
    from doorgang_engine.drafts.workshop import Workshop
    from doorgang_engine.model import Actor

    from .names import People

NEWEST = 20  # changes told on the page of a draft


def add_to(pages: Blueprint) -> None:
    """Add ``/ontwerpen`` and ``/ontwerpen/<draft>``."""
    pages.add_url_rule("/ontwerpen", "drafts", drafts, methods=["GET", "POST"])
    pages.add_url_rule("/ontwerpen/inlezen", "draft_import", read_in, methods=["POST"])
    here = "/ontwerpen/<draft_id>"
    pages.add_url_rule(here, "draft", draft)
    pages.add_url_rule(f"{here}/ongedaan", "draft_undo", undo_last, methods=["POST"])
    pages.add_url_rule(f"{here}/overnemen", "draft_take_over", take, methods=["POST"])
    pages.add_url_rule(f"{here}/bundel.zip", "draft_export", hand_out)


def bench(act: Act) -> tuple[Actor, Workshop]:
    """Return who asks, and the workshop it happens in.

    :raises Forbidden: if they may not.
    """
    return in_region(visit.account(), act), workshop_of(visit.house(), now=visit.given_now())


def drafts() -> AnyResponse:
    """Show the drafts of the region; when sent, make a copy."""
    if request.method != "POST":
        return _list({})
    actor, shop = bench(Act.EDIT_DRAFT)
    route, _slash, of = request.form.get("van", "").partition("/")
    title = request.form.get("naam", "")
    try:
        if of.isdigit():
            made = copy_version(route=route, number=int(of), title=title, actor=actor, shop=shop)
        else:
            made = copy_shape(route=route, of=of or BASE, title=title, actor=actor, shop=shop)
    except RouteNotFound:
        return _list({"van": _("Kies waarvan u een kopie wilt maken.")})
    except DraftDecisionInvalid as refused:
        return _list({"naam": refused.fields["title"]})
    return redirect(url_for("pages.draft", draft_id=made.id), 303)


def read_in() -> AnyResponse:
    """Make a draft of a zip."""
    actor, shop = bench(Act.EDIT_DRAFT)
    content = file_sent("bestand")
    if not content:
        return _list({"bestand": _("Kies een bestand.")})
    try:
        made = unpack(content=content, title=request.form.get("titel", ""), actor=actor, shop=shop)
    except (ArchiveRefused, DraftFileInvalid, DraftDecisionInvalid, RouteNotFound) as refused:
        return _list({"bestand": str(refused)})
    return redirect(url_for("pages.draft", draft_id=made.id), 303)


def hand_out(draft_id: str) -> Response:
    """Hand out a draft as a zip."""
    actor, shop = bench(Act.SEE_DRAFT)
    found, content = packed(draft_id=draft_id, actor=actor, shop=shop)
    answer = Response(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.route}.zip"'
    return answer


def _list(wrong: Mapping[str, str]) -> Response:
    actor, shop = bench(Act.SEE_DRAFT)
    titles = {key: str(shop.library.routes[key][BASE].info.get("titel", key))
              for key in shop.library.route_keys()}  # fmt: skip
    sources = _sources(shop, actor, titles)
    with shop.read_uow() as uow:
        found = uow.drafts.of_region(actor.region)
        people = people_of(uow, visit.account())
        today = shop.today(uow)
        unfit = misfits(
            uow,
            region=actor.region,
            library=shop.files(uow, today),
            export_kinds=shop.parts.forms.export_kinds,
        )
        return visit.show(
            "drafts.html",
            heading=_("Ontwerpen"),
            status=422 if wrong else 200,
            rows=[
                {
                    "draft": one,
                    "route": titles.get(one.route, one.route),
                    "standing": standing_words(one, today),
                    "by": people.person(one.made_by),
                }
                for one in found
            ],
            unfit=unfit,
            titles=titles,
            sources=sources,
            wrong=wrong,
            errors=list(wrong.items()),
            typed=request.form,
        )


def _sources(
    shop: Workshop, actor: Actor, titles: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be copied, by route: the base, shapes of regions, earlier versions."""
    found = []
    with shop.read_uow() as uow:
        for key, title in sorted(titles.items(), key=lambda one: one[1]):
            options = [(f"{key}/{actor.region}", _("zoals uw regio het nu heeft"))]
            options.append((f"{key}/{BASE}", _("de basis")))
            options += [
                (f"{key}/{region}", _("de tekening van %(regio)s") % {"regio": region})
                for region in sorted(shop.library.routes[key])
                if region not in (BASE, actor.region)
            ]
            numbers = uow.bundles.numbers(region=actor.region, route=key)
            options += [
                (f"{key}/{number}", _("versie %(nummer)s van uw regio") % {"nummer": number})
                for number, _at in numbers[1:6]
            ]
            found.append((title, options))
    return found


def draft(draft_id: str) -> AnyResponse:
    """Show a draft as a list of steps; ``?open=`` leads to the page of one of them."""
    actor, shop = bench(Act.SEE_DRAFT)
    drawing = drawing_of(draft_id=draft_id, actor=actor, shop=shop)
    if drawing.steps.step(request.args.get("open", "")):
        return redirect(url_for("pages.draft_step", draft_id=draft_id, step=request.args["open"]))
    with shop.read_uow() as uow:
        people = people_of(uow, visit.account())
        today = shop.today(uow)
        return visit.show(
            "draft.html",
            heading=drawing.draft.title,
            draft=drawing.draft,
            standing=standing_words(drawing.draft, today),
            steps=[step_row(drawing, one.id) for one in drawing.steps.steps],
            revision=drawing.file.revision,
            changes=_changes(drawing, people),
            aside=[_change(one, people) for one in drawing.history if one.is_aside],
            focus=request.args.get("stap", ""),
            said=request.args.get("bericht", ""),
        )


def step_row(drawing: Drawing, element: str) -> dict[str, Any]:
    """Return a step as the list tells it."""
    step = drawing.steps.step(element)
    assert step is not None  # noqa: S101 - the caller took it from the list
    around = drawing.steps.step(step.within) if step.within else None
    host = drawing.steps.step(step.attached_to) if step.attached_to else None
    library, region = drawing.library, drawing.draft.region
    rules = library.register.regions[region].rules if region in library.region_keys() else {}
    return {
        "step": step,
        "kind": kind_words(step),
        "role": library.roles.get(step.role, {}).get("naam", step.role),
        "around": around.name if around else "",
        "host": host.name if host else "",
        "facts": setting_words(step, library.forms, rules),
    }


def _changes(drawing: Drawing, people: People) -> list[dict[str, Any]]:
    made = (one for one in drawing.history if not one.is_aside)
    told = [one for one in made if one.revision > 1 or not one.what.startswith(TAKEN)]
    return [_change(one, people) for one in reversed(told)][:NEWEST]


def _change(one: Any, people: People) -> dict[str, Any]:
    return {"file": one, "by": people.person(one.made_by)}


def undo_last(draft_id: str) -> AnyResponse:
    """Bring back the drawing before."""
    actor, shop = bench(Act.EDIT_DRAFT)
    said = "ongedaan"
    try:
        undo(
            draft_id=draft_id,
            path=request.form.get("bestand", ""),
            revision=revision_sent(),
            actor=actor,
            shop=shop,
        )
    except NothingToUndo:
        said = "niets"
    except DraftFileStale:
        said = "te_laat"
    return back_to(draft_id, said=said)


def take(draft_id: str) -> AnyResponse:
    """Make a version that was kept aside the newest."""
    actor, shop = bench(Act.EDIT_DRAFT)
    file_id = request.form.get("versie", "")
    take_over(draft_id=draft_id, file_id=file_id, actor=actor, shop=shop)
    return back_to(draft_id, said="overgenomen")


def file_sent(name: str) -> bytes:
    """Return what a file holds that came with the form; nothing when there is none."""
    sent = request.files.get(name)
    if sent is None:
        return b""
    with sent.stream:
        content: bytes = sent.read(LARGEST_ZIP + 1)
        return content


def revision_sent(field: str = "revisie") -> int:
    """Return the revision that the page was made from; 0 when it was not sent."""
    sent = request.form.get(field, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0  # noqa: PLR2004


def back_to(draft_id: str, *, said: str, step: str = "") -> AnyResponse:
    """Return to the list of steps, at a step."""
    address = url_for(
        "pages.draft",
        draft_id=draft_id,
        bericht=said,
        stap=step or None,
        _anchor=f"stap-{step}" if step else "melding",
    )
    return redirect(address, 303)
