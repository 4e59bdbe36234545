"""A draft as a zip: the same out and in, and nothing hostile gets in."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256

import pytest
from tests.integration.draft_shop import REGION, RIK, coordinator, copied, shop_of

from doorgang_engine.drafts.archive import LARGEST_ZIP, LIST, packed, unpack
from doorgang_engine.drafts.errors import ArchiveRefused, DraftFileInvalid
from doorgang_engine.errors import RouteNotFound


@pytest.fixture
def shop(parts):
    return shop_of(parts)


@pytest.fixture
def content(shop):
    return packed(draft_id=copied(shop).id, actor=RIK, shop=shop)[1]


def files(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def zipped(whole):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in whole:
            archive.writestr(path, text)
    return made.getvalue()


def told(whole, **changed):
    """Return the files with something else in their list."""
    listed = {**json.loads(whole[LIST]), **changed}
    return [*((p, t) for p, t in whole.items() if p != LIST), (LIST, json.dumps(listed))]


def without(whole, path):
    return [(one, text) for one, text in whole.items() if one != path]


class TestZip:
    def test_gives_the_same_bytes_for_the_same_draft(self, shop):
        draft = copied(shop)

        first, second = (packed(draft_id=draft.id, actor=RIK, shop=shop)[1] for _ in range(2))

        assert first == second

    def test_comes_in_as_a_concept_of_the_readers_region(self, shop, content):
        other = coordinator("ans", "rotterdam-koersvo")

        made = unpack(content=content, title="", actor=other, shop=shop)

        assert (made.region, made.title, made.origin) == (
            "rotterdam-koersvo",
            "Proef",
            f"bestand uit {REGION}",
        )
        with shop.parts.new_uow() as uow:
            kept = uow.drafts.files(region=made.region, draft_id=made.id)
        assert {path: one.content.encode() for path, one in kept.items()} == {
            path: text for path, text in files(content).items() if path != LIST
        }

    @pytest.mark.parametrize(
        "harm",
        [
            lambda whole: b"geen zip",
            lambda whole: b"PK" + b"\0" * LARGEST_ZIP,
            lambda whole: zipped(without(whole, LIST)),
            lambda whole: zipped(without(whole, "route.bpmn")),
            lambda whole: zipped([*whole.items(), ("../kwaad.bpmn", "x")]),
            lambda whole: zipped([*whole.items(), ("/etc/passwd", "x")]),
            lambda whole: zipped([*whole.items(), ("forms/extra.json", "{}")]),
            lambda whole: zipped([*whole.items(), ("forms/bom.json", b"0" * 5_000_000)]),
            lambda whole: zipped([*without(whole, "route.toml"), ("route.toml", "titel = 1")]),
            lambda whole: zipped([*without(whole, "route.toml"), ("route.toml", b"\xff")]),
            lambda whole: zipped(
                [*whole.items(), *((f"forms/f{n}.json", "") for n in range(300))]
            ),
            lambda whole: zipped([*without(whole, LIST), (LIST, "[" * 100_000)]),
            lambda whole: zipped(told(whole, format=2)),
            lambda whole: zipped(told(whole, route=["x"])),
            lambda whole: zipped(told(whole, files={"../x": "a"})),
            lambda whole: zipped(told(whole, meer=1)),
        ],
    )
    def test_that_is_not_right_is_refused(self, shop, content, harm):
        with pytest.raises(ArchiveRefused):
            unpack(content=harm(files(content)), title="", actor=RIK, shop=shop)

    @pytest.mark.filterwarnings("ignore:Duplicate name")  # made on purpose
    def test_with_a_file_twice_is_refused(self, shop, content):
        whole = files(content)
        twice = zipped([*whole.items(), ("route.bpmn", whole["route.bpmn"])])

        with pytest.raises(ArchiveRefused):
            unpack(content=twice, title="", actor=RIK, shop=shop)

    def test_of_an_unknown_route_is_refused(self, shop, content):
        other = zipped(told(files(content), route="nergens"))

        with pytest.raises(RouteNotFound):
            unpack(content=other, title="", actor=RIK, shop=shop)

    def test_with_a_drawing_that_cannot_be_read_safely_is_refused(self, shop, content):
        whole = files(content)
        evil = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
        listed = {**json.loads(whole[LIST])["files"], "route.bpmn": sha256(evil).hexdigest()}

        with pytest.raises(DraftFileInvalid):
            unpack(
                content=zipped(told({**whole, "route.bpmn": evil}, files=listed)),
                title="",
                actor=RIK,
                shop=shop,
            )
