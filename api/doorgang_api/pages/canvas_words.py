"""What the script of the canvas says: made here, so that it is there in every language."""

from __future__ import annotations

from doorgang_api.languages import gettext as _


def canvas_words() -> dict[str, str]:
    """Return the texts by the key that ``web/islands/canvas`` knows."""
    return {**_stands(), **_tools(), **_new()}


def _stands() -> dict[str, str]:
    return {
        "klaar": _("De tekening is geladen."),
        "bezig": _("Bezig met bewaren…"),
        "wacht": _("Nog niet bewaard."),
        "mislukt": _("Bewaren is niet gelukt. Wat u tekende staat nog op deze pagina; het wordt "
                     "zo opnieuw geprobeerd."),
        "afgemeld": _("Niet bewaard: u bent afgemeld. Laat deze pagina open, meld u in een ander "
                      "tabblad opnieuw aan en teken dan verder."),
        "onleesbaar": _("De tekening kan niet op het canvas worden getoond. Er is niets "
                        "gewijzigd. Gebruik de lijst met stappen."),
        "geen_stap": _("Kies een stap op de tekening of in de lijst hierboven."),
        "alleen_tekenen": _("Hiervan kan alleen de naam worden gewijzigd: dubbelklik erop."),
        "paneel_mislukt": _("De gegevens van deze stap konden niet worden opgehaald."),
        "stap_bewaard": _("De stap is bewaard."),
        "ongedaan": _("De laatste wijziging is ongedaan gemaakt."),
        "niets": _("Er is niets om ongedaan te maken."),
        "bevinding": _("Naar de bevinding:"),
    }  # fmt: skip


def _tools() -> dict[str, str]:
    return {
        "hand": _("Tekening verschuiven"),
        "lasso": _("Meer onderdelen kiezen"),
        "ruimte": _("Ruimte maken of weghalen"),
        "verbinden": _("Verbinden"),
        "verwijderen": _("Verwijderen"),
        "soort": _("Ander soort onderdeel"),
        "notitie": _("Notitie toevoegen"),
    }


def _new() -> dict[str, str]:
    """Return what can come in, and what it is called until somebody names it."""
    return {
        "taak": _("Taak voor iemand"),
        "vraag": _("Vraag: het antwoord kiest het pad"),
        "tegelijk": _("Paden tegelijk"),
        "bericht": _("Bericht geven"),
        "wachten": _("Wachten, of een termijn op de rand van een stap"),
        "deelroute": _("Andere route"),
        "deel": _("Deel van de route"),
        "begin": _("Begin"),
        "einde": _("Einde"),
    }
