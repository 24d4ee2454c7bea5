"""The chosen filter: kept in the session, mirrored in the address, read from either.

The address wins whenever it names a filter (a deep link, a link of ours, browser back); without
one the session's filter stays, so that a bare address or a plain page change loses nothing. The
address is written only when a person changes the filter: writing it on load would trap "back".
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.ui.text import safe

WORDS = ("periode", "wilayah", "banding", "instansi", "klasifikasi", "kanal", "topik")
_KEY = "lapor-saringan"


def read(default: ComplaintFilter) -> tuple[ComplaintFilter, list[str]]:
    """The filter of this rerun, and what of the address was not understood (Indonesian)."""
    query = {word: st.query_params.get_all(word) for word in WORDS if word in st.query_params}
    messages: list[str] = []
    if query:
        chosen, messages = ComplaintFilter.from_address(query, default)
    else:
        chosen = st.session_state.get(_KEY, default)
    st.session_state[_KEY] = chosen
    return chosen, messages


def choose(chosen: ComplaintFilter) -> None:
    """Make this the filter, in session and address. For callbacks: the rerun after it shows it."""
    st.session_state[_KEY] = chosen
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in WORDS}
    st.query_params.from_dict({**chosen.address(), **others})


def asked_option(name: str, labels: Mapping[str, str], title: str) -> str:
    """The choice of that name in the address or the session, the first one without any; a word in
    the address that is none of them (a profile that was deleted) is told."""
    asked = st.query_params.get(name) or st.session_state.get(f"lapor-pilihan-{name}")
    if asked in labels:
        return str(asked)
    chosen = next(iter(labels))
    if name in st.query_params:
        words = f"{title} “{str(asked)[:60]}” tidak ada; yang ditampilkan {labels[chosen]}."
        st.warning(safe(words), icon=":material/info:")
    return chosen


def option(name: str, labels: Mapping[str, str], title: str) -> str:
    """A choice of one page (a measure, a profile) as a segmented control, kept like the filter.

    `labels` are the words on screen by their name in the address; the first is the default.
    """
    key, memory = f"pilihan-{name}", f"lapor-pilihan-{name}"
    chosen = asked_option(name, labels, title)
    st.session_state[memory] = st.session_state[key] = chosen

    def change() -> None:
        st.session_state[memory] = st.session_state[key]
        st.query_params[name] = st.session_state[key]

    st.segmented_control(
        title,
        list(labels),
        required=True,
        format_func=lambda value: labels[value],
        key=key,
        on_change=change,
        label_visibility="collapsed",
    )
    return chosen


def parsed_period(text: str) -> Period | None:
    """A period by its name in the address; None if there is no such period."""
    try:
        return Period.parse(text)
    except UnknownChoiceError:
        return None
