"""The day as of which everything is counted: kept in session and address (`?per=2022-12-31`)."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lapor_data.domain.numbers import long_date
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe

NAME = "per"
_KEY, _MEMORY = "pilihan-per", "lapor-pilihan-per"


def choose(view: View, place: DeltaGenerator) -> date:
    """The chosen day, the data date unless another is asked for; its field is drawn in `place`."""
    last = view.snapshot.data_date or date.today()
    first = min(view.snapshot.first_date or last, last)
    asked = st.query_params.get(NAME) or st.session_state.get(_MEMORY)
    chosen = _within(str(asked), first, last) if asked else last
    if chosen is None:
        st.warning(
            f"Tanggal “{safe(asked)}” tidak ada dalam data; yang ditampilkan "
            f"{safe(long_date(last))}.",
            icon=":material/info:",
        )
        chosen = last
    # Without a memory of the default, a newer import moves the day along.
    st.session_state[_MEMORY] = chosen.isoformat() if chosen != last else None
    st.session_state[_KEY] = chosen

    def change() -> None:
        day: date = st.session_state[_KEY]
        st.session_state[_MEMORY] = day.isoformat()
        st.query_params[NAME] = day.isoformat()

    place.date_input(
        "Per tanggal",
        min_value=first,
        max_value=last,
        format="DD/MM/YYYY",
        key=_KEY,
        on_change=change,
        width=150,
    )
    return chosen


def _within(text: str, first: date, last: date) -> date | None:
    """The day that a text names, None if it is none or lies outside the data."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if first <= day <= last else None
