"""The Dutch sentences people read when a field is not right. None repeats what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doorgang_forms.values import find_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doorgang_forms.definition import Field

UNKNOWN = "Dit veld hoort niet bij dit formulier."
UNKNOWN_KEYS = "Er is een veld meegestuurd dat niet bij dit formulier hoort."
NOT_AN_OBJECT = "Stuur de gegevens als velden met een waarde."
NOT_ACCEPTED = "Dit veld wordt berekend en kan niet worden ingevuld."


def _named(field: Field) -> str:
    return f"‘{field.label.nl}’"


def _fill_in(field: Field) -> str:
    return f"Vul {_named(field)} in."


def _choose(field: Field) -> str:
    return f"Kies een antwoord bij {_named(field)}."


def date_wanted(field: Field) -> str:
    """Say what to type for a date."""
    return f"Vul bij {_named(field)} een datum in als dag-maand-jaar."


def _yes_no_wanted(field: Field) -> str:
    if field.must_be:
        return f"Bevestig: {field.label.nl}"
    return f"Kies ja of nee bij {_named(field)}."


_MISSING: Mapping[str, Callable[[Field], str]] = {
    "choice": _choose,
    "choices": lambda field: f"Kies minstens één antwoord bij {_named(field)}.",
    "date": date_wanted,
    "yes_no": _yes_no_wanted,
    "file": lambda field: f"Voeg een bestand toe bij {_named(field)}.",
    "signature": lambda field: f"Zet uw naam bij {_named(field)}.",
}


def missing(field: Field) -> str:
    """Say that the field has to be filled in and is not."""
    return _MISSING.get(field.type, _fill_in)(field)


def not_text(field: Field) -> str:
    """Say that something else than text was sent."""
    return f"Vul {_named(field)} in als tekst."


def control_characters(field: Field) -> str:
    """Say that the text holds characters that nobody types."""
    return f"Verwijder bij {_named(field)} de tekens die niet leesbaar zijn."


def too_long(field: Field, limit: int) -> str:
    """Say that the text is longer than the field takes."""
    return f"Gebruik bij {_named(field)} hoogstens {limit} tekens."


def pattern(field: Field) -> str:
    """Say that the text does not have the shape asked for."""
    return field.pattern_message.nl if field.pattern_message else f"Controleer {_named(field)}."


def organisation(field: Field) -> str:
    """Say that the text is no BRIN."""
    return (
        f"Vul bij {_named(field)} het BRIN-nummer in: twee cijfers en twee letters, "
        "eventueel met twee cijfers voor de vestiging."
    )


def number_wanted(field: Field) -> str:
    """Say that something else than a number was sent."""
    kind = "een getal" if field.decimals else "een heel getal"
    return f"Vul bij {_named(field)} {kind} in."


def decimals(field: Field) -> str:
    """Say that there are too many digits behind the comma."""
    return f"Gebruik bij {_named(field)} hoogstens {field.decimals} cijfers achter de komma."


def number_bound(field: Field) -> str:
    """Say that the number is too low or too high."""
    low, high = field.minimum, field.maximum
    if low is not None and high is not None:
        return f"Vul bij {_named(field)} een getal in van {_dutch(low)} tot en met {_dutch(high)}."
    if low is not None:
        return f"Vul bij {_named(field)} een getal in van {_dutch(low)} of meer."
    if high is not None:
        return f"Vul bij {_named(field)} een getal in van {_dutch(high)} of minder."
    return f"Het getal bij {_named(field)} is te groot."


def no_such_day(field: Field) -> str:
    """Say that the date is written well, but there is no such day."""
    return f"De datum bij {_named(field)} bestaat niet. {date_wanted(field)}"


def too_early(field: Field, limit: str) -> str:
    """Say that the date lies before the first one allowed."""
    return f"De datum bij {_named(field)} mag niet voor {_day(limit)} liggen."


def too_late(field: Field, limit: str) -> str:
    """Say that the date lies after the last one allowed."""
    return f"De datum bij {_named(field)} mag niet na {_day(limit)} liggen."


def choose_one(field: Field) -> str:
    """Say that what was sent is none of the answers."""
    return f"Kies bij {_named(field)} een van de antwoorden."


def choose_some(field: Field) -> str:
    """Say that what was sent is no list of answers."""
    return f"Kies bij {_named(field)} uit de antwoorden, elk hoogstens één keer."


def item_count(field: Field) -> str:
    """Say that too few or too many answers were chosen."""
    if field.max_items is None:
        return f"Kies bij {_named(field)} minstens {field.min_items} antwoorden."
    if not field.min_items:
        return f"Kies bij {_named(field)} hoogstens {field.max_items} antwoorden."
    return f"Kies bij {_named(field)} {field.min_items} tot {field.max_items} antwoorden."


def yes_no(field: Field) -> str:
    """Say that neither yes nor no, or not the confirmation asked for."""
    return _yes_no_wanted(field)


def attachment(field: Field) -> str:
    """Say that what was sent is not the id of an attachment."""
    return f"Voeg het bestand bij {_named(field)} opnieuw toe."


def signature(field: Field) -> str:
    """Say that what was sent is not a name with a date."""
    return f"Vul bij {_named(field)} uw naam in en de datum waarop u ondertekent."


def group_wanted(field: Field) -> str:
    """Say that something else than an object was sent for a group."""
    return f"Vul de velden onder {_named(field)} in."


def rows_wanted(field: Field) -> str:
    """Say that something else than a list of objects was sent for rows."""
    return f"Vul {_named(field)} in als een lijst van regels."


def too_few_rows(field: Field, least: int) -> str:
    """Say that there are fewer rows than have to be."""
    return f"Vul bij {_named(field)} minstens {least} {_rows(least)} in."


def too_many_rows(field: Field) -> str:
    """Say that there are more rows than may be."""
    return f"Vul bij {_named(field)} hoogstens {field.max_rows} {_rows(field.max_rows)} in."


def _rows(count: int) -> str:
    return "regel" if count == 1 else "regels"


def _dutch(value: float | str) -> str:
    return str(value).replace(".", ",")


def _day(limit: str) -> str:
    day = find_date(limit)
    return "vandaag" if day is None else f"{day.day}-{day.month}-{day.year}"
