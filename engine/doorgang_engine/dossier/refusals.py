"""What the desk refuses."""

from __future__ import annotations

from doorgang_engine.errors import Conflict, Forbidden, Invalid


class ReasonRequired(Forbidden):
    """This person may read the dossier, after saying why."""

    code = "reason_required"

    def __init__(self) -> None:
        super().__init__(
            "Geef eerst op waarom u dit dossier wilt inzien. Uw reden wordt vastgelegd en geldt "
            "een beperkte tijd. Er is nog niets getoond."
        )


class ReasonInvalid(Invalid):
    """Why somebody must look is not said well; ``fields`` says where."""

    code = "reason_invalid"

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("Zeg waarom u moet kijken. Er is niets getoond.")
        self.fields = fields


class AlreadyReadable(Conflict):
    """Emergency access is not needed: this person sees the case already."""

    code = "already_readable"

    def __init__(self) -> None:
        super().__init__("U ziet dit traject al. Noodtoegang is niet nodig en is niet gegeven.")


class AlreadyJudged(Conflict):
    """The emergency was judged before."""

    code = "already_judged"

    def __init__(self) -> None:
        super().__init__("Deze noodtoegang is al beoordeeld. Het eerste oordeel blijft staan.")
