"""One marshmallow field per type: is this value, by itself, one that the field may hold.

Whether a value has to be there depends on the rest of the form, and is judged in `filling`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import marshmallow as ma

from doorgang_forms import messages
from doorgang_forms.definition import TODAY, Field
from doorgang_forms.limits import MAX_NUMBER
from doorgang_forms.values import FIRST_DAY, LAST_DAY, clean_text, find_date, looks_like_date

#: Two digits and two letters, and the two digits of the location (DUO).
BRIN = re.compile(r"[0-9]{2}[A-Z]{2}([0-9]{2})?")
#: Ids of attachments are made by us: letters, digits, - and _; a UUID or a token fits.
ATTACHMENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
MAX_NAME = 200


class FormValue(ma.fields.Field[Any]):
    """A value of a field of a form. Nothing, '' and null are all: not filled in (None)."""

    def __init__(self, *, of: Field) -> None:
        super().__init__(required=False, allow_none=True)
        self.of = of

    def _deserialize(
        self,
        value: Any,
        attr: Any,  # noqa: ARG002 - marshmallow fixes the signature
        data: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Any:
        return None if value == "" else self.read(value)

    def read(self, value: object) -> Any:
        """Give the clean value, or None when there is nothing in it."""
        raise NotImplementedError


class TextValue(FormValue):
    """`text`, `long_text` and `person`: clean text of limited length and, if asked, shape."""

    def read(self, value: object) -> str | None:
        text = self.clean(value, limit=self.of.max_length)
        if text and self.of.pattern and not _compiled(self.of.pattern).fullmatch(text):
            raise ma.ValidationError(messages.pattern(self.of))
        return text or None

    def clean(self, value: object, *, limit: int) -> str:
        """Give the tidy text.

        :raises marshmallow.ValidationError: if it is no text, too long or holds odd characters.
        """
        if not isinstance(value, str):
            raise ma.ValidationError(messages.not_text(self.of))
        text = clean_text(text=value, many_lines=self.of.type == "long_text")
        if text is None:
            raise ma.ValidationError(messages.control_characters(self.of))
        if len(text) > limit:
            raise ma.ValidationError(messages.too_long(self.of, limit))
        return text


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class OrganisationValue(TextValue):
    """A BRIN of four or six characters, or any name when the field is free."""

    def read(self, value: object) -> str | None:
        text = self.clean(value, limit=MAX_NAME)
        if not text or self.of.free:
            return text or None
        brin = text.upper()
        if not BRIN.fullmatch(brin):
            raise ma.ValidationError(messages.organisation(self.of))
        return brin


class NumberValue(FormValue):
    """A whole number, or one with a limited number of digits behind the comma."""

    def read(self, value: object) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ma.ValidationError(messages.number_wanted(self.of))
        if isinstance(value, float) and not math.isfinite(value):
            raise ma.ValidationError(messages.number_wanted(self.of))
        # Bounds first: a giant number must not reach anything that writes it out.
        if not self._low <= value <= self._high:
            raise ma.ValidationError(messages.number_bound(self.of))
        return self._exact(value)

    @property
    def _low(self) -> int | float:
        return -MAX_NUMBER if self.of.minimum is None else float(self.of.minimum)

    @property
    def _high(self) -> int | float:
        return MAX_NUMBER if self.of.maximum is None else float(self.of.maximum)

    def _exact(self, value: float) -> int | float:
        if not self.of.decimals:
            if value != int(value):
                raise ma.ValidationError(messages.number_wanted(self.of))
            return int(value)
        exponent = Decimal(repr(value)).normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.of.decimals:
            raise ma.ValidationError(messages.decimals(self.of))
        return value


class DateValue(FormValue):
    """A day that exists, written `2027-03-24`. The bound `today` is judged in `filling`."""

    def read(self, value: object) -> str:
        return self.read_day(value)

    def read_day(self, value: object) -> str:
        """Give the day as ISO text.

        :raises marshmallow.ValidationError: if there is no such day, or it is out of bounds.
        """
        text = value.strip() if isinstance(value, str) else ""
        day = find_date(text)
        if day is None:
            wrong = messages.no_such_day if looks_like_date(text) else messages.date_wanted
            raise ma.ValidationError(wrong(self.of))
        first, last = self._bounds()
        if text < first:
            raise ma.ValidationError(messages.too_early(self.of, first))
        if text > last:
            raise ma.ValidationError(messages.too_late(self.of, last))
        return text

    def _bounds(self) -> tuple[str, str]:
        first, last = self.of.minimum, self.of.maximum
        return (
            FIRST_DAY.isoformat() if first is None or first == TODAY else str(first),
            LAST_DAY.isoformat() if last is None or last == TODAY else str(last),
        )


class ChoiceValue(FormValue):
    """The value of one of the options."""

    def read(self, value: object) -> str:
        if isinstance(value, str) and any(value == one.value for one in self.of.options):
            return value
        raise ma.ValidationError(messages.choose_one(self.of))


class ChoicesValue(FormValue):
    """A list of values of options, each once, in the order of the options."""

    def read(self, value: object) -> list[str] | None:
        known = [one.value for one in self.of.options]
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ma.ValidationError(messages.choose_some(self.of))
        if len(set(value)) != len(value) or not set(value) <= set(known):
            raise ma.ValidationError(messages.choose_some(self.of))
        most = len(known) if self.of.max_items is None else self.of.max_items
        if value and not self.of.min_items <= len(value) <= most:
            raise ma.ValidationError(messages.item_count(self.of))
        return [one for one in known if one in value] or None


class YesNoValue(FormValue):
    """True or false; only true when it has to be confirmed."""

    def read(self, value: object) -> bool:
        if not isinstance(value, bool) or (self.of.must_be and not value):
            raise ma.ValidationError(messages.yes_no(self.of))
        return value


class FileValue(FormValue):
    """The id of an attachment that was uploaded before."""

    def read(self, value: object) -> str:
        if isinstance(value, str) and ATTACHMENT_ID.fullmatch(value):
            return value
        raise ma.ValidationError(messages.attachment(self.of))


class SignatureValue(TextValue, DateValue):
    """`{"naam": …, "op": "2027-03-24"}`; without `op` it is signed on the day of sending."""

    def read(self, value: object) -> dict[str, str] | None:  # type: ignore[override]
        if not isinstance(value, Mapping) or not set(value) <= {"naam", "op"}:
            raise ma.ValidationError(messages.signature(self.of))
        name = self.clean(value.get("naam") or "", limit=MAX_NAME)
        moment = value.get("op")
        if not name and not moment:
            return None
        if not name:
            raise ma.ValidationError(messages.signature(self.of))
        return {"naam": name, "op": self.read_day(moment)} if moment else {"naam": name}


class ComputedValue(FormValue):
    """Reckoned by us: whatever is sent is refused."""

    def read(self, value: object) -> None:  # noqa: ARG002 - it makes no difference
        raise ma.ValidationError(messages.NOT_ACCEPTED)
