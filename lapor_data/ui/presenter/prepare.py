"""Preparing a meeting: which slides in which order, saved sets, the files to take along."""

from __future__ import annotations

import streamlit as st

from lapor_data.present.panels_awards import option_of
from lapor_data.present.slides.known import names
from lapor_data.ui.awards import chosen_profile, say_if_narrowed
from lapor_data.ui.frame import View
from lapor_data.ui.presenter import address, chosen, files, saving
from lapor_data.ui.sign_in import fragment
from lapor_data.ui.text import safe

_PICKED, _ADDED, _MEMORY = "paparan-pilih", "paparan-tambah", "lapor-paparan-pilih"
# High enough for most of the list, so that the page needs no scrolling at 1366×768.
_LIST_HEIGHT = 352


def draw(view: View) -> None:
    """The page in one part of its own: moving a slide redraws only this, not the frame."""
    say_if_narrowed(view)
    if st.session_state.pop(address.EMPTY, False):
        st.warning("Tidak ada slide untuk ditampilkan. Tambahkan slide dahulu.")
    chosen.base(chosen.known_plans())
    _desk(view)


@fragment
def _desk(view: View) -> None:
    plans = chosen.known_plans()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        saving.choose(plans)
        option = option_of(chosen_profile())
        if st.button(
            "Mulai paparan",
            type="primary",
            icon=":material/slideshow:",
            disabled=not chosen.slides(),
            key="paparan-mulai",
        ):
            # A click here runs this part alone; the stage is the whole page.
            address.start()
            st.rerun()
    left, right = st.columns([3, 2])
    with left, st.container(border=True, height="stretch"):
        _order(view)
    with right, st.container(border=True, height="stretch"):
        keys = chosen.slides()
        notice = st.container()
        shown = chosen.presentation(view, keys, option)
        with notice:
            _say_left_out(shown.left_out, shown.unknown)
        files.draw(view, option, shown)


def _order(view: View) -> None:
    """The list, the buttons that move the chosen slide, and what can be added."""
    keys, known = chosen.slides(), names()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(safe(f"{len(keys)} slide"), anchor=False)
        saving.draw_tools(writes=view.person.may_write)
    if keys:
        # Set anew in every run: the labels carry numbers, so a moved slide has another label, which
        # the browser would give back as the choice.
        st.session_state[_PICKED] = st.session_state[_MEMORY] = _picked(keys)
    with st.container(height=_LIST_HEIGHT, border=False, key="paparan-daftar"):
        numbers = {key: number for number, key in enumerate(keys, 1)}
        st.radio(
            "Slide",
            keys,
            format_func=lambda key: safe(f"{numbers.get(key)}. {known.get(key, key)}"),
            key=_PICKED,
            label_visibility="collapsed",
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        at = keys.index(_picked(keys)) if keys else 0
        for label, icon, step, off in (
            ("Naikkan", "arrow_upward", -1, not keys or at == 0),
            ("Turunkan", "arrow_downward", 1, not keys or at == len(keys) - 1),
        ):
            st.button(label, icon=f":material/{icon}:", on_click=_move, args=(step,), disabled=off)
        st.button("Keluarkan", icon=":material/remove:", on_click=_remove, disabled=not keys)
        st.selectbox(
            "Tambah slide",
            [key for key in known if key not in keys],
            index=None,
            format_func=lambda key: known[key],
            placeholder="Tambah slide",
            key=_ADDED,
            on_change=_add,
            label_visibility="collapsed",
            width=180,
        )


def _picked(keys: list[str]) -> str:
    """The slide that is marked in the list, the first where none is."""
    known = (st.session_state.get(_PICKED), st.session_state.get(_MEMORY))
    return next((key for key in known if key in keys), keys[0])


def _mark(key: str) -> None:
    st.session_state[_PICKED] = st.session_state[_MEMORY] = key


def _move(step: int) -> None:
    keys = chosen.slides()
    picked = _picked(keys)
    at = keys.index(picked)
    keys.insert(at + step, keys.pop(at))
    chosen.set_slides(keys)
    _mark(picked)


def _remove() -> None:
    keys = chosen.slides()
    at = keys.index(_picked(keys))
    del keys[at]
    chosen.set_slides(keys)
    if keys:
        _mark(keys[min(at, len(keys) - 1)])


def _add() -> None:
    key = st.session_state[_ADDED]
    if key is None:
        return
    keys = chosen.slides()
    at = keys.index(_picked(keys)) + 1 if keys else 0
    keys.insert(at, key)
    chosen.set_slides(keys)
    _mark(key)
    st.session_state[_ADDED] = None


def _say_left_out(left_out: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    if left_out:
        st.caption(safe(f"Tidak ada isinya untuk periode ini: {', '.join(left_out)}."))
    if unknown:
        st.caption(safe(f"Tidak dikenal dan dilewati: {', '.join(unknown)}."))
