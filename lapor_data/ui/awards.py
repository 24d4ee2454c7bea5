"""Award profiles to choose from, and the winners as quiet cards."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.domain.profiles import BUILT_IN, AwardProfile
from lapor_data.present.cards import Podium
from lapor_data.present.panels_awards import option_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.store.awards import Awards
from lapor_data.ui import data
from lapor_data.ui.frame import BY_SLUG, View
from lapor_data.ui.panels import details
from lapor_data.ui.rows import open_rows
from lapor_data.ui.selection import asked_option
from lapor_data.ui.sign_in import fragment
from lapor_data.ui.text import safe


def shelf() -> Awards:
    """Where people's profiles and decisions lie, also while the sample answers."""
    return Awards(data.journal())


def profiles() -> dict[str, AwardProfile]:
    """All award profiles by their name in the address, the built-in ones first. Where the notes
    cannot be read, the page says so and goes on with those."""
    try:
        found = shelf().profiles()
        for key in shelf().unreadable():
            st.warning(
                safe(f"“{key}” pada berkas catatan tidak dapat dibaca dan dilewati."),
                icon=":material/info:",
            )
    except LaporError as error:
        st.warning(safe(error), icon=":material/info:")
        found = BUILT_IN
    return {profile.slug: profile for profile in found}


def chosen_profile() -> AwardProfile:
    """The profile that is chosen on this page or in its address."""
    known = profiles()
    labels = {slug: profile.name for slug, profile in known.items()}
    return known[listed_option("profil", labels, "Profil penghargaan", ":material/trophy:")]


def say_if_narrowed(view: View) -> None:
    """Where a topic, channel, class or SKPD is chosen, the ranking is none of all complaints."""
    if view.filter.extra_count:
        st.caption(
            safe(
                f"Hanya sebagian aduan ({view.filter.sentence()}); ini bukan nilai penghargaan "
                "seluruh aduan."
            )
        )


def listed_option(name: str, labels: Mapping[str, str], title: str, icon: str) -> str:
    """A choice of one page out of many, kept in session and address like `selection.option`."""
    key, memory = f"pilihan-{name}", f"lapor-pilihan-{name}"
    chosen = asked_option(name, labels, title)
    st.session_state[memory] = st.session_state[key] = chosen

    def change() -> None:
        st.session_state[memory] = st.session_state[key]
        st.query_params[name] = st.session_state[key]

    st.selectbox(
        title,
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=key,
        on_change=change,
        label_visibility="collapsed",
        icon=icon,
        width=275,
    )
    return chosen


def choose_profile(slug: str) -> None:
    """Have this profile chosen from the next run on; the first one for an empty name."""
    st.query_params["profil"] = slug or BUILT_IN[0].slug


def draw_choice(view: View) -> str:
    """The row above the winners: which profile, and the way to the workshop with it; gives the
    profile as the option of the award panels."""
    with st.container(horizontal=True, vertical_alignment="center"):
        profile = chosen_profile()
        _link("bengkel", "Andaikan dan uji urutan ini", view.filter, profil=profile.slug)
    return option_of(profile)


def _link(slug: str, label: str, f: ComplaintFilter, **words: str) -> None:
    """A link to another page with a filter, where that page exists."""
    page = BY_SLUG[slug]
    if page.exists:
        st.page_link(
            page.script, label=safe(label), icon=page.icon, query_params={**f.address(), **words}
        )


def draw_podium(view: View, slug: str, option: str) -> None:
    """The first three ranks: score large, the three parts with their counts, and the rows."""
    panel = view.panel(slug, option)
    if not isinstance(panel.chart, Podium):
        raise TypeError(slug)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.header(safe(panel.title), anchor=False)
        details(view, panel)
    if not panel.chart.cards:
        return
    for column, card in zip(st.columns(len(panel.chart.cards)), panel.chart.cards, strict=True):
        with column, st.container(border=True, height="stretch", gap="xsmall"):
            st.metric(f":yellow[**Peringkat {card.rank}**]", f"{safe(card.text)}")
            st.markdown(f"**{safe(card.name)}**")
            for part in card.parts:
                st.markdown(
                    f"**{safe(part.text)}** {safe(part.label)} :gray[· {safe(part.counts)}]"
                )
            if card.note:
                st.caption(safe(card.note))


def draw_reasons(view: View, slug: str, option: str) -> None:
    """Why this score, for any region: the sum in figures, and the rows behind each part."""
    with st.container(border=True):
        _reasons(view, slug, option)


@fragment
def _reasons(view: View, slug: str, option: str) -> None:
    panel = view.panel(slug, option)
    if not isinstance(panel.chart, Podium) or not panel.chart.cards:
        return
    cards = panel.chart.cards
    st.subheader(safe(panel.title), anchor=False)
    place = st.selectbox(
        "Kabupaten/kota",
        range(len(cards)),
        format_func=lambda index: f"{cards[index].rank}. {cards[index].name}",
        key=f"mengapa-{option}",
        label_visibility="collapsed",
        width=320,
    )
    card = cards[place or 0]
    code = panel.rows[(place or 0) * len(card.parts)].spec.place or ""
    terms = " + ".join(part.text for part in card.parts)
    st.markdown(f"**{safe(card.text)}** = {safe(terms)}")
    with st.container(horizontal=True):
        first = (place or 0) * len(card.parts)
        for choice, part in zip(panel.rows[first:], card.parts, strict=False):
            if st.button(
                safe(f"{part.label}: {part.counts}"),
                icon=":material/list:",
                key=f"mengapa-{part.label}",
            ):
                open_rows(view, choice.label, (choice,))
    st.caption(safe(panel.notes[0]))
    _link("profil", f"Profil {card.name}", view.filter.with_(place=code, agencies=()))
