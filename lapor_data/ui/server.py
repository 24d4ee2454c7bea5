"""What the server does beside the pages: it answers monitoring, and writes errors down.

`dashboard.py` hands these to `st.App`; without it Streamlit would know no route of ours, and would
print the message of every error, which may quote a complaint.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route
from streamlit import net_util

import lapor_data
from lapor_data.domain.errors import LaporError
from lapor_data.store import events
from lapor_data.store.health import health
from lapor_data.ui.text import safe

HEALTH_PATH = "/sehat"
BAD_LIMIT = "umur_maks: tulis jumlah hari, misalnya umur_maks=14."
UNCHECKED = "Pemeriksaan berhenti karena galat yang tidak terduga; galatnya tercatat di log."
_DAYS = re.compile(r"[0-9]{1,5}")
_FRESH = {"Cache-Control": "no-store"}
UNEXPECTED = (
    "Halaman ini berhenti karena galat yang tidak terduga; data tidak berubah. Muat ulang halaman. "
    "Bila terulang, beri tahu pengelola: galatnya tercatat di log."
)


def routes() -> list[BaseRoute]:
    """The addresses of our own, below the base path where a proxy needs one."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}{HEALTH_PATH}" if base else HEALTH_PATH, answer_health)]


# Not async on purpose: it reads files, so it belongs in a thread and not in the event loop.
def answer_health(request: Request) -> JSONResponse:
    """The state of things as JSON: 200 when well, 503 when somebody has to do something."""
    asked = request.query_params.get("umur_maks")
    if asked is not None and not _DAYS.fullmatch(asked):
        # A limit that is misspelt and ignored would keep monitoring quiet for ever.
        return JSONResponse({"status": "salah", "pesan": BAD_LIMIT}, 400, _FRESH)
    try:
        found = health(oldest_days=int(asked) if asked else None)
    except Exception as error:  # noqa: BLE001 – else uvicorn prints its message and the folder
        events.failed(error, "sehat")
        problem = {"kode": "galat", "pesan": UNCHECKED}
        answer = {"status": "bermasalah", "masalah": [problem], "program": lapor_data.__version__}
        return JSONResponse(answer, 503, _FRESH)
    return JSONResponse(found.as_json(), 200 if found.is_well else 503, _FRESH)


def call_nobody() -> None:
    """Streamlit asks a service in the internet for the address of this computer before it refuses a
    WebSocket of another site. Nobody needs the answer: who comes by this server's name is let in.
    (It would ask at its start, too: `browser.serverAddress` in .streamlit/config.toml.)"""
    net_util.get_external_ip = _no_address
    net_util.get_internal_ip = _no_address


def _no_address() -> None:
    return None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Once per process: from here on events go to stderr and to the file of LAPOR_LOG."""
    events.also_to_stderr()
    keep_errors_out_of_streamlits_log()
    events.happened("mulai")
    yield
    events.happened("berhenti")


def keep_errors_out_of_streamlits_log() -> None:
    """Streamlit prints errors whole, message included; of ours only kind and place are kept."""
    # Those of pages come to `on_error`, too.
    logging.getLogger("streamlit.error_util").addFilter(_is_harmless)
    # Those of a download that is made when it is asked for come nowhere else.
    logging.getLogger("streamlit.runtime.backend_operation_handler").addFilter(_is_no_download)


def _is_harmless(record: logging.LogRecord) -> bool:
    return record.exc_info is None


def _is_no_download(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        events.failed(error, "unduhan")
    return error is None


def on_error(error: Exception) -> bool:
    """An error that no page has caught: written down, and said in Indonesian."""
    events.failed(error, "halaman")
    text = safe(str(error)) if isinstance(error, LaporError) else UNEXPECTED
    st.error(text, icon=":material/error:")
    return True
