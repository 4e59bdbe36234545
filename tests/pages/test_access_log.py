"""Every page that shows something of a case writes to the access log before it is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import small_route
from tests.pages.test_case_page import WITH_MESSAGE
from tests.small_route import BEGINNER, LOKET, START, beginning

from doorgang_api.app import create_app
from doorgang_api.pages.visit import NOW
from doorgang_engine.cases import start_case
from doorgang_engine.dossier.looks import LookQuery

#: Pages that show nothing of a case; those that only send on, too.
SHOW_NOTHING = {
    "sign_in", "sign_out", "about", "choose_start", "start", "claim", "release", "retry",
    "come_back", "go_to_provider", "told_it_is_over", "my_sessions", "end_one", "end_others",
    "stay", "choose_language", "difference",
    "recurring", "switch_recurring", "versions", "contacts", "end_contact", "emergency", "judge",
    "standing_in", "mandate",
    "preferences", "give_address", "give_code", "drop_address", "sendings", "resend",
    "webhooks", "webhook", "switch_webhook", "webhook_secret", "webhook_trial", "remove_webhook",
    "redeliver",
    "new_calendar", "drop_calendar", "calendar_feed",  # what it tells anew: test_calendar_feed.py
    "account", "account_roles", "account_sign_out", "account_switch", "accounts", "new_account",
    "new_token", "withdraw_token", "attachment",
    "end_deputy", "end_mandate", "avg", "avg_file",
    "drafts", "draft", "draft_import", "draft_export", "draft_undo", "draft_take_over",
    "draft_step", "draft_terms", "draft_term", "draft_difference", "draft_findings",
    "draft_leave_out",
    "draft_decision",
    "draft_canvas", "draft_drawing", "draft_canvas_findings", "draft_drawing_import",
    "draft_forms", "draft_form", "draft_form_settings", "draft_form_field", "draft_form_condition",
    "draft_form_rule", "draft_form_section", "draft_form_try", "draft_form_diff",
    "draft_form_import",
    "draft_play", "draft_play_start", "draft_play_begin", "draft_play_answers", "draft_play_save",
    "cohorts", "cohort", "cohort_template", "confirm_batch", "change_batch",
    "task_draft", "discard_task_draft", "exchange_task_draft", "effect",
    "sign", "refuse_to_sign",
    # unless there are cases behind: test_figures.py
    "figures", "figure", "figures_export", "figures_sheet",
    "waiting", "waiting_export", "waiting_sheet",
    "work_together", "save_view", "forget_view",
    "approve_list", "new_hold", "lift_hold", "take_leaving_back", "link_code", "withdraw_link",
    # With a link, what is seen is noted too: test_links.py.
    "parent_link", "parent_code", "parent_form", "parent_dossier", "parent_letter",
    "parent_attachment",
    "parent_done", "parent_stop",
}  # fmt: skip
#: These need a list of what is due, children, a letter, a button, or what to look for:
#: test_retention.py, test_cohorts.py, test_letters.py, test_letter_ahead.py, test_replay.py,
#: test_work_acts.py.
ON_LISTS = {
    "retention", "destruction_list", "take_off", "batch", "letter", "letter_ahead",
    "letter_again", "prove",
    "search_work",
}  # fmt: skip
#: Of the others: who visits, and where.
VISITED = {
    "my_work": ("loes", "/", "list"),
    "hand_over": ("loes", "/werk/overdragen?taak={task}", "list"),
    "follow_up": ("loes", "/werk/opvolgen?taak={task}", "list"),
    "region_work": ("rik", "/werk/regio?organisatie=swv-proef&rol=loket", "list"),
    "cases": ("loes", "/trajecten", "list"),
    "case": ("loes", "/trajecten/{case}", "view"),
    "submission_print": (
        "sam",
        "/trajecten/{case}/formulieren/{submission}/afdruk",
        "print",
    ),
    "links": ("loes", "/trajecten/{case}/links", "view"),
    "case_print": ("loes", "/trajecten/{case}/afdruk", "print"),
    "replay": ("loes", "/trajecten/{case}/naspelen", "view"),
    "replay_report": ("loes", "/trajecten/{case}/naspelen/verslag", "print"),
    "replay_report_pdf": ("loes", "/trajecten/{case}/naspelen/verslag.pdf", "print"),
    "receipt": ("sam", "/trajecten/{case}/ontvangst/1", "print"),
    "task": ("loes", "/taken/{task}", "view"),
    "withdraw": ("sam", "/trajecten/{case}/intrekken", "view"),
    "participant": ("loes", "/trajecten/{case}/deelnemers/po_school", "view"),
    "note": ("loes", "/trajecten/{case}/notities", "view"),
    "correction": ("loes", "/trajecten/{own_case}/ingevuld/{own}/verbeteren", "view"),
    "term": ("loes", "/trajecten/{case}/termijnen/{term}", "view"),
    "message": ("sam", "/trajecten/{case}/berichten/ingetrokken", "view"),
    "notices": ("sam", "/meldingen", "list"),
    "version": ("rik", "/versies/proef-route", "list"),
    "incidents": ("rik", "/storingen", "list"),
    "reservations": ("rik", "/uitgeleend", "list"),
    "trail": ("fien", "/handelingen", "log"),
    "trail_table": ("fien", "/handelingen.csv", "export"),
    "trail_lines": ("fien", "/handelingen.jsonl", "export"),
    "access_log": ("fien", "/toegang", "log"),
    "access_export": ("fien", "/toegang.csv", "export"),
    "emergencies": ("fien", "/toegang/noodtoegang", "log"),
    "leaving": ("sam", "/trajecten/{case}/school-verlaten", "view"),
    "reason": ("audrey", "/trajecten/{case}/inzien", "view"),
}


def looks(house, **asked):
    with house.read_uow() as uow:
        return uow.looks.page(LookQuery(region="proef", limit=500, **asked))


@pytest.fixture
def places(house):
    small_route.publish(house.parts, number=2, bpmn=WITH_MESSAGE)
    case = start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
    other = start_case(beginning=beginning(), actor=LOKET, parts=house.parts, now=START)
    with house.read_uow() as uow:
        (task,), (term,) = uow.tasks.of_case(case.id), uow.terms.of_case(case.id)
        (begun,), (own,) = uow.submissions.of_case(case.id), uow.submissions.of_case(other.id)
    return {
        "case": case.id, "task": task.id, "term": term.id, "number": case.number,
        "submission": begun.id, "own_case": other.id, "own": own.id,
    }  # fmt: skip


def in_emergency(browser, number, why="Het kind is vermist sinds vanochtend."):
    form = browser.get("/noodtoegang")
    return browser.send(form, "met noodtoegang", nummer=number, reden=why)


class TestEveryPage:
    def test_is_known_here(self, house):
        names = [rule.endpoint.partition(".") for rule in create_app(house).url_map.iter_rules()]
        there = {page for blueprint, _, page in names if blueprint == "pages"}

        assert there == SHOW_NOTHING | ON_LISTS | set(VISITED)

    @pytest.mark.parametrize("page", VISITED)
    def test_writes_down_who_looked_at_what(self, browse, house, places, page):
        who, address, kind = VISITED[page]
        browser = browse(who)
        before = len(looks(house))

        answer = browser.get(address.format(**places))

        assert answer.status == 200
        written = looks(house)[: len(looks(house)) - before]
        assert [(one.account, one.kind, one.place) for one in written] == [
            (who, kind, f"pages.{page}")
        ]

    def test_stays_written_when_the_act_after_it_is_rolled_back(self, browse, house, places):
        sam, address = browse("sam"), f"/trajecten/{places['case']}/intrekken"
        form = sam.get(address)
        before = len(looks(house))

        answer = sam.send(form, "intrekken", reden="Dubbel", zeker="ja", _versie="99")

        assert answer.status == 412
        assert [one.outcome for one in looks(house)[: len(looks(house)) - before]] == ["given"]


class TestSearch:
    def test_is_told_from_a_list_without_what_was_typed(self, browse, house, places):
        page = browse("loes").get(f"/trajecten?nummer={places['number'].lower()}")

        assert places["number"] in page.text
        newest = looks(house)[0]
        assert (newest.kind, newest.cases, newest.data) == (
            "search", (places["case"],), ("traject", "naam", "filter:nummer"),
        )  # fmt: skip

    def test_finds_nothing_of_others_and_says_so_as_of_what_is_not_there(self, browse, places):
        olga = browse("olga")

        of_others = olga.get(f"/trajecten?nummer={places['number']}")
        of_nobody = olga.get("/trajecten?nummer=PRO-2027-99999")

        assert f"geen traject met het nummer ‘{places['number']}’" in of_others.text
        assert of_others.text.replace(places["number"], "") == of_nobody.text.replace(
            "PRO-2027-99999", ""
        )

    def test_can_be_narrowed(self, browse, places):
        page = browse("loes").get(f"/trajecten?nummer={places['number']}&status=completed")

        assert "binnen dit filter" in page.text


class TestPrint:
    def test_holds_who_made_it_and_what_was_filled_in(self, browse, places):
        page = browse("loes").get(f"/trajecten/{places['case']}/afdruk")

        assert "Afgedrukt op" in page.text
        assert "Loes Loket" in page.text
        assert "Tijdlijn" in page.text

    def test_is_not_for_who_may_not_read(self, browse, house, places):
        page = browse("rik").get(f"/trajecten/{places['case']}/afdruk")

        assert page.status == 403
        assert (looks(house)[0].kind, looks(house)[0].outcome) == ("print", "refused")


class TestLogPages:
    def test_tell_who_looked_and_what_was_refused(self, browse, places):
        browse("loes").get(f"/trajecten/{places['case']}")
        browse("olga").get(f"/trajecten/{places['case']}")

        page = browse("fien").get(f"/toegang?traject={places['number']}")

        assert "Loes Loket" in page.text
        assert "Olga Ander" in page.text
        assert "Geweigerd" in page.text
        assert "Voorbeeld" not in page.source

    def test_filter(self, browse, places):
        browse("loes").get(f"/trajecten/{places['case']}")
        browse("sam").get("/trajecten")
        fien = browse("fien")

        def who(query):
            return set(fien.get(f"/toegang?{query}").texts("//tbody//td[@data-kop='Wie']/span[1]"))

        assert who("persoon=loes") == {"Loes Loket"}
        assert who("soort=list") == {"Sam School"}
        assert who("organisatie=school-proef") == {"Sam School"}
        assert who("tot=2020-01-01") == set()
        assert who("nood=ja") == set()
        assert who(f"traject={places['number']}&kind=ja") == {"Loes Loket", "Sam School"}
        assert who("traject=PRO-2099-00001") == set()

    def test_go_on_where_the_page_ends(self, browse, places):
        loes = browse("loes")
        for _ in range(55):
            loes.get(f"/trajecten/{places['case']}")
        fien = browse("fien")
        first = fien.get("/toegang?persoon=loes")

        second = fien.get(first.link("Toon meer"))

        assert len(first.texts("//tbody/tr")) == 50
        assert len(second.texts("//tbody/tr")) == 6  # with the sign-in

    def test_give_a_file_for_a_spreadsheet(self, browse, places):
        browse("loes").get(f"/trajecten/{places['case']}")

        page = browse("fien").get(f"/toegang.csv?traject={places['number']}")

        rows = page.source.splitlines()
        assert page.headers["Content-Disposition"] == 'attachment; filename="toegangslog.csv"'
        assert rows[0].startswith("\ufefftijd;soort;uitkomst;traject;persoon;rol;organisatie")
        assert "loes;loket;swv-proef" in rows[1]

    @pytest.mark.parametrize("who", ["loes", "rik", "sam"])
    @pytest.mark.parametrize("place", ["/toegang", "/toegang.csv", "/toegang/noodtoegang"])
    def test_are_not_for_others(self, browse, who, place):
        assert browse(who).get(place).status == 403

    def test_let_the_fg_judge_an_emergency_once(self, browse, places):
        in_emergency(browse("olga"), places["number"])
        fien = browse("fien")
        page = fien.get("/toegang/noodtoegang")
        form = page.form("Oordeel vastleggen")

        empty = fien.send(page, "Oordeel vastleggen")
        judged = fien.send(
            page, "Oordeel vastleggen", oordeel="terecht", toelichting="Politie bevestigt."
        )
        again = fien.post(
            form.get("action"),
            {**dict(form.fields.items()), "oordeel": "niet_terecht", "toelichting": "x"},
        )

        assert "Het kind is vermist sinds vanochtend." in page.text
        assert empty.status == 422
        assert judged.status == 303
        assert "Politie bevestigt." in fien.follow(judged).text
        assert again.status == 409

    def test_let_an_auditor_read_emergencies_and_judge_none(self, browse, places):
        in_emergency(browse("olga"), places["number"])
        audrey = browse("audrey")
        page = audrey.get("/toegang/noodtoegang")
        address = browse("fien").get("/toegang/noodtoegang").form("Oordeel").get("action")
        token = page.form("Afmelden").fields["_csrf"]

        answer = audrey.post(address, {"_csrf": token, "oordeel": "terecht", "toelichting": "x"})

        assert "Oordeel vastleggen" not in page.text
        assert answer.status == 403


class TestReason:
    def test_holds_for_a_while_and_for_one_dossier(self, app, browse, house, places):
        other = start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
        audrey = browse("audrey")
        form = audrey.get(f"/trajecten/{places['case']}/inzien")

        audrey.send(form, "Dossier inzien", doel="klacht", reden="Klacht 2027-14 hierover")

        def names(browser):
            pages = (browser.get(f"/trajecten/{one}") for one in (places["case"], other.id))
            return ["Voorbeeld" in page.text for page in pages]

        assert names(audrey) == [True, False]
        app.extensions[NOW] = START + timedelta(hours=7, minutes=59)
        assert names(browse("audrey")) == [True, False]

    def test_ends(self, app, browse, house, places):
        audrey = browse("audrey")
        form = audrey.get(f"/trajecten/{places['case']}/inzien")
        audrey.send(form, "Dossier inzien", doel="klacht", reden="Klacht 2027-14 hierover")

        app.extensions[NOW] = START + timedelta(hours=8)
        audrey = browse("audrey")

        assert "Voorbeeld" not in audrey.get(f"/trajecten/{places['case']}").text

    @pytest.mark.parametrize(("who", "status"), [("loes", 403), ("rik", 403), ("olga", 404)])
    def test_is_not_for_others(self, browse, places, who, status):
        assert browse(who).get(f"/trajecten/{places['case']}/inzien").status == status


class TestEmergency:
    def test_opens_one_dossier_to_read_only_and_tells_the_fg(self, browse, house, places):
        olga = browse("olga")

        opened = olga.follow(in_emergency(olga, places["number"]))

        assert "Noor Voorbeeld" in opened.text
        assert "Hulp bij lezen" in opened.text
        assert "met noodtoegang" in opened.text
        assert "/intrekken" not in opened.source
        assert olga.get(f"/trajecten/{places['case']}/intrekken").status == 403
        assert looks(house, only_emergency=True)[-1].kind == "emergency"
        assert "Noodtoegang: iemand" in browse("fien").get("/meldingen").text

    def test_ends_after_an_hour(self, app, browse, places):
        olga = browse("olga")
        in_emergency(olga, places["number"])

        app.extensions[NOW] = START + timedelta(hours=1)
        olga = browse("olga")

        assert olga.get(f"/trajecten/{places['case']}").status == 404

    def test_gives_no_hint_of_what_exists(self, browse, house, places):
        olga = browse("olga")

        pages = [in_emergency(olga, number) for number in ("PRO-2099-00001", "BAS-2027-00001")]

        texts = {page.text.replace("BAS-2027-00001", "PRO-2099-00001") for page in pages}
        assert {page.status for page in pages} == {422}
        assert len(texts) == 1
        assert [one.code for one in looks(house, outcome="refused")] == ["case_not_found"] * 2

    def test_is_closed_to_who_guesses_numbers(self, browse, places):
        olga = browse("olga")
        for number in range(5):
            in_emergency(olga, f"PRO-2099-0000{number}")

        assert in_emergency(olga, places["number"]).status == 429

    def test_needs_a_reason(self, browse, places):
        assert in_emergency(browse("olga"), places["number"], why="nood").status == 422

    @pytest.mark.parametrize("who", ["rik", "audrey", "fien"])
    def test_is_not_for_who_does_not_work_in_dossiers(self, browse, who):
        assert browse(who).get("/noodtoegang").status == 403

    def test_is_not_given_to_who_takes_part(self, browse, places):
        page = in_emergency(browse("sam"), places["number"])

        assert page.status == 422
        assert "U ziet dit traject al" in page.text
