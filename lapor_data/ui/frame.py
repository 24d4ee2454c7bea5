"""The frame that every page calls first: links, title, the line under it, the filter bar.

from lapor_data.ui.frame import open_page

view = open_page("topik")            # None while there is nothing to show
if view:
    draw(view, "topik-peringkat")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import streamlit as st

import lapor_data
from lapor_data.domain.access import LOCAL, Person
from lapor_data.domain.errors import LaporError
from lapor_data.domain.numbers import long_date, short_date
from lapor_data.domain.regions import place_name
from lapor_data.domain.settings import load_settings
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import APP_NAME, SAMPLE_MARK
from lapor_data.present.palette import DARK, LIGHT
from lapor_data.present.panel import Panel
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.store import events
from lapor_data.store.snapshot import Snapshot
from lapor_data.ui import data, filter_bar, selection, sign_in, way_back
from lapor_data.ui.text import safe

ONLY_WRITERS = "Halaman ini untuk pengelola."
EMPTY_TEXT = "Belum ada data untuk pilihan ini. Perluas periode atau atur ulang saringan."
_ROOT = Path(__file__).parents[2]
_ASSETS = Path(__file__).with_name("assets")
# Both from files of ours: a Material icon as page icon would be fetched from the internet.
_FAVICON = str(_ASSETS / "favicon.svg")
_LOGO = (_ASSETS / "logo.svg").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Page:
    """One page: its name in the address, title, icon and script."""

    slug: str
    title: str
    icon: str
    script: str
    # Nothing on it is for those who only read.
    for_writers: bool = False

    def is_for(self, person: Person) -> bool:
        """Whether somebody of this role has any use for it."""
        return person.may_write or not self.for_writers

    @property
    def exists(self) -> bool:
        """Whether its script is there (a link to a missing page is an error)."""
        return (_ROOT / self.script).exists()


PAGES = (
    Page("ringkasan", "Ringkasan", ":material/home:", "dashboard.py"),
    Page("topik", "Topik", ":material/label:", "pages/topik.py"),
    Page("kecepatan", "Kecepatan respons", ":material/timer:", "pages/kecepatan.py"),
    Page("peta", "Peta", ":material/map:", "pages/peta.py"),
    Page("profil", "Profil", ":material/location_city:", "pages/profil.py"),
    Page("tindak-lanjut", "Tindak lanjut", ":material/checklist:", "pages/tindak-lanjut.py"),
    Page("penghargaan", "Penghargaan", ":material/trophy:", "pages/penghargaan.py"),
    Page("bengkel", "Bengkel penghargaan", ":material/tune:", "pages/bengkel.py"),
    Page("naik-tangga", "Naik tangga", ":material/stairs:", "pages/naik-tangga.py"),
    Page("paparan", "Paparan", ":material/co_present:", "pages/paparan.py"),
    Page("data", "Data", ":material/database:", "pages/data.py", for_writers=True),
)
BY_SLUG = {page.slug: page for page in PAGES}


@dataclass(frozen=True)
class View:
    """What a page works with: the data of this rerun, the filter, and the panels of both."""

    page: Page
    snapshot: Snapshot
    filter: ComplaintFilter
    ground: str

    @property
    def person(self) -> Person:
        """Who is looking."""
        return self.snapshot.reader

    @cached_property
    def briefing(self) -> Briefing:
        """The answers for the filter."""
        return data.briefing(self.snapshot, self.filter)

    def panel(self, slug: str, option: str = "") -> Panel:
        """A panel of the catalogue; `option` is what the page itself lets choose."""
        return data.panel(self.briefing, self.snapshot.key, slug, option)

    def cache_name(self, option: str = "") -> str:
        """Names filter and option in caches."""
        return f"{data.filter_key(self.filter)}|{option}"


def open_page(slug: str, *, filters: bool = True, any_period: bool = False) -> View | None:
    """Draw the frame of a page. None when nobody has signed in who may see it, or the data or the
    selection is empty: the frame has said so, and the page has nothing to draw. With
    `filters=False` (the page "Data") there is no bar and otherwise always a view; with
    `any_period` the page has something to say whatever the period."""
    page = BY_SLUG[slug]
    _configure(page)
    who = sign_in.enter(slug)
    if who is None:
        return None
    _go_back(page, who)
    ground = st.context.theme.type or "light"
    try:
        load_settings()  # a slip in that file is told here, not by the panel that needs it
        snapshot = data.current()
    except LaporError as error:
        events.failed(error, "halaman")
        _links(None, who)
        _foot(None, who)
        st.title(page.title, anchor=False)
        st.error(safe(error))
        return None
    first, last = _known_days(snapshot)
    default = ComplaintFilter(filter_bar.default_period(first, last))
    chosen, messages = selection.read(default)
    view = View(page, snapshot, chosen, ground)
    _links(chosen, who)
    _foot(snapshot, who)
    if not page.is_for(who):
        st.title(page.title, anchor=False)
        st.info(safe(f"{ONLY_WRITERS} Peran Anda: {who.role_name}."), icon=":material/lock:")
        return None
    with st.container(gap=None):
        st.title(page.title, anchor=False)
        st.markdown(_line(view, last, with_filter=filters))
    if not filters:
        return view
    filter_bar.draw(chosen, default, lambda: data.known_choices(snapshot), first, last)
    for message in messages:
        st.warning(safe(message), icon=":material/info:")
    if not any_period and data.is_empty(view.briefing, snapshot.key):
        st.info(EMPTY_TEXT, icon=":material/search_off:")
        return None
    return view


def open_stage(slug: str) -> View | None:
    """The view of a page that draws the whole screen itself: no title, no links, no filter bar.
    None where there is nothing to show, or the address asks for what there is not: `open_page` then
    says so, instead of a stage that shows something else without a word."""
    _configure(BY_SLUG[slug])
    try:
        snapshot = data.current()
    except LaporError:
        return None
    first, last = _known_days(snapshot)
    chosen, messages = selection.read(ComplaintFilter(filter_bar.default_period(first, last)))
    view = View(BY_SLUG[slug], snapshot, chosen, st.context.theme.type or "light")
    return None if messages or data.is_empty(view.briefing, snapshot.key) else view


def _go_back(page: Page, who: Person) -> None:
    """From the first page, where the login leads, to the one that was opened before it."""
    if who == LOCAL or page != PAGES[0] or len(st.query_params):
        return
    opened = way_back.take(way_back.this_browser())
    if opened and (opened.slug != page.slug or opened.query):
        st.switch_page(BY_SLUG[opened.slug].script, query_params=opened.query)


def _configure(page: Page) -> None:
    st.set_page_config(
        page_title=f"{page.title} · {APP_NAME}",
        page_icon=_FAVICON,
        layout="wide",
        initial_sidebar_state=245,
    )
    data.settle()


def _known_days(snapshot: Snapshot) -> tuple[date, date]:
    today = date.today()
    last = snapshot.data_date or snapshot.last_date or today
    return min(snapshot.first_date or last, last), last


def _links(chosen: ComplaintFilter | None, who: Person) -> None:
    """The pages, each link with the filter in its address (a plain link would drop it)."""
    dark = st.context.theme.type == "dark"
    st.logo(_LOGO.replace(LIGHT.accent, DARK.accent) if dark else _LOGO, size="large")
    with st.sidebar:
        for page in PAGES:
            if page.exists and page.is_for(who):
                st.page_link(
                    page.script,
                    label=page.title,
                    icon=page.icon,
                    width="stretch",
                    query_params=chosen.address() if chosen else None,
                )


def _foot(snapshot: Snapshot | None, who: Person) -> None:
    """Which program and which data this is: what to name when something looks wrong; and who."""
    lines = [f"Versi {lapor_data.__version__}"]
    if snapshot:
        lines.append(f"data versi {snapshot.version}")
        if snapshot.data_date:
            lines[-1] += f" · {short_date(snapshot.data_date)}"
    st.sidebar.caption("  \n".join(lines))
    sign_in.draw_foot(who)


def _line(view: View, last: date, *, with_filter: bool) -> str:
    """Period · region · compared with · data date, and the mark of the sample."""
    f = view.filter
    parts = []
    if with_filter:
        parts = [f.period.label, place_name(f.place) if f.place else "Semua wilayah"]
        other = view.briefing.compared
        parts.append(f"dibandingkan dengan {other.short_label}" if other else "tanpa pembanding")
    parts.append(f"data per {long_date(last)}")
    line = f":gray[{safe(' · '.join(parts))}]"
    return f"{line} :yellow-badge[{SAMPLE_MARK}]" if view.snapshot.is_sample else line
