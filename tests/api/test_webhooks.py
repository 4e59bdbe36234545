from __future__ import annotations

import pytest

URL = "https://systeem.voorbeeld.nl/doorgang"


@pytest.fixture
def rik(program):
    return program("rik")


def made(rik, **changed):
    return rik.post("/webhooks", {"url": URL, "kinds": ["task.opened"], **changed})


class TestWebhooks:
    def test_are_made_listed_and_removed(self, rik):
        answer = made(rik)
        listed = rik.get("/webhooks").get_json()["items"]
        gone = rik.delete(f"/webhooks/{answer.get_json()['id']}")

        assert answer.status_code == 201
        assert answer.get_json()["secret"].startswith("whsec_")
        assert [one["url"] for one in listed] == [URL]
        assert "secret" not in listed[0]
        assert gone.status_code == 204
        assert rik.get("/webhooks").get_json()["items"] == []

    @pytest.mark.parametrize(
        "changed",
        [{"url": "http://x.nl"}, {"kinds": []}, {"kinds": ["alles"]}, {"organisation": "nergens"}],
    )
    def test_are_refused_as_they_cannot_be(self, rik, changed):
        assert made(rik, **changed).status_code == 422
        assert rik.get("/webhooks").get_json()["items"] == []

    def test_have_messages(self, rik):
        webhook = made(rik).get_json()["id"]

        assert rik.get(f"/webhooks/{webhook}/deliveries").get_json() == {"items": []}

    def test_are_not_unlimited(self, rik):
        answers = [made(rik).status_code for _ in range(21)]

        assert answers == [201] * 20 + [409]
