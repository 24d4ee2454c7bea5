"""One person at the dashboard: a websocket client that opens pages, changes filters and reads."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from lapor_data.domain.regions import REGIONS
from lapor_data.ui.frame import PAGES

_SECONDS = 120
_PERIODS = (
    "2020", "2021", "2021-S1", "2021-S2", "2022", "2022-S1", "2022-S2", "2023-S1", "2023-T2",
    "2023-05", "2022-11", "2021-07",
)  # fmt: skip
_VERSION = re.compile(r"data versi (\d+)")
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wish:
    """A page and the filter it is to show."""

    slug: str
    query: Query


@dataclass(frozen=True)
class Answer:
    """What a page showed: of which version, its figures by name, and a mark of all it drew."""

    wish: Wish
    version: int
    figures: Mapping[str, str]
    mark: str
    milliseconds: float


@dataclass
class Diary:
    """What one person has seen."""

    answers: list[Answer] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def wishes(seed: int) -> Iterator[Wish]:
    """An endless walk through pages and filters."""
    source = random.Random(seed)
    slug, query = PAGES[0].slug, (("periode", "2023-S1"),)
    while True:
        yield Wish(slug, query)
        # Two clicks in three change the filter, the third goes to another page.
        if source.random() < 0.33:
            slug = source.choice([page.slug for page in PAGES])
        else:
            place = source.choice([None, None, *(region.code for region in REGIONS)])
            query = (("periode", source.choice(_PERIODS)),)
            query += (("wilayah", place),) if place else ()


class Visitor:
    """One session."""

    def __init__(self, link: ClientConnection) -> None:
        self._link = link

    def look(self, wish: Wish) -> Answer:
        """Have a page run and read all that it draws; RuntimeError where it shows an error."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(wish.query)
        message.rerun_script.page_name = "" if wish.slug == PAGES[0].slug else wish.slug
        start = time.perf_counter()
        self._link.send(message.SerializeToString())
        drawn: dict[tuple[int, ...], Element] = {}
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(self._link.recv(_SECONDS))
            kind = answer.WhichOneof("type")
            if kind == "script_finished":
                if answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    drawn.clear()
                    continue
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"{wish}: the script did not finish")
                return _read(wish, drawn, 1000 * (time.perf_counter() - start))
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                drawn[tuple(answer.metadata.delta_path)] = answer.delta.new_element


def _read(wish: Wish, drawn: Mapping[tuple[int, ...], Element], milliseconds: float) -> Answer:
    version, figures, digest = 0, {}, hashlib.sha256()
    for path, element in sorted(drawn.items(), key=lambda item: item[0]):
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
            said = element.exception.message if kind == "exception" else element.alert.body
            raise RuntimeError(f"{wish}: the page shows an error: {said}")
        if kind == "metric":
            figures[element.metric.label] = element.metric.body.replace("\\", "")
        if kind == "markdown" and (found := _VERSION.search(element.markdown.body)):
            version = int(found[1])
        digest.update(f"{path}{kind}".encode())
        digest.update(_contents(element))
    if not version:
        raise RuntimeError(f"{wish}: the page names no version")
    return Answer(wish, version, figures, digest.hexdigest(), milliseconds)


def _contents(element: Element) -> bytes:
    """What is read on the screen, without the names that a session gives to its widgets."""
    kind = element.WhichOneof("type")
    if kind == "markdown":
        return element.markdown.body.encode()
    if kind == "heading":
        return element.heading.body.encode()
    if kind == "alert":
        return element.alert.body.encode()
    if kind == "metric":
        return f"{element.metric.label}{element.metric.body}{element.metric.delta}".encode()
    if kind == "plotly_chart":
        return element.plotly_chart.spec.encode()
    if kind == "deck_gl_json_chart":
        return element.deck_gl_json_chart.json.encode()
    if kind == "code":
        return element.code.code_text.encode()
    return b""


@contextmanager
def visiting(address: str) -> Iterator[Visitor]:
    """A session on the server at `address`."""
    target = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(target, max_size=None, open_timeout=_SECONDS, subprotocols=["streamlit"]) as link:  # type: ignore[list-item]
        yield Visitor(link)


def stroll(address: str, seed: int, pause: float, diary: Diary, over: Callable[[], bool]) -> None:
    """Look, read for a while, click, until the time is over; what goes wrong is written down."""
    source, began = random.Random(f"jeda {seed}"), time.monotonic()
    # Not all in the same second.
    time.sleep(source.uniform(0, min(pause, 5)))
    try:
        with visiting(address) as visitor:
            for wish in wishes(seed):
                if over():
                    return
                try:
                    diary.answers.append(visitor.look(wish))
                except RuntimeError as error:
                    diary.troubles.append(str(error))
                time.sleep(source.uniform(0.5, 1.5) * pause)
    except (OSError, WebSocketException) as error:
        minute = (time.monotonic() - began) / 60
        diary.troubles.append(f"session {seed} broke off at minute {minute:.1f}: {error!r}")
