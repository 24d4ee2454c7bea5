"""Reruns of a real server, timed by a websocket client from its request to "script finished"."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from lapor_data.ui.frame import Page
from tests.bench.measure import Timing, repeat
from tests.synthetic import LAST_DAY

_SECONDS = 120
# A semester that starts a day earlier with every run: another filter each time, so nothing of it
# is cached, and nearly the same rows.
_FIRST, _LAST = date(2023, 1, 1), date(2023, 6, 30)


class Session:
    """One visitor on one page."""

    def __init__(self, connection: ClientConnection, page: Page, home: bool) -> None:
        self._connection = connection
        self._page_name = "" if home else page.slug

    def rerun(self, query: Mapping[str, str]) -> float:
        """Have the page run with this filter; the milliseconds until its script has finished."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(query)
        message.rerun_script.page_name = self._page_name
        start = time.perf_counter()
        self._connection.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self._connection.recv(_SECONDS))
            kind = answer.WhichOneof("type")
            if kind == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"{self._page_name}: script did not finish")
                return 1000 * (time.perf_counter() - start)
            if kind == "delta" and _is_failure(answer.delta.new_element):
                raise RuntimeError(f"{self._page_name}: the page shows an error")


def _is_failure(element: Element) -> bool:
    if element.WhichOneof("type") == "alert":
        return element.alert.format == Alert.ERROR
    return element.WhichOneof("type") == "exception"


@contextmanager
def visiting(address: str, page: Page, home: bool) -> Iterator[Session]:
    """A session on the server at `address`."""
    target = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(target, max_size=None, open_timeout=_SECONDS, subprotocols=["streamlit"]) as link:  # type: ignore[list-item]
        yield Session(link, page, home)


def _server_milliseconds() -> float:
    """Processor time so far of the servers this process has started; 0 where nobody tells."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        return 0.0
    ticks = 0
    for child in " ".join(path.read_text() for path in tasks.glob("*/children")).split():
        fields = Path("/proc", child, "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def _reruns(rerun: Callable[[], object], runs: int) -> Timing:
    """Median wall time; the processor time is the server's, and its mean (it ticks in 10 ms)."""
    rerun()
    before = _server_milliseconds()
    timing = repeat(rerun, runs, warm_up=False)
    return replace(timing, cpu=(_server_milliseconds() - before) / timing.n)


def uncached(session: Session, runs: int) -> Timing:
    """Reruns with a filter that was never seen before."""
    days = iter(range(10_000))

    def rerun() -> None:
        first = _FIRST - timedelta(days=next(days))
        session.rerun({"periode": f"{first}..{_LAST}"})

    return _reruns(rerun, runs)


def cached(session: Session, runs: int) -> Timing:
    """Reruns with one filter."""
    return _reruns(lambda: session.rerun({"periode": f"{_FIRST}..{LAST_DAY}"}), runs)
