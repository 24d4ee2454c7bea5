"""The data a rerun works on: one snapshot; panels are asked once per version and filter.

The one way from the screens to the store: whatever is opened here is in the hands of the person who
has signed in. What is cached without the person holds counts only, which every role may read.
"""

from __future__ import annotations

import atexit
import gc
from datetime import date
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lapor_data.domain.access import Person
from lapor_data.domain.errors import StoreError
from lapor_data.domain.records import Record
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.figures import Drawn, figure
from lapor_data.present.palette import palette
from lapor_data.present.panel import Panel
from lapor_data.questions import choices
from lapor_data.questions.choices import Choices
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.narrative import Attention
from lapor_data.store.current import open_current
from lapor_data.store.importing import Progress
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library, default_db
from lapor_data.store.notes import Notes
from lapor_data.store.records import Records
from lapor_data.store.snapshot import Snapshot
from lapor_data.ui.sign_in import person
from lapor_data.ui.text import safe

_MAX_PANELS = 512
_MOST_TRIES = 5


def current() -> Snapshot:
    """The newest complete version of the data, the sample where there is none. Where that takes
    work (the first start builds the sample), its progress is shown in place of the page. Read by
    whoever has signed in."""
    who = person()
    place = st.empty()
    bar: DeltaGenerator | None = None

    def progress(fraction: float, step: str) -> None:
        nonlocal bar
        if bar is None:
            status = place.status("Menyiapkan data. Ini hanya sekali.", expanded=True)
            bar = status.progress(0.0)
        bar.progress(fraction, safe(step))

    try:
        return _read_by(who, progress)
    finally:
        if bar is not None:
            place.empty()


def _read_by(who: Person, progress: Progress) -> Snapshot:
    found = open_current(progress=progress)
    for _ in range(_MOST_TRIES):
        try:
            return found.read_by(who)
        except StoreError:
            # An import may have removed the version between the two steps; then there is a newer.
            newer = open_current(progress=progress)
            if newer.key == found.key:
                raise
            found = newer
    return found.read_by(who)


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once per process, after the imports: take all that exists out of garbage collection, which
    Streamlit runs after every script (119 → 57 ms a rerun). Given back at the end: DuckDB's binding
    would otherwise list every object it still finds on the terminal."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


def briefing(snapshot: Snapshot, f: ComplaintFilter) -> Briefing:
    """The answers for a filter; each is asked when a panel first needs it."""
    today = date.today()
    first, last = snapshot.first_date or today, snapshot.data_date or today
    # The stamp first: records that change in between make it older, never younger, than they are.
    stamp = _stamp()
    return Briefing(snapshot, f, last, first, known_records(), stamp)


def journal() -> Journal:
    """What people enter, in the hands of whoever has signed in."""
    return Journal(default_db(), person())


def library() -> Library:
    """The versions of the data, in the hands of whoever has signed in."""
    return Library(default_db(), person=person())


def notes() -> Notes:
    """The mappings of agencies, in the hands of whoever has signed in."""
    return Notes(default_db(), person())


def records() -> Records:
    """The records of history of this installation (also while the sample answers)."""
    return Records(journal())


@st.cache_resource(show_spinner=False, max_entries=4)
def _records(_found: Records, file: str, stamp: str, place: str | None) -> tuple[Record, ...]:
    return _found.all()


def known_records() -> tuple[Record, ...]:
    """All records, read once per state of the journal; none while it cannot be read (the page
    "Naik tangga" says why, the others can do without)."""
    found = records()
    try:
        notes = found.journal
        # Admins read them without Tracking IDs.
        return _records(found, str(notes.path), notes.stamp, notes.person.place)
    except StoreError:
        return ()


def _stamp() -> str:
    """Names the state of the journal; "" while it cannot be read."""
    try:
        return journal().stamp
    except StoreError:
        return ""


def filter_key(f: ComplaintFilter) -> str:
    """Names a filter in caches."""
    return urlencode({**f.address(), "banding": f.compare}, doseq=True)


@st.cache_data(show_spinner=False, max_entries=_MAX_PANELS)
def _panel(_briefing: Briefing, slug: str, version: str, chosen: str, option: str) -> Panel:
    return catalogue.build(slug, _briefing, option)


def panel(source: Briefing, version: str, slug: str, option: str = "") -> Panel:
    """A panel of the catalogue for this data and filter."""
    version = f"{version}@{source.records_stamp}"
    return _panel(source, slug, version, filter_key(source.filter), option)


# As a resource: a figure is never changed after it is built, and unpickling one costs more than
# drawing it.
@st.cache_resource(show_spinner=False, max_entries=_MAX_PANELS)
def _drawing(_panel: Panel, slug: str, version: str, chosen: str, ground: str) -> Drawn:
    if _panel.chart is None:
        raise TypeError(slug)
    return Drawn(figure(_panel.chart, palette(ground)))


def drawing(source: Briefing, shown: Panel, version: str, chosen: str, ground: str) -> Drawn:
    """The figure of a panel; `chosen` names filter and option."""
    return _drawing(shown, shown.slug, f"{version}@{source.records_stamp}", chosen, ground)


@st.cache_data(show_spinner=False, max_entries=8)
def _choices(_snapshot: Snapshot, version: str) -> Choices:
    return choices.choices(_snapshot)


def known_choices(snapshot: Snapshot) -> Choices:
    """What can be chosen in the filter bar."""
    return _choices(snapshot, snapshot.key)


@st.cache_data(show_spinner=False, max_entries=_MAX_PANELS)
def _received(_briefing: Briefing, version: str, chosen: str) -> int:
    return _briefing.now.received


def is_empty(source: Briefing, version: str) -> bool:
    """Whether the filter selects nothing at all."""
    return not _received(source, version, filter_key(source.filter))


@st.cache_data(show_spinner=False, max_entries=_MAX_PANELS)
def _sentence(_briefing: Briefing, version: str, chosen: str) -> str:
    return _briefing.sentence


def sentence(source: Briefing, version: str) -> str:
    """The period in one sentence."""
    return _sentence(source, version, filter_key(source.filter))


@st.cache_data(show_spinner=False, max_entries=_MAX_PANELS)
def _attention(_briefing: Briefing, version: str, chosen: str) -> list[Attention]:
    return _briefing.attention


def attention(source: Briefing, version: str) -> list[Attention]:
    """What needs attention, most pressing first."""
    return _attention(source, version, filter_key(source.filter))
