"""A running dashboard and a real browser, for the browser tests and the pictures."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lapor_data.store.current import open_sample

ROOT = Path(__file__).parents[1]
# Headless Chromium draws deck.gl only with the first three; the last two spare a quarter of the
# processor, because nothing else is drawn by a graphics card that is not there.
FLAGS = [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--no-sandbox",
    "--disable-gpu-compositing",
    "--disable-gpu-rasterization",
]
START_SECONDS = 60
SETTLE_MS = 60_000
# A cold sub-page logs two 404s of Streamlit's own (docs/architecture.md); nothing else may fail.
STREAMLITS_OWN = ("/_stcore/health", "/_stcore/host-config")


def chromium() -> str | None:
    """Where a Chromium is, if there is one (LAPOR_CHROMIUM names another)."""
    named = os.environ.get("LAPOR_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome")
    return named or next((path for name in names if (path := shutil.which(name))), None)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    folder: Path, *, built: bool = True, port: int | None = None, listen: str = "127.0.0.1"
) -> Iterator[str]:
    """The dashboard with the sample, its data and home in `folder`; gives its address. The sample's
    database is the one this process has `built` already, else the first visit builds it."""
    if built:
        ready = open_sample().path
        shutil.copyfile(ready, folder / ready.name)
    port = port or free_port()
    environment = {
        **os.environ,
        "HOME": str(folder),
        "LAPOR_DB": str(folder / "lapor.duckdb"),
        "LAPOR_CONTOH": str(folder / "contoh.duckdb"),
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.address", listen]
    command += ["--server.headless", "true"]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("dashboard did not start")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def watch(page: Page) -> list[str]:
    """Collect what goes wrong on a page: errors on the console, failed requests, answers of 400
    and more, and any request that leaves this computer."""
    trouble: list[str] = []

    def own(address: str) -> bool:
        return any(address.split("?")[0].endswith(name) for name in STREAMLITS_OWN)

    def say(kind: str, text: str) -> None:
        # The console repeats a 404 without saying whose; the answer itself is looked at below.
        if "status of 404" not in text:
            trouble.append(f"{kind}: {text}")

    page.on("console", lambda m: say("console", m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: say("error", str(error)))
    page.on("requestfailed", lambda r: say("failed", r.url) if not _cancelled(r) else None)
    page.on(
        "response",
        lambda r: (
            trouble.append(f"{r.status}: {r.url}") if r.status >= 400 and not own(r.url) else None
        ),
    )
    page.on(
        "request",
        lambda r: (
            trouble.append(f"outside: {r.url}")
            if not r.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
            else None
        ),
    )
    return trouble


def _cancelled(request: object) -> bool:
    """Whether the browser gave a request up itself because the page was left."""
    return getattr(request, "failure", None) == "net::ERR_ABORTED"


def settle(page: Page, pause: int = 700) -> None:
    """Wait until the script has run and every chart is drawn, and `pause` milliseconds more."""
    page.locator("h1").first.wait_for(timeout=SETTLE_MS)
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            const drawn = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
                .every(chart => chart.querySelector('.main-svg'));
            const maps = [...document.querySelectorAll('[data-testid=stDeckGlJsonChart]')]
                .every(map => map.querySelector('canvas'));
            const waiting = document.querySelector('[data-testid=stSkeleton]');
            return app && app.dataset.testScriptState === 'notRunning'
                && drawn && maps && !waiting;
        }""",
        timeout=SETTLE_MS,
    )
    page.wait_for_timeout(pause)
