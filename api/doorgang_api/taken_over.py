"""What the form of a task takes over from earlier forms of its case, for who does the task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doorgang_forms.taking_over import sources_of, taken_over

from .forms_adapter import form_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doorgang_engine.dossier.contents import Dossier
    from doorgang_engine.model import Submission, UserTask


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """An answer that is proposed, and what it was taken from."""

    path: str
    value: Any
    source: Submission


def takes_over(definition: Mapping[str, Any]) -> bool:
    """Return whether a form takes answers over from other ones."""
    return bool(sources_of(form=form_of(definition)))


def taken_for(task: UserTask, dossier: Dossier) -> list[TakenOver]:
    """Return what the form of a task takes over from the newest forms that its doer may read."""
    form = form_of(dossier.content["forms"][task.form])
    sources = sources_of(form=form)
    newest = {key: _newest(key, dossier) for key, _name in sources.values()}
    read = {
        key: (form_of(dossier.form_of(one)), answers)
        for key, one in newest.items()
        if one is not None and (answers := dossier.answers(one)) is not None
    }
    return [
        TakenOver(path=path, value=value, source=one)
        for path, value in taken_over(form=form, earlier=read).items()
        if (one := newest[sources[path][0]]) is not None
    ]


def _newest(form: str, dossier: Dossier) -> Submission | None:
    """Return the last time that a form was filled in, as it was corrected since."""
    own = [one for one in dossier.readable if one.form == form]
    corrected = {one.corrects for one in own}
    standing = [one for one in own if one.id not in corrected]
    return max(standing, key=lambda one: dossier.first_of(one).at, default=None)
