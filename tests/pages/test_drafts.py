"""Drawing a route without a canvas and without JavaScript, as two coordinators of Leiden."""

from __future__ import annotations

import io

REGION, ROUTE = "leiden", "jongekind-verkenning"
LIST = "/ontwerpen"


def step(browser, draft, key="verkennen"):
    return browser.get(f"{draft}/stappen/{key}")


def add(browser, draft, after="verkennen", name="Ouders bellen"):
    fields = {"nieuw.naam": name, "nieuw.formulier": "oudergesprek"}
    return browser.send(step(browser, draft, after), "Stap toevoegen", **fields)


def listed(page):
    return page.texts("//ol[contains(@class, 'stappenlijst')]//h3")


class TestBeginning:
    def test_makes_a_copy_and_shows_its_steps_in_order(self, lea, draft):
        page = lea.get(draft)

        assert page.heading == "Eerst bellen"
        assert listed(page) == [
            "S(B)O wordt verwacht",
            "Verkennen met ouders en samenwerkingsverband",
            "Uitkomst vastleggen",
            "Verkend",
        ]
        assert "Eerst bellen" in lea.get(LIST).text

    def test_tells_what_is_missing(self, lea):
        page = lea.get(LIST)

        assert "Kies waarvan" in lea.send(page, "Beginnen", naam="Zonder route").text
        assert "Geef het ontwerp een naam" in lea.send(page, "Beginnen", van=f"{ROUTE}/basis").text

    def test_of_another_region_is_not_there(self, lea, draft, browse):
        assert browse("rik").get(draft).status == 404

    def test_is_not_for_who_works_in_cases(self, browse):
        assert browse("loes").get(LIST).status == 403


class TestSteps:
    def test_come_after_another_and_the_reader_lands_on_them(self, lea, draft):
        sent = add(lea, draft)

        assert sent.location.endswith("#stap-ouders_bellen")
        page = lea.follow(sent)
        assert listed(page)[2] == "Ouders bellen"
        assert page.tree.xpath("//li[@id='stap-ouders_bellen'][@autofocus][@tabindex='-1']")
        assert "De wijziging is bewaard" in page.text

    def test_are_set_and_undone(self, lea, draft):
        changed = {"instelling.naam": "Praten met ouders"}
        lea.send(step(lea, draft), "Instellingen bewaren", **changed)
        assert "Praten met ouders" in lea.get(draft).text

        page = lea.follow(lea.send(lea.get(draft), "ongedaan maken"))

        assert "ongedaan gemaakt" in page.text
        assert listed(page)[1] == "Verkennen met ouders en samenwerkingsverband"

    def test_choose_a_milestone_that_is_known_or_name_a_new_one(self, lea, draft):
        options = "//select[@name='instelling.mijlpaal']/option[@value='besluit_bekend']"
        assert "(in een andere route)" in step(lea, draft).tree.xpath(options)[0].text_content()
        wanted = {"instelling.mijlpaal": "besluit_bekend", "nieuwe.mijlpaal": "Ouders: gebeld!"}

        lea.send(step(lea, draft), "Instellingen bewaren", **wanted)

        chosen = step(lea, draft).tree.xpath(
            "//select[@name='instelling.mijlpaal']/option[@selected]"
        )
        assert [one.get("value") for one in chosen] == ["ouders_gebeld"]
        assert "ouders gebeld" in lea.get(draft).text

    def test_refuse_a_new_milestone_without_a_letter(self, lea, draft):
        page = lea.send(step(lea, draft), "Instellingen bewaren", **{"nieuwe.mijlpaal": "?!"})

        assert page.status == 422
        assert "Gebruik letters of cijfers." in page.text

    def test_get_a_question_with_another_way(self, lea, draft):
        sent = lea.send(
            step(lea, draft),
            "Vraag toevoegen",
            **{
                "vraag": "Is sbo nodig?",
                "label": "ja",
                "anders": "nee",
                "veld.0": "verkenning",
                "vergelijking.0": "is",
                "waarde.0": "sbo",
                "nieuw.naam": "Sbo bezoeken",
                "nieuw.formulier": "oudergesprek",
            },
        )

        page = lea.follow(sent)
        assert "als verkenning is sbo" in page.text
        assert "in alle andere gevallen" in page.text
        assert "Sbo bezoeken" in listed(page)

    def test_move_and_go(self, lea, draft):
        add(lea, draft)
        places = step(lea, draft, "ouders_bellen")
        first = places.tree.xpath("//select[@id='verplaatsen-pijl']/option[@value != '']")[0]

        moved = lea.send(places, "Verplaatsen", pijl=first.get("value"))
        assert listed(lea.follow(moved))[1] == "Ouders bellen"

        gone = lea.send(step(lea, draft, "ouders_bellen"), "Stap verwijderen")
        assert "Ouders bellen" not in listed(lea.follow(gone))

    def test_wait_for_a_number_of_a_unit_and_never_for_a_code(self, lea, draft):
        fields = {"nieuw.naam": "Bedenktijd", "soort": "wachten"}
        length = {"lengte.nieuw": "3", "eenheid.nieuw": "W"}
        page = lea.follow(lea.send(step(lea, draft), "Stap toevoegen", **fields, **length))
        assert "3 weken" in page.text

        form = step(lea, draft, "bedenktijd")
        assert "P3W" not in form.text
        page = lea.follow(
            lea.send(
                form,
                "Instellingen bewaren",
                **{"lengte.wachttijd": "10", "eenheid.wachttijd": "D"},
            )
        )
        assert "10 dagen" in page.text
        wrong = lea.send(step(lea, draft, "bedenktijd"), "Instellingen bewaren",
                         **{"instelling.wachttermijn": "tlv.verkenning"})  # fmt: skip
        assert wrong.status == 422
        assert "niet allebei" in wrong.text

    def test_are_for_somebody_else_by_ticking_the_other_steps(self, lea, draft):
        add(lea, draft)
        form = step(lea, draft, "ouders_bellen")

        lea.send(form, "Instellingen bewaren", **{"meer.anders_dan": ["", "verkennen"]})

        again = step(lea, draft, "ouders_bellen")
        ticked = again.tree.xpath("//input[@name='meer.anders_dan'][@checked]/@value")
        assert ticked == ["verkennen"]

    def test_get_a_reminder(self, lea, draft):
        page = lea.follow(lea.send(step(lea, draft), "Herinnering bewaren", dagen="7"))

        assert "7 dagen ervoor" in page.text

    def test_say_why_something_cannot_be_and_keep_what_was_typed(self, lea, draft):
        page = lea.send(
            step(lea, draft),
            "Vraag toevoegen",
            **{"vraag": "Hoe oud?", "label": "4", "veld.0": "verkenning", "waarde.0": "x"},
        )

        assert page.status == 422
        assert "Er klopt iets nog niet" in page.text
        assert page.tree.xpath("//input[@name='vraag'][@value='Hoe oud?']")

    def test_keep_both_when_somebody_was_first(self, lea, draft, browse):
        mine = step(lea, draft)
        other = browse("leo")
        add(other, draft, name="Eerst dit")

        page = lea.send(mine, "Instellingen bewaren", **{"instelling.naam": "Praten"})

        assert page.status == 409
        assert "ernaast bewaard" in page.text
        listing = lea.get(draft)
        assert "Eerst dit" in listed(listing)
        taken = lea.follow(lea.send(listing, "Deze versie overnemen"))
        assert "Praten" in listed(taken)
        assert "Eerst dit" not in listed(taken)


class TestFindings:
    def test_lead_to_the_step_that_they_are_about(self, lea, draft):
        lea.send(step(lea, draft), "Instellingen bewaren", **{"instelling.formulier": ""})

        page = lea.get(f"{draft}/bevindingen")

        assert "De poort vindt 2 fouten" in page.text
        assert page.tree.xpath("//a[contains(@href, '#stap-verkennen')]")

    def test_tell_of_the_scenarios_when_they_were_played(self, lea, draft):
        page = lea.get(f"{draft}/bevindingen?spelen=ja")

        assert "De poort vindt geen fouten." in page.text
        assert "De basis, een gesprek met het samenwerkingsverband: goed" in page.text


class TestDecision:
    def test_goes_by_four_eyes_to_a_new_version(self, lea, draft, browse, house):
        lea.send(step(lea, draft), "Instellingen bewaren", **{"instelling.naam": "Praten"})
        place = f"{draft}/besluit"
        sent = lea.follow(lea.send(lea.get(place), "Indienen", toelichting="Andere naam"))
        assert "Het beoordelen is voor een andere regiocoördinator" in sent.text
        assert "staat stil" in lea.get(draft).text
        leo = browse("leo")

        page = leo.follow(leo.send(leo.get(place), "Vaststellen", reden="Helder"))

        assert "Het ontwerp is vastgesteld." in page.text
        assert "Actief" in page.text
        with house.parts.new_uow() as uow:
            bundle = uow.bundles.active(region=REGION, route=ROUTE)
        assert bundle.content["adopted"][ROUTE]["reviewer"] == "leo"
        retired = leo.send(leo.get(place), "Intrekken", reden="Toch niet", laatste="2027-01-14")
        assert "is ingetrokken" in leo.follow(retired).text

    def test_tells_what_is_missing(self, lea, draft):
        page = lea.send(lea.get(f"{draft}/besluit"), "Indienen")

        assert page.status == 422
        assert "Schrijf wat er verandert en waarom." in page.text

    def test_is_not_taken_with_errors_of_the_gate(self, lea, draft):
        lea.send(step(lea, draft), "Instellingen bewaren", **{"instelling.formulier": ""})

        page = lea.send(lea.get(f"{draft}/besluit"), "Indienen", toelichting="Toch")

        assert page.status == 422
        assert "De poort vindt nog 2 fouten" in page.text


class TestZip:
    def test_goes_out_and_comes_in_again(self, lea, draft):
        add(lea, draft)
        content = lea.get(f"{draft}/bundel.zip").content
        page = lea.get(LIST)
        token = page.form("Inlezen").fields["_csrf"]

        sent = lea.post(
            "/ontwerpen/inlezen",
            [("_csrf", token), ("titel", "Terug"), ("bestand", (io.BytesIO(content), "a.zip"))],
        )

        assert "Ouders bellen" in listed(lea.follow(sent))

    def test_that_is_none_is_refused(self, lea):
        token = lea.get(LIST).form("Inlezen").fields["_csrf"]

        page = lea.post(
            "/ontwerpen/inlezen",
            [("_csrf", token), ("bestand", (io.BytesIO(b"geen zip"), "a.zip"))],
        )

        assert page.status == 422
        assert "geen zip die gelezen kan worden" in page.text
