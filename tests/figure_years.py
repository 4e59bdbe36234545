"""Per figure of the field: a small year in which everything is known, and what comes out."""

from __future__ import annotations

VS, PO, TLV, TV = "voorschool-po", "po-vo-warme-overdracht", "tlv-aanvraag", "tlv-verlenging"
THUIS, OPP, EXTRA, DYS = (
    "thuiszitter-escalatie",
    "opp",
    "extra-ondersteuning",
    "dyslexie-poortwachter",
)
BEZ, TERUG, CRISIS = "tlv-bezwaar", "terugplaatsing", "crisisopvang"


def m(route, *marks):
    """Return milestones of a route: "sleutel 09-14", or "norm:sleutel 09-14"."""
    return [
        f"{kind or 'mijlpaal'}:{route}/{rest}"
        for mark in marks
        for kind, _, rest in [mark.rpartition(":")]
    ]


TWICE = m(CRISIS, "schoolwisseling 09-20", "schoolwisseling 11-20")
ASKED = m(OPP, "instemming_gevraagd 11-01")
IN_TIME = m(OPP, "opp_geevalueerd 11-01")
#: figure -> cases (milestones, how many), and then over how many it is and what it is
YEARS = {
    "niet_blanco": (
        [
            (m(VS, "overdracht_gelezen 09-10", "intake_gehouden 09-20"), 15),
            (m(VS, "intake_gehouden 09-20"), 3),
            (m(VS, "intake_gehouden 09-20", "overdracht_gelezen 09-21"), 2),
        ],
        (20, 75.0),
    ),
    "intake_voor_plaatsing": (
        [
            (m(VS, "intake_gehouden 09-20", "geplaatst 09-30"), 18),
            (m(VS, "geplaatst 09-30", "intake_gehouden 10-20"), 1),
            (m(VS, "geplaatst 09-30"), 1),
        ],
        (20, 90.0),
    ),
    "overdracht_op_tijd": (
        [
            (m(VS, "overdracht_gedeeld 09-01"), 19),
            (m(VS, "overdracht_gedeeld 09-01", "norm:voorschool.overdracht_te_laat 09-01"), 1),
        ],
        (20, 95.0),
    ),
    "actualiteit": (
        [
            (m(VS, "overdracht_gedeeld 09-01", "intake_gehouden 09-21"), 6),
            (m(VS, "overdracht_gedeeld 09-01", "intake_gehouden 10-01"), 5),
            (m(VS, "overdracht_gedeeld 09-01"), 4),
        ],
        (11, 20.0),
    ),
    "toestemmingsgraad": (
        [
            (m(VS, "toestemming_gevraagd 09-01", "toestemming_gegeven 09-01"), 12),
            (m(VS, "toestemming_gevraagd 09-01"), 2),
            (m(VS, "toestemming_niet_verkregen 09-30"), 1),
        ],
        (15, 80.0),
    ),
    "definitief_advies_op_tijd": (
        [
            (m(PO, "definitief_advies 03-24"), 8),
            (m(PO, "norm:definitief_advies_op_tijd 03-24", "definitief_advies 03-25"), 1),
            (m(PO, "norm:definitief_advies_op_tijd 03-24"), 1),
        ],
        (10, 80.0),
    ),
    "toets_hoger toets hoger": ([(m(PO, "toets_hoger 02-10"), 12)], (12, 12.0)),
    "warme_overdracht": (
        [
            (m(PO, "warm_nodig 05-01", "warm_gesprek_gevoerd 06-01", "gestart 08-25"), 9),
            (m(PO, "warm_nodig 05-01", "warm_gesprek_gevoerd 06-01"), 1),
            (m(PO, "warm_nodig 05-01", "gestart 07-25", "warm_gesprek_gevoerd 07-26"), 1),
            (m(PO, "warm_nodig 05-01"), 1),
        ],
        (12, 83.3),
    ),
    "arrangement_voortgezet": (
        [
            (m(PO, "arrangement 06-01"), 9),
            (m(PO, "norm:arrangement_voortgezet 07-01", "arrangement 07-10"), 1),
        ],
        (10, 90.0),
    ),
    "mentor_las_voor_start": (
        [
            (m(PO, "mentor_gelezen 08-20"), 17),
            (m(PO, "norm:mentor_gelezen_voor_start 08-24", "mentor_gelezen 09-01"), 2),
            (m(PO, "norm:mentor_gelezen_voor_start 08-24"), 1),
        ],
        (20, 85.0),
    ),
    "terugkoppeling_aan_po": (
        [
            (m(PO, "startgesprek 09-01", "terugkoppeling 12-31"), 9),
            (m(PO, "startgesprek 09-01", "terugkoppeling 01-01"), 1),
            (m(PO, "startgesprek 09-01"), 2),
        ],
        (12, 75.0),
    ),
    "adviesmiddag bevestigd": (
        [
            (["uitkomst:adviesmiddag/advies_bevestigd middag#1 11-20"], 11),
            (["uitkomst:adviesmiddag/advies_bijgesteld middag#1 11-20"], 10),
        ],
        (11, 11.0),
    ),
    "tlv_binnen_termijn": (
        [
            (m(TLV, "besluit_bekend 02-01"), 16),
            (m(TV, "besluit_bekend 02-01"), 2),
            (m(TLV, "norm:tlv_binnen_termijn 02-01", "besluit_bekend 02-05"), 1),
            (m(TV, "norm:tlv_binnen_termijn 02-01"), 1),
        ],
        (20, 90.0),
    ),
    "tlv_doorlooptijd_bruto": (
        [
            (m(TLV, "aanvraag_ontvangen 01-01", "besluit_bekend 01-31"), 6),
            (m(TLV, "aanvraag_ontvangen 01-01", "besluit_bekend 02-10"), 5),
        ],
        (11, 30.0),
    ),
    "tlv_doorlooptijd_netto": (
        [
            (
                [
                    *m(TLV, "aanvraag_ontvangen 01-01"),
                    "termijn:tlv.beslis/opgeschort 01-05",
                    "termijn:tlv.beslis/hervat 01-15",
                    *m(TLV, "besluit_bekend 01-31"),
                ],
                11,
            )
        ],
        (11, 20.0),
    ),
    "tlv_incompleet": (
        [
            (m(TLV, "volledigheid_getoetst 01-10"), 9),
            (m(TLV, "volledigheid_getoetst 01-10", "aanvraag_incompleet 01-10"), 3),
        ],
        (12, 25.0),
    ),
    "tlv_verlengd": (
        [
            (m(TV, "uitkomst:verlengd 06-01"), 9),
            (m(TV, "norm:tlv_verlengd_voor_vervaldatum 07-31"), 1),
        ],
        (10, 90.0),
    ),
    "tlv_niet_verzilverd": (
        [
            (m(TLV, "uitkomst:afgegeven_en_geplaatst 05-01"), 7),
            (m(TLV, "uitkomst:ander_besluit 05-01"), 1),
            (m(TLV, "uitkomst:niet_verzilverd 05-01"), 2),
            (m(TLV, "uitkomst:afgewezen 05-01"), 5),
        ],
        (10, 20.0),
    ),
    "bezwaar": (
        [
            (m(TLV, "besluit_bekend 02-01"), 9),
            (
                [
                    "mijlpaal:tlv-aanvraag/besluit_bekend tlv#1 02-01",
                    "begin:tlv-bezwaar/bezwaar_vanuit_route tlv#1/bezwaar#1 02-10",
                ],
                1,
            ),
        ],
        (10, 10.0),
    ),
    "bezwaar_gegrond": (
        [
            (m(BEZ, "uitkomst:gegrond 05-01"), 2),
            (m(BEZ, "uitkomst:deels_gegrond 05-01"), 1),
            (m(BEZ, "uitkomst:ongegrond 05-01"), 6),
            (m(BEZ, "uitkomst:niet_ontvankelijk 05-01"), 3),
            (m(BEZ, "uitkomst:ingetrokken 05-01"), 4),
        ],
        (12, 25.0),
    ),
    "dyslexie_binnen_termijn": (
        [
            (m(DYS, "besluit_bekend 11-01"), 11),
            (m(DYS, "norm:dyslexie.oordeel_te_laat 11-01", "besluit_bekend 11-02"), 1),
        ],
        (12, 91.7),
    ),
    "passend_aanbod": (
        [
            (m(EXTRA, "passend_aanbod_gestart 12-01"), 9),
            (m(EXTRA, "norm:ondersteuning.aanbod_te_laat 12-14"), 1),
        ],
        (10, 90.0),
    ),
    "thuiszitters 4 weken thuis": ([(m(THUIS, "thuiszitter_vier_weken 12-01"), 11)], (11, 11.0)),
    "thuiszitters 3 maanden thuis": (
        [(m(THUIS, "norm:thuis.maand3_overschreden 02-01"), 10)],
        (10, 10.0),
    ),
    "thuiszitters absoluut verzuim": (
        [(m(THUIS, "begin:absoluut_verzuim_melden 12-01"), 12)],
        (12, 12.0),
    ),
    "thuiszitters vrijstelling": ([(m(THUIS, "uitkomst:vrijstelling 12-01"), 13)], (13, 13.0)),
    "verzuimmelding": (
        [
            (m(THUIS, "verzuim_gemeld 11-01"), 10),
            (m(THUIS, "norm:verzuim.melding_te_laat 11-01", "verzuim_gemeld 11-08"), 2),
        ],
        (12, 83.3),
    ),
    "mazl_consult": (
        [
            (m(THUIS, "mazl_consult 11-01"), 9),
            (m(THUIS, "norm:verzuim.mazl_consult_te_laat 11-01"), 1),
        ],
        (10, 90.0),
    ),
    "terugplaatsingen teruggeplaatst": ([(m(TERUG, "ingeschreven 03-01"), 14)], (14, 14.0)),
    "terugplaatsing_geslaagd": (
        [
            (m(TERUG, "uitkomst:geslaagd 06-01"), 9),
            (m(TERUG, "uitkomst:terug_naar_speciaal 06-01"), 3),
        ],
        (12, 75.0),
    ),
    "schoolwisselingen": (
        [
            ([*m(CRISIS, "begin:kind_opgevangen 09-14"), *TWICE], 2),
            (m(CRISIS, "begin:kind_opgevangen 09-14"), 8),
        ],
        (10, 0.4),
    ),
    "setting_wissel": (
        [
            (TWICE, 3),
            (m(CRISIS, "schoolwisseling 09-20"), 9),
        ],
        (12, 25.0),
    ),
    "opp_op_tijd": (
        [(m(OPP, "opp_vastgesteld 11-01"), 9), (m(OPP, "norm:opp.opstellen_te_laat 11-12"), 1)],
        (10, 90.0),
    ),
    "opp_instemming": (
        [
            (ASKED, 3),
            ([*ASKED, *m(OPP, "instemming_gevraagd 11-08", "instemming_gegeven 11-08")], 9),
        ],
        (12, 75.0),
    ),
    "opp_hoorrecht": (
        [
            (m(OPP, "leerling_gehoord 10-01", "opp_vastgesteld 11-01"), 9),
            (m(OPP, "opp_vastgesteld 11-01", "leerling_gehoord 11-02"), 1),
        ],
        (10, 90.0),
    ),
    "opp_evaluatie": (
        [
            ([*IN_TIME, *m(OPP, "norm:opp.evaluatie_te_laat 05-01", "opp_geevalueerd 05-08")], 10),
        ],
        (20, 50.0),
    ),
    "wachttijd_advies": (
        [(m(EXTRA, "aanvraag_ontvangen 10-01", "besluit_bekend 10-15"), 10)],
        (10, 14.0),
    ),
    "herplande_termijnen TLV beslistermijn stilgezet": (
        [(["termijn:tlv.beslis/opgeschort 01-05", "termijn:tlv.beslis/opgeschort 02-05"], 10)],
        (10, 10.0),
    ),
    "herplande_termijnen TLV beslistermijn verlengd": (
        [(["termijn:tlv.beslis/verlengd 01-05"], 11)],
        (11, 11.0),
    ),
    "jaarplan_op_schema": (
        [
            (
                m(
                    "jaarplan-tertiaal",
                    "jaarplan_voortgang_gemeld 12-05",
                    "jaarplan_niet_rood 12-05",
                    "jaarplan_voortgang_gemeld 04-05",
                ),
                10,
            )
        ],
        (20, 50.0),
    ),
}  # fmt: skip
