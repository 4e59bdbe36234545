"""Drawing a route on the canvas, in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from tests.browser.alike import alike
from tests.browser.conftest import LONGEST
from tests.browser.looking import WATCHED, examine

from doorgang_engine.ids import new_id

expect.set_options(timeout=LONGEST)
COORDINATOR = "rik"
ROUTE = "jongekind-verkenning"
#: Something of another tool, on an element and inside it, and a colour in the picture.
FOREIGN = (
    '<bpmn:scriptTask xmlns:x="urn:voorbeeld" x:kleur="blauw" id="uitkomst_vastleggen" '
    'name="Uitkomst vastleggen"><bpmn:extensionElements><x:notitie wie="Ria">'
    '<x:regel nr="1">Overleg eerst</x:regel></x:notitie></bpmn:extensionElements>'
)


@pytest.fixture
def address(visit):
    """Give the address of a new draft."""

    def made(route=ROUTE, title="Getekend"):
        page = visit(COORDINATOR, path="/ontwerpen")
        page.locator("#van").select_option(f"{route}/basis")
        page.locator("#naam").fill(title)
        page.get_by_role("button", name="Beginnen").click()
        page.wait_for_url(re.compile(r"/ontwerpen/[0-9a-f-]{36}$"))
        return page.url

    return made


@pytest.fixture
def canvas(visit):
    """Open the canvas of a draft."""

    def opened(draft, **options):
        page = visit(COORDINATOR, path=f"{draft}/tekening", **options)
        ready(page)
        return page

    return opened


@pytest.fixture
def page(address, canvas):
    return canvas(address())


def ready(page):
    page.locator("#canvas[data-bevonden]").wait_for()


def choose(page, step):
    page.locator("#kies-stap").select_option(step)
    page.locator(f"#canvas[data-paneel='{step}']").wait_for()


def append(page, after, name, tool="na.taak"):
    """Add a step behind another one with the pad of the canvas, and name it."""
    choose(page, after)
    page.locator(f".djs-context-pad .entry[data-action='{tool}']").click()
    page.locator(".djs-direct-editing-content").fill(name)
    page.locator(".djs-direct-editing-content").press("Enter")


def saved(page):
    expect(page.locator("#canvas-stand")).to_contain_text("Bewaard op")


def kept(live, draft):
    """The newest version of the drawing, from the database."""
    with live.house.read_uow() as uow:
        files = uow.drafts.files(region=region_of(live), draft_id=draft.rsplit("/", 1)[-1])
    return files["route.bpmn"]


def region_of(live):
    with live.house.read_uow() as uow:
        return uow.accounts.find(COORDINATOR).region


def draft_of(page):
    return page.url.removesuffix("/tekening")


def put(live, draft, text, what="elders getekend"):
    """Put a version in the draft, as somebody else."""
    before = kept(live, draft)
    with live.house.parts.new_uow() as uow:
        uow.drafts.write(
            replace(
                before,
                id=new_id(uow.database_now()),
                revision=before.revision + 1,
                content=text,
                made_by="petra",
                what=what,
            )
        )


def shapes(page):
    return page.locator("#tekenvlak [data-element-id]").evaluate_all(
        "all => all.map(one => one.dataset.elementId)"
    )


class TestLooking:
    def test_passes_the_probes_with_a_step_chosen(self, page):
        examine(page)
        choose(page, "verkennen")
        examine(page)

    def test_speaks_dutch_and_keeps_the_watermark(self, page):
        titles = page.locator(".djs-palette .entry").evaluate_all(
            "all => all.map(one => one.getAttribute('aria-label'))"
        )

        assert "Taak voor iemand" in titles
        expect(page.locator(".bjs-powered-by")).to_be_visible()
        page.locator(".bjs-powered-by").click()
        expect(page.locator(".bjs-powered-by-lightbox")).to_be_visible()
        assert getattr(page, WATCHED) == []

    def test_of_a_draft_that_stands_still_has_no_tools(self, address, canvas, visit):
        draft = address()
        other = visit(COORDINATOR, path=f"{draft}/besluit")
        other.get_by_role("button", name="Ontwerp laten vervallen").click()

        page = canvas(draft)

        expect(page.locator("#tekenvlak [data-element-id='verkennen']")).to_be_visible()
        assert page.locator(".djs-palette").count() == 0
        examine(page)

    def test_without_a_script_is_a_picture_and_leads_to_the_list(
        self, address, visit, browser, live
    ):
        draft = address()
        signed_in = visit(COORDINATOR, path=draft)
        state = signed_in.context.storage_state()
        plain = browser.new_context(
            java_script_enabled=False, storage_state=state, base_url=live.url
        )
        page = plain.new_page()
        page.goto(f"{draft}/tekening")

        expect(page.locator("#plaatje svg")).to_be_visible()
        expect(page.get_by_text("Tekenen vraagt JavaScript")).to_be_visible()
        page.get_by_role("link", name="Naar de lijst met stappen").click()
        assert page.url == draft


class TestDrawing:
    def test_adds_a_step_sets_it_and_keeps_it_by_itself(self, page, live):
        append(page, "verkennen", "Ouders bellen")
        saved(page)

        text = kept(live, draft_of(page)).content
        assert 'id="ouders_bellen" name="Ouders bellen"' in text
        assert (
            'id="verkennen__uitkomst_vastleggen" sourceRef="verkennen" targetRef="ouders_bellen"'
            in (text)
        )
        page.locator("#canvas[data-paneel='ouders_bellen']").wait_for()
        panel = page.locator("#canvas-paneel")
        panel.get_by_label("Formulier", exact=True).select_option("oudergesprek")
        panel.get_by_label("Rol", exact=True).select_option("po_ib")
        panel.get_by_label("Termijn", exact=True).select_option("tlv.verkenning")
        panel.get_by_role("button", name="Instellingen bewaren").click()

        expect(page.locator("#canvas-stand")).to_have_text("De stap is bewaard.")
        text = kept(live, draft_of(page)).content
        step = re.search(r'<bpmn:userTask id="ouders_bellen"[^>]*>', text)[0]
        assert 'dg:formulier="oudergesprek"' in step
        assert 'dg:rol="po_ib"' in step
        assert 'dg:termijn="tlv.verkenning"' in step
        assert page.locator("#kies-stap").input_value() == "ouders_bellen"
        assert getattr(page, WATCHED) == []

    def test_is_undone_on_the_canvas_and_before_it(self, page, live):
        append(page, "verkennen", "Ouders bellen")
        saved(page)
        undo = page.get_by_role("button", name="Ongedaan maken")
        while "ouders_bellen" in shapes(page) or any(
            one.startswith("taak_") for one in shapes(page)
        ):
            undo.click()
        expect(page.locator("#canvas-stand")).to_contain_text("Bewaard op")

        again = page.get_by_role("button", name="Opnieuw doen")
        expect(again).to_be_enabled()
        page.reload()
        ready(page)
        assert "ouders_bellen" not in shapes(page)

        undo.click()  # nothing on the canvas any more: the version before
        expect(page.locator("#canvas-stand")).to_have_text(
            "De laatste wijziging is ongedaan gemaakt."
        )
        assert "ouders_bellen" in shapes(page)

    def test_warns_who_leaves_before_it_was_kept(self, page):
        page.route("**/tekening/bestand", lambda route: route.abort())
        append(page, "verkennen", "Ouders bellen")
        expect(page.locator("#canvas-stand")).to_contain_text("Bewaren is niet gelukt")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

        page.close(run_before_unload=True)
        page.wait_for_event("dialog", timeout=10_000) if not asked else None

        assert asked == ["beforeunload"]

    def test_shows_what_the_gate_finds_at_the_step_and_leads_both_ways(self, page):
        append(page, "verkennen", "Ouders bellen")
        saved(page)
        item = page.locator("li[data-element='ouders_bellen']").first
        mark = page.locator(".djs-overlays .canvas-merk.is-fout").first
        expect(item).to_contain_text("heeft geen formulier")

        mark.click()
        expect(item).to_be_focused()
        choose(page, "verkend")
        item.get_by_role("link").click()
        page.locator("#canvas[data-paneel='ouders_bellen']").wait_for()
        expect(page.locator("#canvas-paneel")).to_be_focused()
        examine(page)


class TestTwoPeople:
    def test_both_keep_what_they_drew(self, page, live):
        draft = draft_of(page)
        theirs = kept(live, draft).content.replace('name="Verkend"', 'name="Van Petra"')
        put(live, draft, theirs)

        append(page, "verkennen", "Ouders bellen")

        box = page.locator("#canvas-botsing")
        expect(box).to_be_visible()
        expect(box).to_contain_text("Uw versie is ernaast bewaard")
        assert kept(live, draft).content == theirs
        examine(page)
        box.get_by_role("button", name="Verder met die van mij").click()
        expect(box).to_be_hidden()
        assert "Ouders bellen" in kept(live, draft).content
        assert 'name="Van Petra"' not in kept(live, draft).content

    def test_can_go_on_with_what_the_other_drew(self, page, live):
        draft = draft_of(page)
        put(live, draft, kept(live, draft).content.replace('name="Verkend"', 'name="Van Petra"'))
        append(page, "verkennen", "Ouders bellen")
        box = page.locator("#canvas-botsing")

        box.get_by_role("button", name="Verder met die van de ander").click()

        expect(box).to_be_hidden()
        expect(page.locator("#tekenvlak").get_by_text("Van Petra")).to_be_visible()
        page.goto(draft)
        expect(page.get_by_role("heading", name="Ernaast bewaard")).to_be_visible()


class TestRoundTrip:
    @pytest.mark.parametrize(
        "route",
        [
            ROUTE,
            "tlv-aanvraag",
            "voorschool-po",
            "po-vo-warme-overdracht",
            "thuiszitter-escalatie",
        ],
    )
    def test_changes_nothing_when_what_was_done_is_undone(self, address, canvas, live, route):
        draft = address(route, f"Heen en terug {route}")
        before = kept(live, draft).content
        page = canvas(draft)
        step = page.locator("#kies-stap option").nth(2).get_attribute("value")
        choose(page, step)

        page.locator(".djs-context-pad .entry[data-action='remove']").click()
        saved(page)
        assert f'id="{step}"' not in kept(live, draft).content
        page.get_by_role("button", name="Ongedaan maken").click()
        expect(page.locator("#canvas-stand")).to_contain_text("Nog niet bewaard")
        saved(page)

        assert alike(kept(live, draft).content) == alike(before)

    def test_keeps_what_other_tools_wrote(self, address, canvas, live):
        draft = address()
        before = kept(live, draft).content
        old = '<bpmn:scriptTask id="uitkomst_vastleggen" name="Uitkomst vastleggen">'
        assert old in before
        put(live, draft, before.replace(old, FOREIGN))
        page = canvas(draft)

        append(page, "verkennen", "Ouders bellen")
        saved(page)

        text = kept(live, draft).content
        assert 'kleur="blauw"' in text
        assert re.search(r'<x:notitie wie="Ria">\s*<x:regel nr="1">Overleg eerst</x:regel>', text)


class TestReadingIn:
    def test_tells_what_became_of_a_file_and_passes_the_probes(self, page, live):
        draft = draft_of(page)
        text = kept(live, draft).content.replace(
            'dg:formulier="jongekind_verkenning"',
            'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="jan"',
        )
        page.get_by_role("link", name="Tekening uit een ander programma inlezen").click()
        page.get_by_role("button", name="Inlezen").click()
        expect(page.locator("#bestand")).to_have_attribute("aria-invalid", "true")
        examine(page)
        page.locator("#bestand").set_input_files(
            {"name": "proef.bpmn", "mimeType": "application/xml", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Inlezen").click()

        expect(page.get_by_role("heading", name="Dit moet u zelf kiezen")).to_be_visible()
        examine(page)
        page.get_by_role("link", name="Naar de tekening").click()
        ready(page)
        expect(page.locator("li[data-element='verkennen']").first).to_be_visible()
