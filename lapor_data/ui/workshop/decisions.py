"""The part "Keputusan": freeze a ranking for ever, and read what was frozen."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.present.panel import Column, Table, table_csv
from lapor_data.present.panels_awards import formula_words
from lapor_data.questions.award_units import Scope
from lapor_data.questions.decisions import asked_with, decision_of
from lapor_data.store.awards import Decision
from lapor_data.ui.awards import profiles, shelf
from lapor_data.ui.frame import BY_SLUG
from lapor_data.ui.sign_in import while_allowed
from lapor_data.ui.text import safe, table
from lapor_data.ui.workshop.desk import Desk, apply

_OPEN = "bengkel-keputusan"
_NOTE_LIMIT = 500


def draw(desk: Desk) -> None:
    """The form that freezes the present ranking, then all decisions, newest first."""
    try:
        known = shelf().decisions()
    except LaporError as error:
        st.error(safe(error), icon=":material/error:")
        return
    if desk.view.person.may_write:
        title = "Bekukan urutan ini sebagai keputusan"
        with st.expander(title, expanded=not known, icon=":material/ac_unit:"):
            _form(desk)
    with st.container(border=True):
        _listed(known)


def _form(desk: Desk) -> None:
    view = desk.view
    asked = asked_with(desk.contest, desk.profile, view.filter)
    st.markdown(
        f"**{safe(desk.profile.name)}** · {safe(desk.scope.name)}  \n{safe(asked.sentence())}"
    )
    st.caption(
        "Profil, periode, versi data, dan hasil disimpan apa adanya. Keputusan tidak dapat diubah "
        "atau dihapus, juga bila datanya kelak diperbaiki."
    )
    with st.form("bengkel-bekukan", border=False, clear_on_submit=True):
        note = st.text_area(
            "Catatan",
            max_chars=_NOTE_LIMIT,
            placeholder="Misalnya: rapat monev 9 Mei 2023",
            height=68,
        )
        wanted = st.form_submit_button("Bekukan", type="primary", icon=":material/ac_unit:")
    if wanted:
        apply(lambda: _freeze(desk, note))


def _freeze(desk: Desk, note: str) -> str:
    snapshot = desk.view.snapshot
    kept = shelf().decide(
        decision_of(
            desk.contest,
            desk.scope.ranked_by(desk.profile),
            desk.view.filter,
            data_version=snapshot.version,
            data_date=snapshot.data_date or date.today(),
            is_sample=snapshot.is_sample,
            taken_at=datetime.now(),
            note=note.strip(),
        )
    )
    st.session_state[_OPEN] = kept.key
    return "Keputusan dibekukan."


def _listed(known: tuple[Decision, ...]) -> None:
    st.subheader("Keputusan yang tersimpan", anchor=False)
    if not known:
        st.caption("Belum ada keputusan.")
        return
    by_key = {decision.key: decision for decision in known}
    if st.session_state.get(_OPEN) not in by_key:
        st.session_state[_OPEN] = known[0].key
    key = st.selectbox(
        "Keputusan",
        list(by_key),
        format_func=lambda key: _name(by_key[key]),
        key=_OPEN,
        label_visibility="collapsed",
    )
    _decision(by_key[key])


def _name(decision: Decision) -> str:
    return " · ".join(
        (
            numbers.date_time(decision.taken_at),
            decision.profile.name,
            decision.period_name,
            decision.scope_name,
        )
    )


def _decision(decision: Decision) -> None:
    """One decision as it was frozen; nothing of it is computed again."""
    sample = " :yellow-badge[Data contoh]" if decision.is_sample else ""
    st.markdown(
        f"**{safe(decision.profile.name)}** · {safe(decision.filter_words)}{sample}  \n"
        f"{safe(decision.note)}"
    )
    shown = _table(decision)
    st.markdown(
        table(
            [column.head for column in shown.columns],
            shown.shown(),
            [column.is_number for column in shown.columns],
        )
    )
    st.caption(safe(formula_words(decision.profile, decision.scope_name)))
    st.caption(
        safe(
            f"Dibekukan {numbers.date_time(decision.taken_at)} dari data versi "
            f"{decision.data_version}, keadaan {numbers.long_date(decision.data_date)}. "
            "Sumber: SP4N-LAPOR!"
        )
    )
    with st.container(horizontal=True):
        st.download_button(
            "Unduh hasil (CSV)",
            while_allowed(lambda: table_csv(shown)),
            file_name=f"lapor-keputusan_{decision.period}_{decision.taken_at:%Y%m%d-%H%M}.csv".lower(),
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="bengkel-keputusan-unduh",
        )
        _again(decision)


def _again(decision: Decision) -> None:
    """The way to the same question over the data of today, while its profile is what it was."""
    now = profiles().get(decision.profile.slug)
    scope = Scope.parse(decision.scope)
    if now is None or scope.ranked_by(now).resolved() != decision.profile:
        st.caption("Profilnya sudah berubah atau dihapus sejak keputusan ini.")
        return
    words = {"meja": "andaikan", "profil": now.slug, "lingkup": decision.scope}
    # A button: a page link to the page one is on leaves the address as it was.
    st.button(
        "Hitung ulang dengan data sekarang",
        icon=BY_SLUG["bengkel"].icon,
        key="bengkel-hitung-ulang",
        on_click=st.query_params.from_dict,
        args=({**decision.address, **words},),
    )


def _table(decision: Decision) -> Table:
    parts = decision.units[0].parts if decision.units else ()
    return Table(
        (
            Column("Peringkat", "count"),
            Column("Nama"),
            Column("Bobot nilai", "decimal", 2),
            Column("Aduan sah", "count"),
            *(Column(part.label) for part in parts),
            Column("Catatan"),
        ),
        tuple(
            (
                unit.rank,
                unit.name,
                unit.score,
                unit.valid,
                *(part.figure for part in unit.parts),
                "cakupan rendah" if unit.low_coverage else "",
            )
            for unit in decision.units
        ),
    )
