"""Words for links of parents and pupils."""

from __future__ import annotations

from doorgang_api.languages import lazy_gettext
from doorgang_engine.link import Purpose
from doorgang_engine.links.making import MIDDLE, OLD, YOUNG

PURPOSES = {
    Purpose.CONSENT: lazy_gettext("toestemming geven"),
    Purpose.OPINION: lazy_gettext("zeggen wat zij vinden"),
    Purpose.HEARING: lazy_gettext("de mening van de leerling geven"),
    Purpose.INSPECTION: lazy_gettext("lezen wat met ouders en leerling is gedeeld"),
    Purpose.TASK: lazy_gettext("een taak van ouders of leerling"),
}
ROLES = {"ouder": lazy_gettext("Ouder met gezag"), "leerling": lazy_gettext("Leerling")}
AGES = {
    YOUNG: lazy_gettext("Jonger dan 12 jaar"),
    MIDDLE: lazy_gettext("12 tot en met 15 jaar"),
    OLD: lazy_gettext("16 jaar of ouder"),
}
