"""Which slides are chosen: a saved set, changed or not, or the slides every meeting begins with."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.domain.meetings import STANDARD_NAME, SlidePlan
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import cover_of
from lapor_data.present.panel import Panel
from lapor_data.present.panels_awards import option_of
from lapor_data.present.slides.known import DEFAULT
from lapor_data.present.slides.meeting import slides_for
from lapor_data.present.slides.slide import Presentation
from lapor_data.store.meetings import Plans
from lapor_data.ui import data
from lapor_data.ui.awards import profiles
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe

NAME = "susunan"
_BASE, _SLIDES = "lapor-pilihan-susunan", "lapor-susunan-slide"
START = SlidePlan(DEFAULT, STANDARD_NAME)


def shelf() -> Plans:
    """Where saved sets lie, also while the sample answers."""
    return Plans(data.journal())


def known_plans() -> dict[str, SlidePlan]:
    """The set of every meeting (key "") and all saved ones. Where the notes cannot be read, the
    page says so and goes on without."""
    try:
        saved = shelf().all()
    except LaporError as error:
        st.warning(safe(error), icon=":material/info:")
        saved = ()
    return {"": START, **{plan.key: plan for plan in saved}}


def base(plans: dict[str, SlidePlan]) -> None:
    """Have the set chosen that the address or the session names; the one of every meeting without
    one. What somebody has changed of it since stays."""
    asked = st.query_params.get(NAME, seen().key)
    if asked not in plans:
        if NAME in st.query_params:
            text = "Susunan slide di alamat ini tidak ada; yang ditampilkan susunan baku."
            st.warning(text, icon=":material/info:")
        asked = ""
    if _BASE not in st.session_state or seen().key != asked:
        take(plans[asked])


def seen() -> SlidePlan:
    """The chosen set as it was read, before any change."""
    found: SlidePlan = st.session_state.get(_BASE, START)
    return found


def take(plan: SlidePlan) -> None:
    """Have this set chosen, as it is saved."""
    st.session_state[_BASE] = plan
    st.session_state[_SLIDES] = list(plan.slides)


def take_in_address(plan: SlidePlan) -> None:
    """The same, and in the address. For callbacks."""
    take(plan)
    if plan.key:
        st.query_params[NAME] = plan.key
    else:
        st.query_params.pop(NAME, None)


def slides() -> list[str]:
    """The keys of the chosen slides in order."""
    return list(st.session_state.get(_SLIDES, DEFAULT))


def set_slides(keys: Sequence[str]) -> None:
    """Choose these slides."""
    st.session_state[_SLIDES] = list(dict.fromkeys(keys))


def profile_option() -> str:
    """The chosen award profile as option of the panels, without a control to choose it."""
    known = profiles()
    asked = st.query_params.get("profil") or st.session_state.get("lapor-pilihan-profil")
    return option_of(known[asked]) if asked in known else ""


def presentation(view: View, keys: Sequence[str], profile: str) -> Presentation:
    """The slides of these keys for the data and the filter of a view."""

    def ask(slug: str, briefing: Briefing, option: str) -> Panel:
        return data.panel(briefing, view.snapshot.key, slug, option)

    cover = cover_of(view.briefing, is_sample=view.snapshot.is_sample)
    return slides_for(view.briefing, keys, cover, profile=profile, ask=ask)
