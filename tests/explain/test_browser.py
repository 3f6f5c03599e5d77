"""The page in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from tests.explain.conftest import ATTACK, HOSTILE, page_of

from marsad.pipeline import Coder
from marsad.report import Report

REQUIRE = "MARSAD_REQUIRE_CHROMIUM"
MISSING = "no Chromium: install it (Debian: apt install chromium) or name one in MARSAD_CHROMIUM"
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium; skips, or fails where one is required."""
    program = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:  # of this module alone: while it runs, its event loop is that of the thread
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


class Opened:
    """A page in a window of its own, with everything it asked for and complained of."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.url = path.as_uri()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def go(self, fragment: str = "") -> Opened:
        self.page.goto(self.url + fragment)
        return self

    def marks(self) -> dict[str, list[str]]:
        """The words under each mark."""
        found: dict[str, list[str]] = self.page.evaluate("Object.fromEntries([...CSS.highlights].map(([name, h]) => [name, [...h].map(String)]))")
        return found


@pytest.fixture
def opened(browser: Browser, coder: Coder, tmp_path: Path) -> Any:
    """Opens the page of some reports; at the end nothing may have been asked of a network, and nothing complained of."""
    with contextlib.ExitStack() as stack:
        every: list[Opened] = []

        def open_page(*reports: Report, before: str = "", **options: Any) -> Opened:
            path = tmp_path / f"page-{len(every)}.html"
            path.write_text(page_of(coder, *reports), encoding="utf-8")
            context = browser.new_context(**({"locale": "en-US", "viewport": {"width": 1200, "height": 800}} | options))
            stack.callback(context.close)
            page = context.new_page()
            if before:
                page.add_init_script(before)
            every.append(Opened(page, path))
            return every[-1].go()

        yield open_page
        for one in every:
            assert one.complaints == []
            assert {url.partition("#")[0] for url in one.requests} == {one.url}


def first_event(coder: Coder, report: Report) -> Any:
    return coder.code(report).events[0]


def test_each_paragraph_is_one_text_node_that_marks_leave_whole(opened: Any, coder: Coder) -> None:
    shown = opened(ATTACK)
    assert {"trigger", "time", "place", "actor", "loss"} <= shown.marks().keys()
    assert "بادية البوكمال" in shown.marks()["place"], "a mark that begins inside a word, after its clitic"
    nodes = "[...document.querySelectorAll('#text > *')].map((e) => [...e.childNodes].map((n) => `${n.nodeType} ${n.data}`))"
    assert shown.page.evaluate(nodes) == [[f"3 {line}"] for line in ATTACK.full_text.split("\n")]
    shown.page.click(".event-head")
    assert shown.page.evaluate(nodes) == [[f"3 {line}"] for line in ATTACK.full_text.split("\n")]


def differing(browser: Browser, *pictures: bytes) -> int:
    """How many pixels differ between two pictures of one size (PNG)."""
    page = browser.new_page()
    found: int = page.evaluate(
        """async (pictures) => {
          const [one, other] = await Promise.all(pictures.map(async (picture) => {
            const image = new Image();
            image.src = `data:image/png;base64,${picture}`;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            return new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
          }));
          return one.length === other.length ? one.reduce((sum, pixel, at) => sum + (pixel !== other[at]), 0) : Infinity;
        }""",
        [base64.b64encode(picture).decode() for picture in pictures],
    )
    page.close()
    return found


def test_letters_stay_joined(opened: Any, browser: Browser) -> None:
    shown = opened(ATTACK, device_scale_factor=2)
    text = shown.page.locator("#text")
    # Every mark gets the colours of plain text: what is left of it would be a change of the letters themselves.
    plain = """() => {
      const set = (name, value) => document.documentElement.style.setProperty(`--${name}`, value);
      for (const stage of ["trigger", "time", "place", "actor", "loss", "source", "status", "chosen"]) set(`${stage}-tint`, "transparent");
      for (const line of ["actor", "loss", "source", "rest"]) set(line, "transparent");
      set("trigger", "var(--ink)"); set("chosen", "var(--ink)");
    }"""
    shown.page.evaluate(plain)
    assert len(shown.marks()["place"]) > 1
    marked = text.screenshot()
    shown.page.evaluate("CSS.highlights.clear()")
    # A letter that is painted in two parts may blend otherwise along the seam: 13 pixels of 500,000 where this was written.
    assert differing(browser, text.screenshot(), marked) <= 60
    # The measure sees a broken word: an inline block after the clitic, as careless marking makes it.
    shown.page.evaluate("""() => {
      const node = document.querySelector("#text p:last-child").firstChild;
      const rest = node.splitText(node.data.indexOf("ببادية") + 1);
      const after = rest.splitText("بادية".length);
      const mark = document.createElement("span");
      mark.style.display = "inline-block";
      after.before(mark);
      mark.append(rest);
    }""")
    assert differing(browser, text.screenshot(), marked) > 300


def test_without_highlights_boxes_lie_behind_the_same_nodes(opened: Any, coder: Coder) -> None:
    shown = opened(ATTACK, before="Object.defineProperty(CSS, 'highlights', { value: undefined })")
    assert shown.page.locator(".box.place").count() > 1
    assert shown.page.evaluate("[...document.querySelectorAll('#text h1, #text p')].every((e) => e.childNodes.length === 1)")
    shown.page.click(".event-head")
    assert shown.page.locator(".box.sentence").count() >= 1
    word, box = (
        shown.page.evaluate(
            f"""() => {{ const r = {what}.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom].map(Math.round); }}"""
        )
        for what in ("state.text.ranges(...state.event.triggers[0])[0]", "document.querySelector('.box.trigger')")
    )  # fmt: skip
    assert box == word


def test_an_event_shows_its_words_and_the_rules_behind_each_field(opened: Any, coder: Coder) -> None:
    event = first_event(coder, ATTACK)
    shown = opened(ATTACK)
    card = shown.page.locator(f"#event-{event.id}")
    assert event.notes_en in card.inner_text()
    assert not card.locator(".fields").is_visible()
    card.locator(".event-head").focus()
    shown.page.keyboard.press("Enter")
    assert card.locator(".event-head").get_attribute("aria-expanded") == "true"
    assert shown.page.url.endswith(f"#event-{event.id}")
    assert shown.marks()["trigger"] == [t.quote for t in event.triggers]
    for why in event.why:
        name = "aggregate" if why.field == "scope" else why.field
        field = card.locator(f'[data-field="{name}"]')
        assert why.rule in field.inner_text()
        if why.start is not None and why.end is not None:
            assert ATTACK.full_text[why.start : why.end] in field.inner_text()
    card.locator('[data-field="date"] .field-head').click()
    assert shown.marks()["chosen"] == [event.date_quote]
    shown.page.keyboard.press("Escape")
    assert "chosen" not in shown.marks()
    assert not card.locator(".fields").is_visible()
    assert "#event" not in shown.page.url


def test_a_choice_scrolls_the_text_to_its_words(opened: Any, coder: Coder) -> None:
    report = Report(id="long", text="\n".join(["لا جديد في هذا السطر."] * 80 + [ATTACK.text]), published=ATTACK.published)
    event = first_event(coder, report)
    shown = opened(report, reduced_motion="reduce")
    place = "(() => { const p = document.querySelector('#pane').getBoundingClientRect(), r = state.text.ranges(...state.report.events[0].triggers[0])[0].getBoundingClientRect(); return r.top >= p.top && r.bottom <= p.bottom; })()"
    assert not shown.page.evaluate(place)
    shown.go(f"#event-{event.id}")
    assert shown.page.evaluate(place)


def test_a_word_of_the_text_tells_what_it_serves(opened: Any, coder: Coder) -> None:
    event = first_event(coder, ATTACK)
    shown = opened(ATTACK)
    x, y = shown.page.evaluate(
        """() => { const at = state.report.text.indexOf("الثلاثاء") + 3; const r = state.text.ranges(at, at + 1)[0].getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; }"""
    )
    shown.page.mouse.click(x, y)
    word = shown.page.locator("#word")
    assert "الثلاثاء" in word.locator("h3").inner_text()
    assert "2020-01-14" in word.inner_text()
    assert event.type in word.locator(".to-event").first.inner_text()
    assert shown.marks()["chosen"] == ["الثلاثاء،"]
    word.locator(".to-event").first.click()
    assert shown.page.url.endswith(f"#event-{event.id}")
    shown.page.keyboard.press("Escape")
    shown.page.locator("#text").focus()
    shown.page.keyboard.press("ArrowLeft")
    assert shown.page.locator("#word").is_visible()
    first = shown.marks()["chosen"]
    shown.page.keyboard.press("ArrowLeft")
    assert shown.marks()["chosen"] != first
    shown.page.keyboard.press("ArrowRight")
    assert shown.marks()["chosen"] == first


def test_stages_are_switched_off_and_on(opened: Any) -> None:
    shown = opened(ATTACK)
    button = shown.page.locator('.stage[data-stage="actor"]')
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert "actor" not in shown.marks()
    button.click()
    assert "actor" in shown.marks()


def test_language_and_theme_are_switched(opened: Any, coder: Coder) -> None:
    event = first_event(coder, ATTACK)
    shown = opened(ATTACK, color_scheme="dark", locale="ar")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert shown.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
    assert event.notes_ar in shown.page.locator("#events").inner_text()
    dark = shown.page.evaluate(ground)
    shown.page.click("#theme")
    assert shown.page.evaluate(ground) != dark
    shown.page.click("#theme")
    assert shown.page.evaluate(ground) == dark
    shown.page.click("#language")
    assert shown.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["ltr", "en"]
    assert event.notes_en in shown.page.locator("#events").inner_text()
    assert shown.page.locator("#text").get_attribute("dir") == "rtl"


def test_one_of_several_reports_is_chosen_and_linked(opened: Any, coder: Coder) -> None:
    other = Report(id="other", title="غارة على إدلب", text="قتل ثلاثة مدنيين، أمس الثلاثاء، في غارة جوية روسية على مدينة إدلب.", published=ATTACK.published)
    shown = opened(ATTACK, other)
    assert shown.page.locator("#text").inner_text().startswith(ATTACK.title)
    shown.page.select_option("#reports", "1")
    assert shown.page.locator("#text").inner_text().startswith(other.title)
    assert shown.page.title() == other.title
    shown.go("#report-1")
    assert shown.page.locator("#text").inner_text().startswith(ATTACK.title)
    event = first_event(coder, other)
    shown.page.evaluate(f"location.hash = '#event-{event.id}'")
    shown.page.wait_for_selector(".event.open")
    assert shown.page.locator("#text").inner_text().startswith(other.title)


def test_a_hostile_report_is_words_and_nothing_else(opened: Any, coder: Coder) -> None:
    shown = opened(HOSTILE)
    assert shown.page.evaluate("state.report.text") == HOSTILE.full_text
    assert shown.page.evaluate("document.querySelectorAll('img, iframe, object, [onerror], [src]').length") == 0
    assert shown.page.locator("h1").inner_text() == HOSTILE.title
    assert shown.page.locator("#origin a").count() == 0, "an address of javascript: is no link"
    assert "invisible" in shown.page.locator("#origin").inner_text()
    event = first_event(coder, HOSTILE)
    shown.page.click(f"#event-{event.id} .event-head")
    assert shown.marks()["trigger"] == [t.quote for t in event.triggers], "offsets after a character of two units"


def test_the_policy_stops_a_script_and_a_request(browser: Browser, coder: Coder, tmp_path: Path) -> None:
    """Were something let in after all, the page's policy would not run it."""
    path = tmp_path / "page.html"
    page_text = page_of(coder, ATTACK).replace("</main>", '<script>window.ran = 1</script><img src="http://127.0.0.1:9/x" onerror="window.ran = 2"></main>')
    path.write_text(page_text, encoding="utf-8")
    page = browser.new_page()
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("window.ran") is None
    assert len([text for text in stopped if "Content Security Policy" in text]) >= 2
    assert page.evaluate("(() => { try { document.body.innerHTML = 'x'; return true; } catch { return false; } })()") is False
    page.close()


def test_narrow_screens_and_paper_need_no_scrolling_sideways(opened: Any) -> None:
    shown = opened(ATTACK, viewport={"width": 360, "height": 740})
    shown.page.click(".event-head")
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 360
    shown.page.emulate_media(media="print")
    assert shown.page.locator(".fields").last.is_visible(), "on paper every event is open"
    assert not shown.page.locator("#theme").is_visible()
    below = "document.querySelector('.told').getBoundingClientRect().top >= document.querySelector('#text').getBoundingClientRect().bottom"
    assert shown.page.evaluate(below)


def test_a_page_without_reports_says_so(opened: Any) -> None:
    assert "No report" in opened().page.locator("#events").inner_text()
