"""The presenter in a real browser: driven by keys through all slides, typed into, reloaded."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import cover_of
from lapor_data.present.slides.known import DEFAULT
from lapor_data.present.slides.meeting import slides_for
from lapor_data.present.slides.slide import Slide
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample
from lapor_data.store.journal import Journal
from lapor_data.store.library import default_db
from lapor_data.store.records import Records
from tests.running_app import settle, watch

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
SIZES = ((1280, 720), (1366, 768), (1920, 1080))
STAGE = '[class*="st-key-slide-page-"]'
# What of a slide stands outside it or outside its body, and which charts were drawn too large.
OUTSIDE = """() => [...document.querySelectorAll('[class*="st-key-slide-page-"]')].flatMap(page => {
    const out = (box, node) => {
        const a = box.getBoundingClientRect(), b = node.getBoundingClientRect()
        return b.width && b.height && (b.left < a.left - 2 || b.right > a.right + 2
            || b.top < a.top - 2 || b.bottom > a.bottom + 2)
    }
    const texts = [...page.querySelectorAll('h1, p, li, td, th, text, img, button, input')]
    const body = page.querySelector('[class*="st-key-slide-body-"]')
    return [
        ...texts.filter(node => out(page, node)),
        ...[...body.querySelectorAll('p, li, td, th, h2, img, button, input, .svg-container')]
            .filter(node => out(body, node)),
    ].map(node => page.querySelector('h1').textContent + ' / ' + (node.textContent || node.tagName))
})"""


def expected(period: str) -> tuple[Slide, ...]:
    """The slides as the catalogue gives them, for comparison with the screen."""
    sample = open_sample()
    assert sample.data_date and sample.first_date
    records = Records(Journal(default_db())).all()
    chosen = ComplaintFilter(Period.parse(period))
    b = Briefing(sample, chosen, sample.data_date, sample.first_date, records)
    return slides_for(b, DEFAULT, cover_of(b, is_sample=True)).slides


def present(
    browser: Browser, url: str, size: tuple[int, int] = SIZES[0], scheme: str = "light"
) -> tuple[Page, list[str], list[int]]:
    """A presentation that is ready; what goes wrong, and the messages to the server."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="id-ID",
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    trouble, sent = watch(page), [0]

    def count(_: object) -> None:
        sent[0] += 1

    page.on("websocket", lambda socket: socket.on("framesent", count))
    page.goto(url)
    ready(page)
    return page, trouble, sent


def ready(page: Page) -> None:
    page.locator(".pp-controls:not([hidden])").wait_for(state="attached", timeout=WAIT_MS)
    expect(page.locator(".pp-wait")).to_be_hidden()
    page.wait_for_timeout(500)


def shown(page: Page) -> int:
    """The number of the one slide that is seen."""
    seen = [
        index + 1
        for index, slide in enumerate(page.locator(STAGE).all())
        if slide.evaluate("node => getComputedStyle(node).visibility") == "visible"
    ]
    assert len(seen) == 1, seen
    return seen[0]


def test_keys_lead_through_all_slides_without_the_server(browser: Browser, address: str) -> None:
    page, trouble, sent = present(browser, f"{address}/paparan?periode=2021-S1&tayang=ya")
    slides = expected("2021-S1")
    titles = page.locator(f"{STAGE} h1")
    expect(titles).to_have_count(len(slides))
    page.wait_for_timeout(1500)
    before = sent[0]
    for number, slide in enumerate(slides, 1):
        for index, title in enumerate(titles.all(), 1):
            assert title.is_visible() == (index == number)
        assert titles.nth(number - 1).inner_text().replace("\n", " ") == slide.title
        if number > 1:
            expect(page.get_by_text(f"{number} / {len(slides)}", exact=True)).to_be_visible()
        page.keyboard.press(("ArrowRight", "Space", "PageDown")[number % 3])
    assert shown(page) == len(slides)
    for key, at in (
        ("ArrowLeft", len(slides) - 1),
        ("PageUp", len(slides) - 2),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("End", len(slides)),
    ):
        page.keyboard.press(key)
        assert shown(page) == at
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    assert shown(page) == 12
    page.keyboard.press("5")
    page.wait_for_timeout(1600)
    assert shown(page) == 5
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    assert shown(page) == len(slides)
    page.keyboard.press("Home")
    page.get_by_role("button", name="Slide berikutnya").click()
    assert shown(page) == 2
    # The space bar after a click goes on by one, not by two.
    page.keyboard.press("Space")
    assert shown(page) == 3
    page.get_by_role("button", name="Slide sebelumnya").click()
    assert shown(page) == 2
    page.keyboard.press("?")
    expect(page.get_by_text("slide pertama, terakhir")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("slide pertama, terakhir")).to_be_hidden()
    assert sent[0] == before
    # A reload shows the same slide again.
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.reload()
    ready(page)
    assert shown(page) == 9
    assert not trouble


@pytest.mark.parametrize("size", SIZES)
def test_nothing_stands_out_of_its_slide(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    scheme = "dark" if size == SIZES[1] else "light"
    page, trouble, _ = present(
        browser, f"{address}/paparan?periode=2021-S1&tayang=ya", size, scheme
    )
    assert page.evaluate(OUTSIDE) == []
    box = page.locator(STAGE).first.bounding_box()
    assert box
    assert min(size[0] - box["width"], size[1] - box["height"]) == pytest.approx(0, abs=2)
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.01)
    # Nothing of the page is seen beside the slide.
    for hidden in ("stSidebar", "stHeader", "stToolbar"):
        expect(page.locator(f"[data-testid={hidden}]")).to_be_hidden()
    # The slide grows with the window, its charts with it.
    page.set_viewport_size({"width": 1600, "height": 1000})
    page.wait_for_timeout(800)
    assert page.evaluate(OUTSIDE) == []
    assert not trouble


def test_the_published_figures_are_on_the_slides(browser: Browser, address: str) -> None:
    page, trouble, _ = present(browser, f"{address}/paparan?periode=2021-S1&tayang=ya")
    # Hidden slides have text contents, but no inner text.
    text = page.locator(STAGE).all_text_contents()
    every = "\n".join([*text, *page.locator(f"{STAGE} svg text").all_text_contents()])
    for figure in ("77 dari 545 aduan", "545 aduan sah", "385", "95,8%", "95,78% selesai"):
        assert figure in every, figure
    for place in ("Kotabaru", "Balangan", "Barito Kuala", "Tanah Bumbu", "Hulu Sungai Utara"):
        assert place in next(title for title in text if "Sedikit aduan" in title)
    page.goto(f"{address}/paparan?periode=2022&tayang=ya&slide=3")
    ready(page)
    assert shown(page) == 3
    podium = page.locator(STAGE).filter(has=page.locator('[class*="st-key-slide-card-"]'))
    scores = podium.locator("h2").all_text_contents()
    assert scores == ["2,01", "1,95", "1,79"]
    assert not trouble


def test_full_screen_and_out(browser: Browser, address: str) -> None:
    page, trouble, _ = present(
        browser, f"{address}/paparan?periode=2021-S1&wilayah=63.72&tayang=ya&slide=4"
    )
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.fullscreenElement")
    assert shown(page) == 4
    page.wait_for_timeout(600)
    page.keyboard.press("Escape")
    start = page.get_by_role("button", name="Mulai paparan")
    expect(start).to_be_visible(timeout=WAIT_MS)
    settle(page)
    assert "tayang" not in page.url and "slide=" not in page.url
    assert "periode=2021-S1" in page.url and "wilayah=63.72" in page.url
    start.click()
    ready(page)
    assert shown(page) == 1
    page.get_by_role("button", name="Keluar dari paparan").click()
    expect(start).to_be_visible(timeout=WAIT_MS)
    assert not trouble


def test_action_points_are_typed_while_the_slide_stays(browser: Browser, address: str) -> None:
    page, trouble, _ = present(browser, f"{address}/paparan?periode=2021-S1&tayang=ya")
    page.keyboard.press("End")
    last = shown(page)
    page.get_by_role("textbox", name="Tindakan").click()
    page.keyboard.type("1 Bimtek f admin? <b>")
    for key in ("ArrowLeft", "ArrowRight", "PageUp", "Home", "End", "Space"):
        page.keyboard.press(key)
        assert shown(page) == last
    page.get_by_role("textbox", name="Penanggung jawab").fill("Diskominfo")
    page.get_by_role("textbox", name="Tenggat").fill("31 Des 2026")
    page.get_by_role("button", name="Simpan").click()
    cell = page.get_by_role("cell", name="1 Bimtek f admin? <b>")
    expect(cell).to_be_visible(timeout=WAIT_MS)
    assert shown(page) == last
    assert page.evaluate(OUTSIDE) == []
    # The space bar is the slides' again.
    page.keyboard.press("ArrowLeft")
    assert shown(page) == last - 1
    page.keyboard.press("Space")
    assert shown(page) == last
    page.reload()
    ready(page)
    assert shown(page) == last
    expect(cell).to_be_visible()
    page.goto(f"{address}/naik-tangga?lihat=rencana")
    settle(page)
    expect(page.get_by_role("button", name=re.compile("1 Bimtek f admin"))).to_be_visible()
    assert not trouble


def test_a_chart_that_cannot_be_mended_does_not_make_the_slides_flicker(
    browser: Browser, address: str
) -> None:
    page, trouble, _ = present(
        browser, f"{address}/paparan?periode=2021-S1&tayang=ya&slide=7", SIZES[0]
    )
    enlarged = "getComputedStyle(document.documentElement).getPropertyValue('--pp-k')"
    assert page.evaluate(enlarged) == "2"
    page.evaluate(
        "document.querySelector('.st-key-slide-page-7 .svg-container').style.width='900px'"
    )
    page.evaluate(
        """() => {
            window.seen = []
            const look = () => window.seen.push(
                document.documentElement.style.getPropertyValue('--pp-k'))
            new MutationObserver(look).observe(document.documentElement,
                {attributes: true, attributeFilter: ['style']})
        }"""
    )
    page.keyboard.press("ArrowLeft")
    assert shown(page) == 6
    page.wait_for_timeout(5000)
    sizes = page.evaluate("window.seen")
    # Measured again three times, then let be.
    assert sizes.count("1") == 3
    assert page.evaluate(enlarged) == "2"
    assert not trouble


def test_slides_go_on_without_the_server(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="id-ID")
    page = context.new_page()
    # A server that can be taken away.
    sockets: list[WebSocketRoute] = []

    def through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket(re.compile("_stcore/stream"), through)
    page.goto(f"{address}/paparan?periode=2021-S1&tayang=ya&slide=3")
    ready(page)
    page.route(re.compile("_stcore/"), lambda route: route.abort())
    sockets[-1].close()
    expect(page.get_by_text("Sambungan ke server terputus")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    assert shown(page) == 4
    page.keyboard.press("Home")
    assert shown(page) == 1
    # Nothing of Streamlit's own words over the slides.
    expect(page.get_by_text("Connection error")).to_be_hidden()


def test_preparing_stands_in_the_first_view(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    trouble = watch(page)
    page.goto(f"{address}/paparan?periode=2021-S1")
    settle(page)
    for part in (
        page.get_by_role("button", name="Mulai paparan"),
        page.get_by_text("10. Sedikit aduan"),
        page.get_by_role("button", name="Turunkan"),
    ):
        box = part.bounding_box()
        assert box and box["y"] + box["height"] < 768
    assert not trouble
