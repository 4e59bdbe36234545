"""What people read when the table of permissions refuses an act."""

from __future__ import annotations

from .table import Act

NOTHING_DONE = "Er is niets verwerkt."
_CANNOT = {
    Act.SEE_CASE: "Dit traject is niet voor uw organisatie.",
    Act.READ_CASE: "De inhoud van dit dossier is niet voor uw rol.",
    Act.START_CASE: "Deze route begint bij een andere rol.",
    Act.START_COHORT: (
        "Een lijst starten is voor de rol waarmee de route begint, of de regiocoördinator."
    ),
    Act.WITHDRAW_CASE: (
        "Een traject intrekken is voor wie het begon, het samenwerkingsverband of de "
        "regiocoördinator."
    ),
    Act.CHANGE_PARTICIPANT: (
        "Zeggen wie er meedoet is voor wie het traject begon, het samenwerkingsverband of de "
        "regiocoördinator."
    ),
    Act.WRITE_NOTE: "Een notitie maken is voor wie aan dit traject deelneemt.",
    Act.CORRECT_SUBMISSION: (
        "Een formulier verbeteren is voor wie het invulde, of een collega in dezelfde rol."
    ),
    Act.VERIFY_CASE: "De historie van dit traject is niet voor uw organisatie.",
    Act.MIGRATE_CASE: (
        "Trajecten naar een nieuwe versie verhuizen is werk van de regiocoördinator."
    ),
    Act.CHANGE_TERM: (
        "Een termijn wijzigen is voor het samenwerkingsverband van dit traject of de "
        "regiocoördinator."
    ),
    Act.SEE_TASK: "Deze taak is niet voor uw organisatie.",
    Act.READ_TASK: "Deze taak hoort bij een andere rol of organisatie.",
    Act.CLAIM_TASK: "Deze taak hoort bij een andere rol of organisatie.",
    Act.RELEASE_TASK: "Deze taak hoort bij een andere rol of organisatie.",
    Act.HAND_OVER_TASK: "Deze taak hoort bij een andere rol of organisatie.",
    Act.FOLLOW_UP_TASK: "Deze taak hoort bij een andere rol of organisatie.",
    Act.SEE_WORK: "Het werk van de hele regio is voor de regiocoördinator.",
    Act.COMPLETE_TASK: "Deze taak hoort bij een andere rol of organisatie.",
    Act.RECORD_MESSAGE: "Dit bericht wordt door een andere rol of organisatie vastgelegd.",
    Act.GIVE_LINK: "Een link geven aan ouders of leerling is voor wie in dit traject werkt.",
    Act.REMAKE_LETTER: (
        "Een brief opnieuw maken is voor de organisatie die hem verstuurt, of de regiocoördinator."
    ),
    Act.GIVE_SIGNAL: "Een signaal geven is voor wie in dit traject werkt.",
    Act.READ_NOTICES: "U hebt geen rol waarvoor er meldingen zijn.",
    Act.SEE_INCIDENTS: "Storingen zijn werk van de regiocoördinator.",
    Act.RETRY_INCIDENT: "Storingen zijn werk van de regiocoördinator.",
    Act.SEE_SCHEDULE: "Het rooster is werk van de regiocoördinator.",
    Act.SWITCH_SCHEDULE: "Het rooster is werk van de regiocoördinator.",
    Act.SEE_RESERVATIONS: "Wie wat heeft geleend is werk van de regiocoördinator.",
    Act.READ_ROUTE: "U hebt geen rol in deze regio.",
    Act.CHECK_ROUTE: "Dit is werk van de regiocoördinator.",
    Act.SEE_DRAFT: "Ontwerpen van routes zijn werk van de regiocoördinator.",
    Act.EDIT_DRAFT: "Een route ontwerpen is werk van de regiocoördinator.",
    Act.REVIEW_DRAFT: "Een ontwerp beoordelen is werk van de regiocoördinator.",
    Act.MANAGE_ACCOUNTS: "Accounts beheren is werk van de regiocoördinator.",
    Act.MANAGE_WEBHOOKS: "Webhooks zijn werk van de regiocoördinator.",
    Act.MANAGE_CONTACTS: "Het contactregister is voor de regiocoördinator.",
    Act.APPOINT_DEPUTY: "U kunt alleen voor uzelf vervanging regelen.",
    Act.GIVE_MANDATE: "Mandaat geven is voor de directeur van het samenwerkingsverband.",
    Act.GIVE_REASON: "Een dossier inzien voor toezicht is voor auditor en FG.",
    Act.USE_EMERGENCY: "Noodtoegang is voor wie in dossiers werkt.",
    Act.JUDGE_EMERGENCY: "Noodtoegang beoordelen is voor de FG.",
    Act.READ_ACCESS_LOG: "De toegangslog is voor auditor en FG.",
    Act.RECORD_LEAVING: (
        "Het verlaten van de school vastleggen is voor wie in dit traject werkt."
    ),
    Act.SET_HOLD: "Vernietiging tegenhouden is voor FG, directeur of regiocoördinator.",
    Act.REVIEW_DESTRUCTION: "De vernietigingslijst is voor FG, directeur of regiocoördinator.",
    Act.EXPORT_PERSON: "Een AVG-verzoek beantwoorden is voor de FG.",
    Act.SEE_FIGURES: "Cijfers over de regio zijn voor directeur, regiocoördinator, auditor en FG.",
}

#: One sentence per act, and that nothing was done.
REFUSALS: dict[Act, str] = {act: f"{_CANNOT[act]} {NOTHING_DONE}" for act in Act}
