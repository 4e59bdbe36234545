from __future__ import annotations

import pytest
from tests.small_route import REGION

from doorgang_api.pages.webhook_pages import KINDS
from doorgang_engine.webhooks.subscription import TOLD

URL = "https://systeem.voorbeeld.nl/doorgang"


@pytest.fixture
def rik(browse):
    return browse("rik")


def made(browser, **changed):
    asked = {"adres": URL, "gebeurtenis": ["task.opened", "case.started"], **changed}
    return browser.send(browser.get("/webhooks"), "Webhook maken", **asked)


@pytest.fixture
def webhook(rik, house):
    made(rik)
    with house.read_uow() as uow:
        [found] = uow.webhooks.of_region(REGION)
    return found


class TestMakingOne:
    def test_shows_the_secret_this_once(self, rik, house):
        page = made(rik)

        [secret] = page.texts("//textarea[@id='geheim']")
        assert page.status == 200
        assert secret.startswith("whsec_")
        assert "whsec_" not in rik.get("/webhooks").source
        with house.read_uow() as uow:
            [found] = uow.webhooks.of_region(REGION)
        assert (found.url, found.kinds) == (URL, ("case.started", "task.opened"))

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"adres": "http://systeem.voorbeeld.nl/"}, "alleen over https"),
            ({"adres": "https://127.0.0.1/"}, "eigen netwerk"),
            ({"gebeurtenis": []}, "Kies ten minste één gebeurtenis"),
            ({"organisatie": ""}, ""),
        ],
    )
    def test_tells_what_is_wrong_and_keeps_what_was_typed(self, rik, house, changed, told):
        page = made(rik, **changed)

        with house.read_uow() as uow:
            count = len(uow.webhooks.of_region(REGION))
        assert (page.status, count) == ((422, 0) if told else (200, 1))
        if told:
            assert told in page.text
            assert page.form("Webhook maken").fields["adres"] == changed.get("adres", URL)

    def test_offers_everything_that_can_be_told(self):
        assert set(KINDS) == set(TOLD)

    def test_is_not_for_others(self, browse):
        assert browse("loes").get("/webhooks").status == 403


class TestOne:
    def test_is_tried_and_its_messages_are_listed(self, rik, webhook, house):
        here = f"/webhooks/{webhook.id}"
        sent = rik.send(rik.get(here), "Proefbericht versturen")

        assert "Onderweg" in rik.follow(sent).text
        with house.parts.new_uow() as uow:
            [delivery] = uow.webhooks.deliveries(webhook, limit=9)
            uow.webhooks.save_delivery(
                delivery.__class__(**vars(delivery) | {"status": "failed", "answered": 500})
            )
        page = rik.get(here)
        assert "Niet aangekomen" in page.text
        again = rik.send(page, "Opnieuw versturen")
        assert "Het bericht wordt opnieuw verstuurd." in rik.follow(again).text
        with house.read_uow() as uow:
            assert uow.jobs.counts() == {"waiting": 2}

    def test_is_switched_off_and_on(self, rik, webhook):
        here = f"/webhooks/{webhook.id}"

        off = rik.follow(rik.send(rik.get(here), "Uitzetten")).text
        on = rik.follow(rik.send(rik.get(here), "Aanzetten")).text

        assert "De webhook staat uit." in off
        assert "De webhook staat aan." in on

    def test_gets_another_secret(self, rik, webhook):
        page = rik.send(rik.get(f"/webhooks/{webhook.id}"), "Nieuw geheim maken")

        assert page.texts("//textarea[@id='geheim']")[0].startswith("whsec_")

    def test_is_removed(self, rik, webhook):
        gone = rik.send(rik.get(f"/webhooks/{webhook.id}"), "Webhook verwijderen")

        assert "De webhook is verwijderd." in rik.follow(gone).text
        assert rik.get(f"/webhooks/{webhook.id}").status == 404
