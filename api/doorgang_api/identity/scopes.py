"""What a token of a program may be used for. It never opens more than its account may."""

from __future__ import annotations

#: scope -> what it opens, for people
SCOPES = {
    "cases:read": "trajecten zien",
    "cases:start": "trajecten starten",
    "cases:withdraw": "trajecten intrekken",
    "cases:participants": "kiezen en wijzigen welke organisaties meedoen",
    "cohorts:read": "cohorten en hun lijsten zien",
    "cohorts:start": "lijsten van leerlingen sturen en starten",
    "contacts:read": "contactpersonen zien",
    "contacts:manage": "contactpersonen toevoegen en beëindigen",
    "messages:send": "berichten en signalen vastleggen",
    "tasks:read": "taken zien",
    "tasks:complete": "taken oppakken en afronden",
    "attachments:send": "bestanden meesturen met een formulier",
    "submissions:read": "lezen wat is ingevuld, ook de bestanden",
    "terms:read": "termijnen zien en uitrekenen",
    "terms:change": "termijnen wijzigen",
    "history:read": "de geschiedenis zien en bewijzen",
    "routes:read": "routes en formulieren zien en nakijken",
    "recurrences:read": "zien wat vanzelf begint",
    "recurrences:switch": "aan- en uitzetten wat vanzelf begint",
    "notices:read": "meldingen zien",
    "incidents:read": "storingen zien",
    "incidents:retry": "opnieuw proberen wat mislukte",
    "kpi:read": "cijfers over de regio zien",
}
