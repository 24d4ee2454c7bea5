"""The part "Andaikan": other weights, another figure of one unit, and one rank up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zlib import crc32

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.profile_toml import to_toml
from lapor_data.domain.profiles import AwardProfile, problems
from lapor_data.domain.vocabulary import squash
from lapor_data.present.panels_workshop import Bench
from lapor_data.questions import levers, what_if
from lapor_data.questions.criteria import CATALOGUE, Counts, Field, reading
from lapor_data.questions.scoring import standings
from lapor_data.questions.what_if import Change
from lapor_data.ui.panels import draw as draw_panel
from lapor_data.ui.sign_in import fragment
from lapor_data.ui.text import safe
from lapor_data.ui.workshop.desk import Desk, apply
from lapor_data.ui.workshop.profiles import save_as_new

_WEIGHT_STEP = 0.25
_WEIGHT_TOP = 3.0
_MAX_ADDED = 100_000


@fragment
def draw(desk: Desk) -> None:
    """Sliders at the left, the ranking they make at the right. Moving one draws only this part."""
    mark = f"andaikan-{crc32(f'{to_toml(desk.profile)}{desk.scope.key}'.encode()):x}"
    tries = st.session_state.setdefault("bengkel-andaikan-putaran", 0)
    mark = f"{mark}-{tries}"
    counts = desk.contest.counts(desk.profile)
    if not any(unit.valid for unit in counts.values()):
        st.info("Belum ada aduan sah pada cakupan ini.", icon=":material/search_off:")
        return
    left, right = st.columns([2, 3])
    with left, st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("Andaikan", anchor=False, width="stretch")
            st.button(
                "Kembalikan",
                icon=":material/restart_alt:",
                type="tertiary",
                key="bengkel-kembalikan",
                on_click=_start_over,
            )
        profile = _weights(desk.profile, mark)
        unit, change = _figure(desk, profile, counts, mark)
        if profile != desk.profile and desk.view.person.may_write:
            _keep(profile, mark)
    if messages := problems(profile):
        with right:
            st.warning(safe(messages[0]), icon=":material/info:")
        return
    bench = Bench(profile, desk.scope, desk.profile, (change,) if change else (), unit)
    with right:
        draw_panel(desk.view, "bengkel-andaikan", bench.option())
    draw_panel(desk.view, "bengkel-langkah", Bench(profile, desk.scope, unit=unit).option())


def _start_over() -> None:
    """Sliders with other keys begin anew."""
    st.session_state["bengkel-andaikan-putaran"] += 1


def _weights(profile: AwardProfile, mark: str) -> AwardProfile:
    """The profile with the weights that the sliders show."""
    weights = {}
    for setting in profile.criteria:
        top = max(_WEIGHT_TOP, setting.weight)
        steps = [_WEIGHT_STEP * i for i in range(round(top / _WEIGHT_STEP) + 1)]
        label = CATALOGUE[setting.key].label
        weights[setting.key] = st.select_slider(
            f"Bobot {label[0].lower()}{label[1:]}",
            sorted({*steps, setting.weight}),
            setting.weight,
            format_func=lambda weight: numbers.number(weight, 2),
            key=f"{mark}-bobot-{setting.key}",
            persist_state="page",
        )
    return profile.with_weights(weights)


def _keep(profile: AwardProfile, mark: str) -> None:
    """Save the weights tried as a profile of their own."""
    with st.popover("Simpan bobot ini", icon=":material/save:"):
        name = st.text_input(
            "Nama profil", f"Salinan {profile.name}", max_chars=80, key=f"{mark}-nama"
        )
        if st.button("Simpan sebagai profil baru", type="primary", key=f"{mark}-simpan"):
            apply(lambda: save_as_new(replace(profile, name=squash(name))))


def _figure(
    desk: Desk, profile: AwardProfile, counts: Mapping[str, Counts], mark: str
) -> tuple[str, Change | None]:
    """Whose figure is imagined, and the figure where it differs from the present one."""
    names = desk.contest.names
    rows = [
        row
        for row in standings(counts, desk.scope.ranked_by(desk.profile))
        if row.score is not None
    ]
    order = [row.key for row in rows]
    ranked = sum(row.rank is not None for row in rows)
    place = desk.view.filter.place
    unit_at, criterion_at = st.columns(2)
    unit = unit_at.selectbox(
        "Yang diandaikan",
        order,
        index=order.index(place) if place in order else max(0, ranked - 1),
        format_func=lambda key: names[key],
        key=f"{mark}-siapa-{place}",
        persist_state="page",
    )
    keys = [setting.key for setting in profile.criteria]
    key = criterion_at.selectbox(
        "Kriteria",
        keys,
        index=keys.index("tindak_lanjut") if "tindak_lanjut" in keys else 0,
        format_func=lambda key: CATALOGUE[key].label,
        key=f"{mark}-kriteria",
        persist_state="page",
    )
    scale = _scale(counts[unit], key)
    if scale is None:
        st.caption("Belum ada yang dapat diandaikan: tidak ada datanya.")
        return unit, None
    # With another period the present figure is another: what was imagined of the old one is over.
    target = scale.draw(f"{mark}-sasaran-{unit}-{key}-{scale.now:g}-{counts[unit].valid}")
    if target == scale.now:
        st.caption(
            safe(f"Sekarang {_words(profile, counts, unit, key)}. Geser untuk mengandaikan.")
        )
        return unit, None
    change = Change(unit, key, target)
    after = what_if.changed(counts, [change])
    now, then = (_words(profile, each, unit, key) for each in (counts, after))
    st.caption(safe(f"{now} menjadi {then}"))
    return unit, change


def _words(profile: AwardProfile, counts: Mapping[str, Counts], unit: str, key: str) -> str:
    """A unit's figure in words: "53 dari 100"."""
    setting = profile.setting(key)
    if setting is None:
        raise KeyError(key)
    return reading(setting, counts[unit], Field.of(counts.values())).figure


@dataclass(frozen=True)
class _Scale:
    """What a figure can be set to: `now` and the other values, in the criterion's unit."""

    label: str
    now: float
    values: tuple[float, ...]
    ending: str

    def draw(self, key: str) -> float:
        """The slider; without values a field for complaints that come on top."""
        if not self.values:
            added = st.number_input(
                self.label, 0, _MAX_ADDED, 0, step=5, key=key, persist_state="page"
            )
            return float(added)
        chosen: float = st.select_slider(
            self.label,
            sorted({*self.values, self.now}),
            self.now,
            format_func=self.shown,
            key=key,
            persist_state="page",
        )
        return chosen

    def shown(self, value: float) -> str:
        """A value as people read it: "53%", "2,5 hari kerja"."""
        return f"{numbers.number(value, 0 if float(value).is_integer() else 1)}{self.ending}"


def _scale(unit: Counts, key: str) -> _Scale | None:
    """The scale of a criterion for a unit; None where nothing is known of it."""
    kind, reach = CATALOGUE[key].unit, levers.reach(unit, key)
    if not reach.movable:
        return None
    if kind == "aduan":
        return _Scale("Aduan tambahan, ditangani seperti yang sekarang", 0.0, (), "")
    now = reach.now
    if kind == "HK":
        values = tuple(step / 2 for step in range(2 * max(30, round(now)) + 1))
        return _Scale("Median respons menjadi", now, values, " hari kerja")
    if kind == "bintang":
        return _Scale("Rata-rata menjadi", now, tuple(1 + i / 10 for i in range(41)), " bintang")
    label = CATALOGUE[key].label
    return _Scale(f"{label} menjadi", now, tuple(map(float, range(101))), "%")
