"""What the meeting agrees, typed while it is said: kept at once as plans of the ladder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.records import PLAN, Record, read_record
from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.present.cover import meeting_name
from lapor_data.present.panel import Table
from lapor_data.present.slides.action_points import action_table, actions_of
from lapor_data.present.slides.slide import MOST_ROWS
from lapor_data.store.records import new_key
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.sign_in import fragment
from lapor_data.ui.text import safe, table

_STATUS = "direncanakan"
_PROVINCE = "Provinsi"
_ROUND, _WRONG = "lapor-paparan-isian", "lapor-paparan-salah"
# The heads of this form where a record calls the cell something else.
_HEADS = {"title": "Tindakan"}
# The cells that the form asks for, with the names of their fields.
_FIELDS = {"title": "apa", "place": "di", "owner": "siapa", "due": "kapan"}


@fragment
def draw(view: View) -> None:
    """The agreed action points and, for those who may write, the form that adds, changes and
    removes them. Only this is redrawn when one is saved; the slide stays. Where the notes cannot be
    read it says so, and what is being typed stays."""
    writes = view.person.may_write
    meeting = meeting_name(view.filter)
    agreed: list[Record] = []
    newest: list[str] = []
    unread: LaporError | None = None
    try:
        agreed = actions_of(data.records().all(), meeting)
        newest = _newest_first(agreed) if writes else [record.key for record in agreed]
    except LaporError as error:
        unread = error
    listed = st.container(key="tindakan-daftar", gap=None)
    # The form first: who sees the new row in the list types the next one into the new, empty form.
    if writes:
        with st.container(key="tindakan-isian", gap=None):
            _form(meeting, {record.key: record for record in agreed}, newest)
    with listed:
        if unread:
            st.error(safe(unread))
            return
        shown = [record for record in agreed if record.key in newest[:MOST_ROWS]]
        _list(shown, len(agreed) - len(shown))


def _newest_first(agreed: Sequence[Record]) -> list[str]:
    """Their keys, the one that was written last first."""
    written = {
        change.key: change.change_no for change in reversed(data.records().journal.changes())
    }
    return sorted((r.key for r in agreed), key=lambda key: -written.get(key, 0))


def _list(shown: Sequence[Record], more: int) -> None:
    if not shown:
        st.caption("Belum ada tindak lanjut yang dicatat.")
        return
    columns = action_table(shown)
    # The status is the same for nearly all; it stands on "Naik tangga".
    kept = Table(columns.columns[:-1], tuple(row[:-1] for row in columns.rows))
    st.markdown(table([column.head for column in kept.columns], kept.shown()))
    if more:
        st.caption(safe(f"dan {numbers.number(more)} lainnya"))


def _form(meeting: str, agreed: dict[str, Record], newest: Sequence[str]) -> None:
    turn = st.session_state.setdefault(_ROUND, 0)
    record = _picked(agreed, newest, turn) if agreed else None
    mark = f"{turn}-{record.key if record else ''}"
    with st.form(f"tindakan-{mark}", border=False, enter_to_submit=False):
        _fields(record, mark, meeting)
    with st.container(key="tindakan-salah", gap=None):
        for sentence in st.session_state.pop(_WRONG, ()):
            st.markdown(f":red[{safe(sentence)}]")


def _picked(agreed: dict[str, Record], newest: Sequence[str], turn: int) -> Record | None:
    """The action point that is to be changed, None for a new one."""
    with st.container(horizontal=True, gap="small"):
        key = st.selectbox(
            "Tambah atau ubah",
            ["", *newest],
            format_func=lambda k: agreed[k].title if k in agreed else "Tindakan baru",
            key=f"tindakan-pilih-{turn}",
            label_visibility="collapsed",
        )
        record = agreed.get(key)
        if record:
            st.button("Hapus", on_click=_remove, args=(record,), key=f"tindakan-hapus-{turn}")
    return record


def _fields(record: Record | None, mark: str, meeting: str) -> None:
    """The cells of one action point and the button that keeps them, in one row."""
    places = [_PROVINCE, *BY_CODE]
    what, where, who, when, keep = st.columns(
        [18, 15, 15, 12, 9], gap="xsmall", vertical_alignment="bottom"
    )
    keep.form_submit_button(
        "Simpan", type="primary", on_click=_save, args=(record, mark, meeting), width="stretch"
    )
    what.text_input("Tindakan", record.title if record else "", key=_key("title", mark))
    where.selectbox(
        "Kabupaten/kota",
        places,
        index=places.index(record.place) if record and record.place in BY_CODE else 0,
        format_func=lambda code: place_name(code, short=True) if code in BY_CODE else code,
        key=_key("place", mark),
    )
    who.text_input("Penanggung jawab", record.owner if record else "", key=_key("owner", mark))
    when.text_input(
        "Tenggat",
        numbers.short_date(record.due) if record and record.due else "",
        key=_key("due", mark),
        placeholder="31 Des 2026",
    )


def _key(cell: str, mark: str) -> str:
    return f"tindakan-{_FIELDS[cell]}-{mark}"


def _save(record: Record | None, mark: str, meeting: str) -> None:
    """Keep what the form holds. Before the list is drawn, so that it shows it at once."""
    cells = {cell: str(st.session_state.get(_key(cell, mark)) or "") for cell in _FIELDS}
    if cells["place"] not in BY_CODE:
        cells["place"] = ""
    today = date.today()
    first = {
        "key": new_key(),
        "kind": PLAN,
        "since": LooseDate(today.year, today.month, today.day).text,
        "status": _STATUS,
        "source": meeting,
    }
    read, problems = read_record({**(record.cells() if record else first), **cells})
    if read is None:
        st.session_state[_WRONG] = [
            f"{_HEADS.get(problem.cell, problem.head)}: {problem.message}" for problem in problems
        ]
        return
    made = read
    _write(lambda: data.records().save(made, now=datetime.now(), seen=record))


def _remove(record: Record) -> None:
    _write(lambda: data.records().remove(record, now=datetime.now()))


def _write(edit: Callable[[], None]) -> None:
    """Do an edit; what went wrong is told beside the buttons."""
    try:
        edit()
    except LaporError as error:
        st.session_state[_WRONG] = [str(error)]
        return
    # Fields of other keys are empty fields.
    st.session_state[_ROUND] += 1
