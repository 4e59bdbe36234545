"""A user task that two people do: one fills in, another signs."""

from __future__ import annotations

from doorgang_engine.errors import Conflict

SIGNED_BY = "medeondertekening"  # on a user task: the role that signs what another filled in
NOT_ONES_OWN = (
    "Wat u zelf invulde, moet een ander ondertekenen. Er is niets verwerkt. Vraag een collega."
)


class SignatureNeeded(Conflict):
    """Two people do this task: it is not done before another signed what was filled in."""

    code = "signature_needed"

    def __init__(self) -> None:
        super().__init__(
            "Deze taak doen twee mensen: een vult in, een ander ondertekent. Er is niets verwerkt."
        )
