"""What other systems get, from the act to their own machine."""

from __future__ import annotations

import base64
import hmac
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from tests.small_route import BEGINNER, LOKET, REGION, START, beginning, publish

import doorgang_api.webhooks.carrier as carrying
from doorgang_api.webhooks.carrier import WebhookCarrier
from doorgang_engine.cases import start_case
from doorgang_engine.errors import Forbidden
from doorgang_engine.model import Actor, Organisation, TaskStatus
from doorgang_engine.notifying.telling import tell_news
from doorgang_engine.outgoing.letters import WEBHOOK
from doorgang_engine.outgoing.sending import send_off
from doorgang_engine.privacy.keys import rotate
from doorgang_engine.sealing import MasterKeys, Vault
from doorgang_engine.tasks import complete_task
from doorgang_engine.webhooks.subscription import (
    TOLD,
    AskedWebhook,
    WebhookRefused,
    add_webhook,
    new_secret,
    redeliver,
    remove_webhook,
    switch_webhook,
)

COORDINATOR = Actor(id="rik", role="regiocoordinator", region=REGION)


def made(parts, receiver, *, kinds=tuple(TOLD), organisation=""):
    return add_webhook(
        region=REGION,
        asked=AskedWebhook(url=receiver.url, kinds=kinds, organisation=organisation),
        actor=COORDINATOR,
        check_url=lambda _: "",
        parts=parts,
        now=START,
    )


def begun(parts):
    publish(parts)
    return start_case(beginning=beginning(), actor=BEGINNER, parts=parts, now=START)


def send(parts, carrier, at=START):
    tell_news(parts=parts, mails=False, at=at)
    return send_off(parts=parts, carriers={WEBHOOK: carrier}, at=at)


def deliveries(parts, webhook):
    with parts.new_uow() as uow:
        return uow.webhooks.deliveries(webhook, limit=50)


def verified(got, secret, *, now=None):
    """Verify as a receiver does, by the words of Standard Webhooks; return what it says."""
    _, headers, body = got
    stamp = int(headers["webhook-timestamp"])
    assert abs(stamp - (now or datetime.now(UTC)).timestamp()) < 300
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{stamp}.".encode() + body
    digest = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert f"v1,{digest}" in headers["webhook-signature"].split(" ")
    return json.loads(body)


class TestAHappening:
    def test_is_told_signed_and_without_a_person(self, parts, receiver, carrier):
        _, secret = made(parts, receiver)
        case = begun(parts)

        assert send(parts, carrier) == 2

        told = {one["type"]: one for one in (verified(got, secret) for got in receiver.got)}
        with parts.new_uow() as uow:
            [task] = uow.tasks.of_case(case.id)
        assert told["case.started"]["data"] == {"case_id": case.id}
        assert told["task.opened"] == {
            "type": "task.opened",
            "timestamp": START.isoformat(),
            "data": {"case_id": case.id, "task_id": task.id, "element": "toetsen"},
        }
        assert {path for path, _, _ in receiver.got} == {"/doorgang?van=proef"}
        assert b"Noor" not in b"".join(body for _, _, body in receiver.got)

    def test_is_told_of_its_end_too(self, parts, receiver, carrier):
        _, secret = made(parts, receiver)
        case = begun(parts)
        send(parts, carrier)
        receiver.got.clear()
        with parts.new_uow() as uow:
            [task] = uow.tasks.of_case(case.id)
        complete_task(
            task_id=task.id, submission={"compleet": False}, actor=LOKET, parts=parts, now=START
        )

        send(parts, carrier)
        send(parts, carrier)

        kinds = sorted(verified(got, secret)["type"] for got in receiver.got)
        assert task.status is TaskStatus.OPEN
        assert kinds == ["case.completed", "task.completed"]

    def test_is_told_to_who_asked_for_its_kind_only(self, parts, receiver, carrier):
        made(parts, receiver, kinds=("case.started",))
        begun(parts)

        assert send(parts, carrier) == 1

    @pytest.mark.parametrize(("organisation", "count"), [("swv-proef", 2), ("swv-ander", 0)])
    def test_is_told_to_an_organisation_that_takes_part(
        self, parts, receiver, carrier, organisation, count
    ):
        with parts.new_uow() as uow:
            uow.organisations.add(
                [Organisation(region=REGION, id=organisation, kind="swv", name="Swv")]
            )
        made(parts, receiver, organisation=organisation)
        begun(parts)

        assert send(parts, carrier) == count

    def test_while_it_is_off_is_not_told_later(self, parts, receiver, carrier):
        webhook, _ = made(parts, receiver)
        given = {"region": REGION, "webhook_id": webhook.id, "actor": COORDINATOR, "parts": parts}
        switch_webhook(**given, is_on=False)
        begun(parts)
        send(parts, carrier)
        switch_webhook(**given, is_on=True)

        assert send(parts, carrier) == 0
        assert receiver.got == []


class TestAMessage:
    @pytest.fixture
    def webhook(self, parts, receiver):
        webhook, _ = made(parts, receiver, kinds=("case.started",))
        begun(parts)
        return webhook

    @pytest.mark.parametrize("answers", [302, 400, 404, 500, 503])
    def test_that_is_refused_is_sent_again_with_the_same_id(
        self, parts, receiver, carrier, webhook, answers
    ):
        receiver.answers, receiver.location = answers, receiver.url
        assert send(parts, carrier) == 0
        [failed] = deliveries(parts, webhook)
        receiver.answers = 200

        assert send(parts, carrier, START + timedelta(minutes=1)) == 1

        [sent] = deliveries(parts, webhook)
        assert (failed.status, failed.answered, failed.code) == (
            "failed",
            answers,
            "webhook_refused",
        )
        assert (sent.status, sent.answered, sent.attempts) == ("sent", 200, 2)
        assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1
        assert len({body for _, _, body in receiver.got}) == 1

    def test_that_is_not_wanted_any_more_switches_the_webhook_off(
        self, parts, receiver, carrier, webhook
    ):
        receiver.answers = 410

        send(parts, carrier)

        with parts.new_uow() as uow:
            assert not uow.webhooks.find(region=REGION, webhook_id=webhook.id).is_on
            assert uow.jobs.counts() == {"given_up": 1}

    def test_does_not_go_to_who_has_another_certificate(self, parts, receiver, webhook):
        stranger = WebhookCarrier(new_uow=parts.new_uow, allowed=carrying_here())

        send(parts, stranger)

        assert receiver.got == []
        assert deliveries(parts, webhook)[0].code == "webhook_unreachable"

    def test_does_not_go_to_our_own_network(self, parts, receiver, webhook):
        strict = WebhookCarrier(new_uow=parts.new_uow, ca_file=receiver.ca_file)

        send(parts, strict)

        assert receiver.got == []
        assert deliveries(parts, webhook)[0].code == "webhook_address_refused"

    def test_that_is_answered_a_byte_at_a_time_holds_nobody_up(
        self, parts, receiver, carrier, webhook, monkeypatch
    ):
        receiver.drips = True
        monkeypatch.setattr(carrying, "WHOLE", 1.0)
        began = time.monotonic()

        send(parts, carrier)

        assert time.monotonic() - began < 4
        assert deliveries(parts, webhook)[0].code == "webhook_unreachable"

    def test_can_be_sent_again_by_hand(self, parts, receiver, carrier, webhook):
        send(parts, carrier)
        [sent] = deliveries(parts, webhook)

        redeliver(region=REGION, delivery_id=sent.id, actor=COORDINATOR, parts=parts, now=START)
        send(parts, carrier)

        assert [headers["webhook-id"] for _, headers, _ in receiver.got] == [sent.id, sent.id]

    def test_of_a_webhook_that_was_removed_goes_nowhere(self, parts, receiver, carrier, webhook):
        tell_news(parts=parts, mails=False, at=START)
        remove_webhook(region=REGION, webhook_id=webhook.id, actor=COORDINATOR, parts=parts)

        send(parts, carrier)

        assert receiver.got == []


def carrying_here():
    from tests.webhooks.conftest import HERE  # noqa: PLC0415

    return HERE


class TestASecret:
    def test_is_not_stored_in_the_clear(self, parts, receiver):
        _, secret = made(parts, receiver)

        with parts.new_uow() as uow:
            row = uow.connection.exec_driver_sql("SELECT sealed, wrapped FROM webhooks").one()
        assert base64.b64decode(secret.removeprefix("whsec_")) not in b"".join(map(bytes, row))

    def test_that_was_replaced_signs_no_more(self, parts, receiver, carrier):
        webhook, old = made(parts, receiver, kinds=("case.started",))
        given = {"region": REGION, "webhook_id": webhook.id, "actor": COORDINATOR}
        fresh = new_secret(**given, parts=parts)
        begun(parts)

        send(parts, carrier)

        assert verified(receiver.got[0], fresh)
        with pytest.raises(AssertionError):
            verified(receiver.got[0], old)

    def test_opens_after_the_master_key_was_changed(self, parts, receiver):
        webhook, secret = made(parts, receiver)
        before = parts.vault.masters.secrets()
        both = Vault(MasterKeys(active=b"k" * 32, others=before))
        moved = parts.__class__(**vars(parts) | {"vault": both, "new_uow": opened(parts, both)})

        assert rotate(parts=moved) == 1

        alone = opened(parts, Vault(b"k" * 32))
        with alone() as uow:
            found = uow.webhooks.secret(webhook)
        assert base64.b64encode(found).decode() == secret.removeprefix("whsec_")


def opened(parts, vault):
    made_by = parts.new_uow
    return lambda: made_by.func(made_by.args[0], vault)


class TestMakingOne:
    def test_is_for_the_coordinator(self, parts, receiver):
        with pytest.raises(Forbidden):
            add_webhook(
                region=REGION,
                asked=AskedWebhook(url=receiver.url, kinds=("task.opened",)),
                actor=LOKET,
                check_url=lambda _: "",
                parts=parts,
            )

    @pytest.mark.parametrize(
        "changed",
        [{"kinds": ()}, {"kinds": ("webhook.test",)}, {"organisation": "nergens"}],
    )
    def test_of_what_does_not_exist_is_refused(self, parts, receiver, changed):
        asked = {"url": receiver.url, "kinds": ("task.opened",)} | changed

        with pytest.raises(WebhookRefused):
            add_webhook(
                region=REGION,
                asked=AskedWebhook(**asked),
                actor=COORDINATOR,
                check_url=lambda _: "",
                parts=parts,
            )
