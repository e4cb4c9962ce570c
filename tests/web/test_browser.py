"""The three pages in a real browser, wide and narrow, on a real engine, with a hostile document on record."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.web.browsing import WAIT_MS, Visit, browser_path, served, visit
from tests.web.hostile import OUTSIDE

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
TooLate = playwright.TimeoutError
pytestmark = pytest.mark.slow

FIRST_NODE = """() => {
  const at = document.getElementById('cy')._cyreg.cy.nodes()[0].renderedPosition();
  const box = document.getElementById('cy').getBoundingClientRect();
  return [at.x + box.x, at.y + box.y];
}"""
"""Where the first node of the picture stands in its frame."""
QUESTION = "Which models are derived from acme/Base-7B?"
EVIL = "/explore?cypher=MATCH (m:Model)-[r]->(x) WHERE m.id CONTAINS 'Evil' RETURN m, r, x, x.name AS name"


@pytest.fixture(scope="module")
def server(web_home: Path) -> Iterator[str]:
    """The app, served on the home of the tests."""
    browser_path()
    with served(web_home) as url:
        yield url


@pytest.fixture(params=[1280, 390])
def seen(request: pytest.FixtureRequest, server: str) -> Iterator[Visit]:
    """A browser; after the test it has asked nothing of anyone else, and nothing went wrong in it."""
    with visit(server, request.param) as one:
        yield one
        assert one.outside() == []
        assert one.faults == []
        assert one.ran() == []
        assert not one.is_too_wide()


def test_a_question_typed_first_is_asked_by_enter_and_its_mark_opens_the_quote(seen: Visit) -> None:
    seen.go("/")
    box = seen.page.locator("input[type=text], input:not([type]), textarea").first
    assert box.get_attribute("aria-label") == "Question"
    box.fill(QUESTION)
    box.press("Enter")
    mark = seen.page.locator("a.sx-cite").first
    mark.wait_for(timeout=WAIT_MS)
    seen.settle()
    assert "[1]" in seen.text()
    assert "q=Which" in seen.page.url
    quote = seen.page.locator("details .text mark").first
    assert not quote.is_visible()
    mark.click()
    quote.wait_for(timeout=WAIT_MS)
    assert "acme/Base-7B" in quote.inner_text()
    address = seen.page.url
    seen.page.goto(address)
    seen.page.locator("a.sx-cite").first.wait_for(timeout=WAIT_MS)


def test_a_query_that_is_near_to_a_refused_question_is_run_with_one_click(seen: Visit) -> None:
    seen.go("/?q=Is acme/Base-7B any good for me?")
    seen.page.get_by_text("No answer", exact=True).wait_for(timeout=WAIT_MS)
    link = seen.page.locator("[data-testid=stPageLink] a[href*='acme']").first
    link.click()
    seen.page.wait_for_function("() => location.pathname === '/explore'", timeout=WAIT_MS)
    seen.settle()
    assert "run=" in seen.page.url
    seen.page.locator("input[value='acme/Base-7B']").first.wait_for(timeout=WAIT_MS)
    seen.page.locator("[data-testid=stDataFrame], [data-testid=stAlert]").first.wait_for(timeout=WAIT_MS)
    seen.page.go_back()
    seen.page.wait_for_function("() => location.pathname === '/'", timeout=WAIT_MS)
    seen.page.get_by_text("No answer", exact=True).wait_for(timeout=WAIT_MS)


def test_a_query_typed_into_the_editor_is_run(seen: Visit) -> None:
    seen.go("/explore")
    editor = seen.page.frame_locator("iframe[title*=ace]").first.locator(".ace_content")
    editor.click(timeout=WAIT_MS)
    seen.page.keyboard.press("ControlOrMeta+a")
    seen.page.keyboard.type("MATCH (a:Model)-[r:DERIVED_FROM]->(b) RETURN a, r, b")
    seen.page.get_by_role("button", name="Run").click()
    seen.page.get_by_text("Click a node").wait_for(timeout=WAIT_MS)
    _click_first_node(seen)
    assert "statement" in seen.text()


def _click_first_node(seen: Visit) -> None:
    """Click the first node of the picture until its statements are shown: a picture still being laid out is missed."""
    picture = seen.page.locator("iframe[title*=cytoscape]").first
    picture.wait_for(timeout=WAIT_MS)
    handle = picture.element_handle()
    frame = None if handle is None else handle.content_frame()
    assert frame is not None
    frame.wait_for_function("() => document.getElementById('cy')?._cyreg?.cy?.nodes().nonempty()", timeout=WAIT_MS)
    for _ in range(8):
        picture.scroll_into_view_if_needed()
        x, y = frame.evaluate(FIRST_NODE)
        box = picture.bounding_box()
        assert box is not None
        seen.page.mouse.click(box["x"] + x, box["y"] + y)
        with suppress(TooLate):
            seen.page.locator(".sx details").first.wait_for(timeout=WAIT_MS / 8)
            return
    raise AssertionError("no statements are shown for the node that was clicked")


def test_sources_say_what_is_held(seen: Visit) -> None:
    seen.go("/sources")
    seen.page.locator(".sx-totals").wait_for(timeout=WAIT_MS)
    assert "documents" in seen.text()
    seen.page.get_by_role("tab", name="Add").click()
    seen.page.get_by_text("Addresses and ids").first.wait_for(timeout=WAIT_MS)


def test_a_hostile_document_is_text_wherever_it_is_shown(seen: Visit) -> None:
    seen.go("/?q=Which datasets was acme/Evil-7B trained on?")
    seen.page.locator("a.sx-cite").first.wait_for(timeout=WAIT_MS)
    seen.page.locator("a.sx-cite").first.click()
    assert f"<img src=https://{OUTSIDE}/i.png" in seen.text()
    seen.go("/?q=Which models are under mit?")
    seen.go(EVIL)
    seen.page.get_by_text("Click a node").wait_for(timeout=WAIT_MS)
    seen.go("/explore?cypher=MATCH (d:Document) RETURN d, d.title AS title")
    seen.go("/sources")
    seen.page.locator(".sx-totals").wait_for(timeout=WAIT_MS)
    assert seen.page.locator("[data-testid=stMain] img[src*='//']").count() == 0


def test_the_pages_are_reached_by_the_navigation_alone(seen: Visit) -> None:
    seen.go("/")
    for name, path in (("Explore", "/explore"), ("Sources", "/sources"), ("Ask", "/")):
        link = seen.page.get_by_role("link", name=name)
        if seen.page.get_by_test_id("stExpandSidebarButton").count():  # on a narrow page the pages lie in a drawer
            seen.page.get_by_test_id("stExpandSidebarButton").click()
        link.first.click()
        seen.page.wait_for_function(f"() => location.pathname === '{path}'", timeout=WAIT_MS)
        seen.settle()
