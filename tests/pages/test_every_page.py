"""Rules about every page, found by following every link as each of the people."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import pytest
from tests import small_route
from tests.pages.conftest import PEOPLE
from tests.pages.test_case_page import WITH_MESSAGE
from tests.small_route import BEGINNER, START, beginning

from doorgang_engine.cases import start_case

#: Links that only send on: choosing a language, and signing in from a page that stays open.
SENDS_ON = re.compile(r"/taal/|/aanmelden$")
DATA = "@type='application/json'"  # a script that is data, and not run
LABELLED = "//input[not(@type='hidden')] | //select | //textarea"


@pytest.fixture
def pages(house, browse, request):
    """Every page that one person reaches by links, by address."""
    small_route.publish(house.parts, number=2, bpmn=WITH_MESSAGE)
    start_case(beginning=beginning(), actor=BEGINNER, parts=house.parts, now=START)
    browser = browse(request.param)
    found, todo = {}, ["/", "/over", "/trajecten?status=completed", "/taken/nergens"]
    while todo:
        address = todo.pop()
        if address in found:
            continue
        found[address] = page = browser.get(address)
        if page.tree is not None:
            links = (
                urljoin(address, href) for href in page.tree.xpath("//a/@href | //link/@href")
            )
            todo += [urldefrag(link).url for link in links if not SENDS_ON.match(link)]
    return found


@pytest.mark.parametrize("pages", [key for key, *_ in PEOPLE], indirect=True)
class TestEveryPage:
    def test_is_there(self, pages):
        broken = {address: page.status for address, page in pages.items() if page.status != 200}

        assert len(pages) > 5
        assert broken == {"/taken/nergens": 404}

    def test_keeps_the_rules_for_all_pages(self, pages):
        wrong = {
            (address, complaint)
            for address, page in pages.items()
            if page.tree is not None and not address.endswith(".svg")
            for complaint in complaints(page)
        }

        assert wrong == set()


class TestSignInPage:
    def test_keeps_the_rules_for_all_pages(self, browse):
        browser = browse()
        wrong = browser.send(browser.get("/aanmelden"), "Aanmelden")

        assert list(complaints(browser.get("/aanmelden"))) == []
        assert list(complaints(wrong)) == []


class TestStartPage:
    def test_keeps_the_rules_for_all_pages_with_errors_too(self, house, browse):
        loes = browse("loes")
        form = loes.get("/trajecten/nieuw/proef-route/begin")

        wrong = loes.send(form, "Traject beginnen")

        assert wrong.status == 422
        assert list(complaints(wrong)) == []
        assert wrong.texts("//*[@id='foutoverzicht']//a") == [
            "Vul de voornaam van de leerling in.",
            "Vul de achternaam van de leerling in.",
            "Kies welke organisatie meedoet als ‘Basisschool’.",
            "Vul ‘Wat is de vraag’ in.",
        ]


def complaints(page):
    """What is wrong with a page, in words."""
    tree, ids = page.tree, Counter(page.tree.xpath("//@id"))
    title = (tree.findtext(".//title") or "").removeprefix("Fout: ")
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    if tree.get("lang") != "nl":
        yield "no language"
    if len(headings) != 1 or title != f"{headings[0]} – Doorgang":
        yield f"title {title!r} and headings {headings} do not fit"
    yield from (f"id {one} twice" for one, count in ids.items() if count > 1)
    yield from _references(tree, ids)
    yield from _labels(tree)
    yield from _structure(tree)
    inline = tree.xpath(f"//@style | //style | //script[not(@src) and not({DATA})]")
    if inline or re.search(r"<[^>]+\son\w+=", page.source):
        yield "inline style or script"
    policy = page.headers["Content-Security-Policy"]
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield "loose policy"


def _references(tree, ids):
    for name in ("for", "aria-labelledby", "aria-describedby"):
        for value in tree.xpath(f"//@{name}"):
            yield from (f"{name}={one} leads nowhere" for one in value.split() if one not in ids)
    for href in tree.xpath("//a/@href"):
        if href.startswith("#") and href[1:] not in ids:
            yield f"{href} leads nowhere"


def _labels(tree):
    for control in tree.xpath(LABELLED):
        label = tree.xpath("//label[@for=$id]", id=control.get("id", ""))
        if len(label) != 1 or not label[0].text_content().strip():
            yield f"{control.get('name')} has no label of its own"
    for button in tree.xpath("//button"):
        if not button.text_content().strip():
            yield "a button without words"
    for form in tree.xpath("//form[@method='post']"):
        if not form.xpath(".//input[@name='_csrf'][string-length(@value) > 10]"):
            yield "a form without a token"


def _structure(tree):
    for landmark in ("main", "header", "footer"):
        if len(tree.xpath(f"//{landmark}")) != 1:
            yield f"not one {landmark}"
    if tree.xpath("//a[contains(@class, 'naar-inhoud')]/@href") != ["#inhoud"]:
        yield "no skip link"
    for table in tree.xpath("//table"):
        if not table.xpath("caption") or table.xpath(".//th[not(@scope)]"):
            yield "a table without caption or scope"
    levels = [int(h.tag[1]) for h in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield f"heading levels {levels}"
