"""What a person waits for in a real Chromium: first load of each page, and a click on a filter."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from lapor_data.ui import frame
from tests.running_app import settle

# The waiting of `settle` after the last chart, which is none of the page's.
_MAP_CODE = "DeckGl"
_QUIET_MS = 800
_LONGEST_MS = 60_000
# Choices that are each made once, so that the server has none of them in its cache.
_PERIODS = (
    "Semester II 2022", "Semester I 2022", "Semester II 2021", "Tahun 2022", "Semester I 2021",
    "Tahun 2021", "Semester II 2020",
)  # fmt: skip

# Notes when the page last drew something: on <html>, since everything else may be replaced.
_WATCH = """() => {
    const seen = window.__bench = {start: 0, first: 0, charts: 0, last: 0};
    const plots = '[data-testid=stPlotlyChart], [data-testid=stDeckGlJsonChart]';
    document.addEventListener('click', event => {
        seen.start = event.timeStamp; seen.first = seen.charts = seen.last = 0;
    }, true);
    new MutationObserver(changes => {
        if (!seen.start) return;
        const now = performance.now();
        for (const change of changes) {
            const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
            if (!node || !node.closest('[data-testid=stMain]')) continue;
            if (node.closest('[data-testid=stSelectbox]')) continue;
            const chart = node.closest(plots);
            const figure = chart || node.closest(
                '[data-testid=stMetric], [data-testid=stMarkdown], [data-testid=stHeading]');
            if (figure && (chart || change.type !== 'attributes')) {
                seen.first ||= now;
                seen.last = now;
            }
            if (chart) seen.charts = now;
        }
    }).observe(document.documentElement, {
        subtree: true, childList: true, characterData: true, attributes: true,
        attributeFilter: ['d', 'transform', 'width', 'height', 'style'],
    });
}"""


@dataclass
class Load:
    """The first visit to a page with an empty browser cache: until all charts are drawn."""

    title: str
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    loads_map_code: bool = False


@dataclass(frozen=True)
class Click:
    """Medians in milliseconds from the click on another period."""

    title: str
    first_figure: float
    all_charts: float
    n: int


def first_load(browser: Browser, address: str, page: frame.Page, home: bool, runs: int) -> Load:
    """Open a page cold, `runs` times."""
    load = Load(page.title)
    for _ in range(runs):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        try:
            load.seconds.append(_open(context.new_page(), address, page, home, load))
        finally:
            context.close()
    return load


def _open(tab: Page, address: str, page: frame.Page, home: bool, load: Load) -> float:
    network = tab.context.new_cdp_session(tab)
    network.send("Network.enable")
    received = [0.0]
    names: list[str] = []

    def add(count: float) -> None:
        received[0] += count

    network.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))
    network.on(
        "Network.webSocketFrameReceived",
        # Binary frames are told in base64.
        lambda event: add(len(event["response"]["payloadData"]) * 3 / 4),
    )
    network.on("Network.requestWillBeSent", lambda event: names.append(event["request"]["url"]))
    start = time.perf_counter()
    tab.goto(address if home else f"{address}/{page.slug}")
    settle(tab, pause=0)
    seconds = time.perf_counter() - start
    tab.wait_for_timeout(_QUIET_MS)
    load.megabytes = max(load.megabytes, received[0] / 1e6)
    load.loads_map_code |= any(_MAP_CODE in name for name in names)
    return seconds


def clicks(browser: Browser, address: str, page: frame.Page, home: bool, runs: int) -> Click:
    """Choose another period, `runs` times."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        tab = context.new_page()
        tab.goto(address if home else f"{address}/{page.slug}")
        settle(tab)
        tab.evaluate(_WATCH)
        found = [_click(tab, period) for period in _PERIODS[:runs]]
    finally:
        context.close()
    return Click(
        page.title,
        statistics.median(first for first, _ in found),
        statistics.median(charts for _, charts in found),
        len(found),
    )


def _click(tab: Page, period: str) -> tuple[float, float]:
    chooser = tab.locator(".st-key-bar-periode input")
    chooser.click()
    chooser.fill(period)
    tab.get_by_role("option", name=period, exact=True).click()
    tab.wait_for_function(
        f"() => window.__bench.last && performance.now() - window.__bench.last > {_QUIET_MS}",
        timeout=_LONGEST_MS,
    )
    seen: dict[str, Any] = tab.evaluate("() => window.__bench")
    return seen["first"] - seen["start"], (seen["charts"] or seen["last"]) - seen["start"]
