"""Saved sets of slides: choose one, keep changes, keep under another name, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.domain.meetings import LONGEST_NAME, SlidePlan
from lapor_data.ui.presenter import chosen
from lapor_data.ui.text import safe

_CHOICE, _SAID, _WRONG, _NAME = "paparan-susunan", "paparan-kata", "paparan-salah", "paparan-nama"


def choose(plans: Mapping[str, SlidePlan]) -> None:
    """The box with all sets, and what came of the last edit."""
    base = chosen.seen()
    if base.key not in plans:
        plans = {**plans, base.key: base}
    st.session_state[_CHOICE] = base.key
    st.selectbox(
        "Susunan",
        list(plans),
        format_func=lambda key: plans[key].name if key in plans else key,
        key=_CHOICE,
        on_change=lambda: chosen.take_in_address(plans[st.session_state[_CHOICE]]),
        label_visibility="collapsed",
        width=275,
    )
    if said := st.session_state.pop(_SAID, None):
        st.toast(safe(said), icon=":material/check:")
    if wrong := st.session_state.pop(_WRONG, None):
        st.error(safe(wrong), icon=":material/error:")


def draw_tools(*, writes: bool) -> None:
    """Keeping and deleting, for those who may; and the way back to what is saved."""
    base = chosen.seen()
    changed = tuple(chosen.slides()) != base.slides
    if writes:
        _keeping(base)
    if changed:
        st.button(
            "Kembalikan",
            icon=":material/undo:",
            type="tertiary",
            on_click=chosen.take,
            args=(base,),
            help=safe(f"Kembali ke “{base.name}” seperti tersimpan."),
        )


def _keeping(base: SlidePlan) -> None:
    with st.popover("Simpan", icon=":material/save:", key="paparan-simpan"):
        st.text_input(
            "Nama susunan", base.name if base.key else "", max_chars=LONGEST_NAME, key=_NAME
        )
        if base.key:
            st.button(
                "Simpan perubahan",
                icon=":material/save:",
                type="primary",
                on_click=_save,
                args=(base,),
            )
        st.button("Simpan sebagai susunan baru", icon=":material/content_copy:", on_click=_save)
        if base.key:
            st.button(
                safe(f"Hapus “{base.name}”"),
                icon=":material/delete:",
                on_click=_remove,
                args=(base,),
                help="Susunan ini dihapus untuk semua orang.",
            )


def _save(seen: SlidePlan | None = None) -> None:
    plan = SlidePlan(tuple(chosen.slides()), st.session_state[_NAME])

    def write() -> str:
        kept = chosen.shelf().save(plan, now=datetime.now(), seen=seen)
        chosen.take_in_address(kept)
        return f"Susunan “{kept.name}” tersimpan."

    _apply(write)


def _remove(seen: SlidePlan) -> None:
    def write() -> str:
        chosen.shelf().remove(seen, now=datetime.now())
        chosen.take_in_address(chosen.START)
        return f"Susunan “{seen.name}” dihapus."

    _apply(write)


def _apply(write: Callable[[], str]) -> None:
    """Do an edit; what came of it is said in the run after this callback."""
    try:
        st.session_state[_SAID] = write()
    except LaporError as error:
        st.session_state[_WRONG] = str(error)
    else:
        st.session_state.pop(_NAME, None)
