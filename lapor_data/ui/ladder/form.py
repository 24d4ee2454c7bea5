"""The form of a record: its cells as fields, checked by the same rules as a CSV file."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.domain.record_checks import Check
from lapor_data.domain.records import HEADS, KINDS, PLAN, STATUSES, Record, read_record
from lapor_data.domain.regions import REGIONS
from lapor_data.questions.filters import EMPTY
from lapor_data.store.records import new_key
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe

_DATE_HELP = "Setepat yang diketahui: 2022, Des 2021, atau 9 Agt 2021."
_HELP = {
    "since": f"{_DATE_HELP} Boleh kosong untuk program dan hasil.",
    "until": _DATE_HELP,
    "source_day": _DATE_HELP,
    "source": "Wajib untuk penilaian, program, dan hasil.",
    "due": "Tanggal lengkap, misalnya 31 Des 2026.",
    "check": safe(f"Diperiksa terhadap angka, misalnya {Check.EXAMPLE}."),
    "tracking_ids": "Aduan yang dijawab, dipisah spasi.",
}
_PAIRS = (
    ("kind", "title"),
    ("since", "until"),
    ("place", "topic"),
    ("source", "source_day"),
    ("source_url", "figures"),
    ("owner", "due"),
    ("status", "check"),
)
_NOWHERE, _NO_TOPIC, _NO_STATUS = "Seluruh provinsi", "Tanpa topik", "Tanpa status"


def draw(view: View, record: Record | None) -> bool:
    """The form for a record, or for a new one; True once it has been saved."""
    mark = record.key if record else "baru"
    seen = record.cells() if record else {"kind": PLAN}
    with st.form(f"catatan-{mark}", border=False, enter_to_submit=False):
        cells = _fields(view, mark, seen)
        wanted = st.form_submit_button("Simpan", type="primary", icon=":material/save:")
    if not wanted:
        return False
    cells["key"] = record.key if record else new_key()
    read, problems = read_record(cells)
    if read is None:
        for problem in problems:
            st.error(safe(f"{problem.head}: {problem.message}"), icon=":material/error:")
        return False
    try:
        data.records().save(read, now=datetime.now(), seen=record)
    except LaporError as error:
        st.error(safe(error))
        return False
    return True


def _fields(view: View, mark: str, seen: dict[str, str]) -> dict[str, str]:
    """All fields; what they hold as cells."""
    cells: dict[str, str] = {}

    def line(cell: str) -> None:
        cells[cell] = st.text_input(
            HEADS[cell], seen.get(cell, ""), key=f"isian-{cell}-{mark}", help=_HELP.get(cell)
        )

    def choice(cell: str, offered: list[str], empty: str = "") -> None:
        now = seen.get(cell, "")
        # What a record holds stays on offer, also where the data does not know it (a topic).
        options = list(dict.fromkeys([*([""] if empty else []), *offered, *([now] if now else [])]))
        cells[cell] = st.selectbox(
            HEADS[cell],
            options,
            index=options.index(now),
            format_func=lambda value: KINDS.get(value, value) or empty,
            key=f"isian-{cell}-{mark}",
        )

    def field(cell: str) -> None:
        if cell == "kind":
            choice(cell, list(KINDS))
        elif cell == "status":
            choice(cell, [word for words in STATUSES.values() for word in words], _NO_STATUS)
        elif cell == "place":
            choice(cell, [region.name for region in REGIONS], _NOWHERE)
        elif cell == "topic":
            topics = data.known_choices(view.snapshot).categories
            choice(cell, [topic for topic in topics if topic != EMPTY], _NO_TOPIC)
        else:
            line(cell)

    # Pair by pair, so that the tab key goes through them as they are read.
    for pair in _PAIRS:
        for column, cell in zip(st.columns(2), pair, strict=True):
            with column:
                field(cell)
    cells["detail"] = st.text_area(
        HEADS["detail"], seen.get("detail", ""), key=f"isian-detail-{mark}", height=90
    )
    line("tracking_ids")
    return cells
