"""The filter bar: period and region always in view, the rest behind "Saring lagi"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from lapor_data.domain.regions import LEVEL_NAMES, REGIONS, place_name
from lapor_data.questions.choices import Choices
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.periods import COMPARISONS, PREVIOUS_YEAR, Period
from lapor_data.ui import selection
from lapor_data.ui.text import safe

_EVERYWHERE = ""
_LISTS = (
    ("agencies", "Instansi"),
    ("classifications", "Klasifikasi"),
    ("channels", "Kanal"),
    ("categories", "Topik"),
)


def default_period(first: date, data_date: date) -> Period:
    """The period shown before anyone chooses: the newest semester that is over.

    A monev meeting judges finished semesters; a running one has few days and answers that are
    still to come, so its shares look worse than they will be. Only where the data holds no
    finished semester is it the running one.
    """
    running = Period.parse(f"{data_date.year}-S{1 if data_date.month <= 6 else 2}")
    if running.last <= data_date:
        return running
    finished = running.just_before()
    return finished if finished.last >= first else running


def periods(first: date, last: date) -> list[Period]:
    """All named periods that touch the data, newest year first: year, semesters, quarters,
    months."""
    found: list[Period] = []
    for year in range(last.year, first.year - 1, -1):
        keys = [f"{year}"]
        keys += [f"{year}-S{half}" for half in (2, 1)]
        keys += [f"{year}-T{quarter}" for quarter in (4, 3, 2, 1)]
        keys += [f"{year}-{month:02}" for month in range(12, 0, -1)]
        found += [
            period
            for period in map(Period.parse, keys)
            if period.first <= last and period.last >= first
        ]
    return found


def draw(
    f: ComplaintFilter,
    default: ComplaintFilter,
    known: Callable[[], Choices],
    first: date,
    last: date,
) -> None:
    """The bar in one row, and the active filters as chips that take themselves away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _period(f, first, last)
        _range(f, first, last)
        _place(f)
        _more(f, known)
        st.button(
            "Atur ulang",
            key="bar-atur-ulang",
            icon=":material/restart_alt:",
            type="tertiary",
            disabled=f == default,
            on_click=selection.choose,
            args=(default,),
        )
    _chips(f)


def _set(key: str, value: Any) -> None:
    """Let a widget show what the filter says, however the filter came about. Written on every
    run: after a change of page the key still holds the old page's value, which the new widget
    does not take over."""
    st.session_state[key] = value


def _period(f: ComplaintFilter, first: date, last: date) -> None:
    offered = {period.key: period.label for period in periods(first, last)}
    if f.period.key not in offered:
        offered = {f.period.key: f.period.label, **offered}
    _set("bar-periode", f.period.key)

    def change() -> None:
        period = selection.parsed_period(st.session_state["bar-periode"])
        if period:
            selection.choose(f.with_(period=period))

    st.selectbox(
        "Periode",
        list(offered),
        format_func=lambda key: offered.get(key, key),
        key="bar-periode",
        on_change=change,
        label_visibility="collapsed",
        icon=":material/calendar_month:",
        width=250,
    )


def _range(f: ComplaintFilter, first: date, last: date) -> None:
    with st.popover(
        "",
        icon=":material/edit_calendar:",
        help="Rentang tanggal sendiri",
        key="bar-rentang",
        on_change="rerun",
    ) as popover:
        if not popover.open:
            return
        low, high = min(first, f.period.first), max(last, f.period.last)
        _set("bar-tanggal", (f.period.first, f.period.last))

        def change() -> None:
            days = st.session_state["bar-tanggal"]
            if len(days) == 2:
                selection.choose(f.with_(period=Period.between(*days)))

        st.date_input(
            "Dari tanggal – sampai tanggal",
            min_value=low,
            max_value=high,
            format="DD/MM/YYYY",
            key="bar-tanggal",
            on_change=change,
        )


def _place(f: ComplaintFilter) -> None:
    ordered = sorted(REGIONS, key=lambda region: (region.kind, region.name))
    offered = [_EVERYWHERE, *(region.code for region in ordered), *LEVEL_NAMES]
    _set("bar-wilayah", f.place or _EVERYWHERE)

    def change() -> None:
        selection.choose(f.with_(place=st.session_state["bar-wilayah"] or None))

    st.selectbox(
        "Wilayah",
        offered,
        format_func=lambda place: place_name(place) if place else "Semua wilayah",
        key="bar-wilayah",
        on_change=change,
        label_visibility="collapsed",
        icon=":material/location_on:",
        width=270,
    )


def _more(f: ComplaintFilter, known: Callable[[], Choices]) -> None:
    count = f.extra_count + (f.compare != PREVIOUS_YEAR)
    with st.popover(
        f"Saring lagi ({count})" if count else "Saring lagi",
        icon=":material/tune:",
        key="bar-lagi",
        on_change="rerun",
    ) as popover:
        if not popover.open:
            return
        choices = known()
        for name, title in _LISTS:
            _list(f, name, title, getattr(choices, name))
        _set("bar-banding", f.compare)

        def change() -> None:
            selection.choose(f.with_(compare=st.session_state["bar-banding"]))

        st.radio(
            "Dibandingkan dengan",
            list(COMPARISONS),
            format_func=lambda kind: COMPARISONS[kind][:1].upper() + COMPARISONS[kind][1:],
            key="bar-banding",
            on_change=change,
        )


def _list(f: ComplaintFilter, name: str, title: str, offered: tuple[str, ...]) -> None:
    key = f"bar-{name}"
    chosen = getattr(f, name)
    _set(key, list(chosen))

    def change() -> None:
        selection.choose(f.with_(**{name: tuple(st.session_state[key])}))

    st.multiselect(
        title,
        # A value from an address that the data does not hold stays visible, to be taken away.
        list(dict.fromkeys([*offered, *chosen])),
        format_func=_named,
        key=key,
        on_change=change,
        placeholder="Semua",
        select_all=False,
    )


def _chips(f: ComplaintFilter) -> None:
    chips: list[tuple[str, ComplaintFilter]] = []
    for name, title in _LISTS:
        values = getattr(f, name)
        chips += [
            (
                f"{title}: {_named(value)}",
                f.with_(**{name: tuple(other for other in values if other != value)}),
            )
            for value in values
        ]
    if f.compare != PREVIOUS_YEAR:
        chips.append((COMPARISONS[f.compare].capitalize(), f.with_(compare=PREVIOUS_YEAR)))
    if not chips:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for index, (label, without) in enumerate(chips):
            st.button(
                safe(label),
                key=f"chip-{index}-{label}",
                icon=":material/close:",
                icon_position="right",
                help="Hapus saringan ini",
                on_click=selection.choose,
                args=(without,),
            )


def _named(value: str) -> str:
    return "Tanpa isi" if value == EMPTY else value
