"""The part "Profil": make, copy, save, delete award profiles; as TOML in and out."""

from __future__ import annotations

import math
from datetime import datetime
from zlib import crc32

import streamlit as st

from lapor_data.domain.profile_toml import from_toml, to_toml
from lapor_data.domain.profiles import (
    HIGH,
    KEYS,
    LIMIT_WD_LIMIT,
    LOW,
    MINIMUM_LIMIT,
    WITH_LIMIT,
    AwardProfile,
    CriterionSetting,
    Direction,
    ProfileError,
    copy_of,
    natural_direction,
)
from lapor_data.domain.vocabulary import squash
from lapor_data.questions.criteria import CATALOGUE
from lapor_data.ui.awards import choose_profile, shelf
from lapor_data.ui.sign_in import while_allowed
from lapor_data.ui.text import safe
from lapor_data.ui.workshop.desk import Desk, apply

_ROUND = "bengkel-berkas-putaran"
_TOLD = 10
_WIDTHS = (5, 2, 2, 3)
_DIRECTIONS: dict[Direction, str] = {HIGH: "tinggi lebih baik", LOW: "rendah lebih baik"}


def draw(desk: Desk) -> None:
    """The chosen profile as a form, and beside it what can be done with the whole of it."""
    left, right = st.columns([3, 1])
    with left, st.container(border=True):
        _form(desk.profile, writes=desk.view.person.may_write)
    with right, st.container(border=True):
        _exchange(desk.profile, writes=desk.view.person.may_write)


def _form(profile: AwardProfile, *, writes: bool) -> None:
    # New keys whenever the profile is another one or was saved: the fields then show it afresh.
    mark = f"bengkel-{crc32(to_toml(profile).encode()):x}"
    st.subheader(safe(f"Profil “{profile.name}”"), anchor=False)
    if not writes:
        st.caption("Profil disimpan oleh pengelola; bobot dapat dicoba di bagian Andaikan.")
    elif profile.is_built_in:
        st.caption("Profil bawaan tidak dapat diubah. Ubah isian di bawah, lalu simpan salinannya.")
    with st.form(mark, border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            given = f"Salinan {profile.name}" if profile.is_built_in else profile.name
            name = st.text_input("Nama profil", given, max_chars=80, key=f"{mark}-nama")
            minimum = st.number_input(
                "Sampel minimum (aduan sah)",
                min_value=0,
                max_value=MINIMUM_LIMIT,
                value=profile.minimum,
                step=1,
                key=f"{mark}-minimum",
                help="Yang aduannya kurang dari ini tetap ditampilkan, tetapi tanpa peringkat.",
            )
            media = st.toggle("Hanya aduan media sosial", profile.only_media, key=f"{mark}-media")
        settings = _criteria(profile, mark)
        with st.container(horizontal=True):
            changed = not profile.is_built_in and st.form_submit_button(
                "Simpan perubahan", type="primary", icon=":material/save:", disabled=not writes
            )
            copied = st.form_submit_button(
                "Simpan sebagai profil baru",
                icon=":material/content_copy:",
                disabled=not writes,
            )
    edited = AwardProfile(squash(name), profile.slug, settings, int(minimum), media)
    if changed:
        apply(lambda: _save(edited, profile))
    elif copied:
        apply(lambda: save_as_new(edited))


def _criteria(profile: AwardProfile, mark: str) -> tuple[CriterionSetting, ...]:
    """A row of fields per criterion of the catalogue; those with a weight are the profile's."""
    for column, head in zip(
        st.columns(_WIDTHS), ("Kriteria", "Bobot", "Batas (HK)", "Arah"), strict=True
    ):
        column.caption(head)
    used = [setting.key for setting in profile.criteria]
    found = []
    for key in (*used, *(key for key in KEYS if key not in used)):
        old = profile.setting(key) or CriterionSetting(key, 0.0)
        label, weight_at, limit_at, direction_at = st.columns(_WIDTHS, vertical_alignment="center")
        criterion = CATALOGUE[key]
        label.markdown(safe(criterion.label), help=safe(f"{criterion.counts} {criterion.scale}"))
        # As text: a number field would show "1.25".
        weight = weight_at.text_input(
            f"Bobot {criterion.label}",
            _shown_weight(old.weight),
            max_chars=8,
            key=f"{mark}-bobot-{key}",
            label_visibility="collapsed",
        )
        limit: int | None = None
        if key in WITH_LIMIT:
            written = limit_at.number_input(
                f"Batas {criterion.label}",
                min_value=1,
                max_value=LIMIT_WD_LIMIT,
                value=old.limit_wd,
                placeholder=f"{old.limit}",
                key=f"{mark}-batas-{key}",
                label_visibility="collapsed",
            )
            limit = None if written is None else int(written)
        direction = direction_at.selectbox(
            f"Arah {criterion.label}",
            list(_DIRECTIONS),
            index=list(_DIRECTIONS).index(old.better),
            format_func=lambda value: _DIRECTIONS[value],
            key=f"{mark}-arah-{key}",
            label_visibility="collapsed",
        )
        chosen = None if direction == natural_direction(key) else direction
        if _weight(weight) != 0:
            found.append(CriterionSetting(key, _weight(weight), chosen, limit))
    st.caption(
        "Bobot 0 berarti kriteria tidak dipakai. Batas yang kosong mengikuti pengaturan program."
    )
    return tuple(found)


def _shown_weight(weight: float) -> str:
    return str(weight).removesuffix(".0").replace(".", ",")


def _weight(text: str) -> float:
    """A weight as people write it ("1,25"); what is no number is NaN, which no profile may have."""
    try:
        return float(text.strip().replace(",", ".") or 0)
    except ValueError:
        return math.nan


def _exchange(profile: AwardProfile, *, writes: bool) -> None:
    st.subheader("Berkas TOML", anchor=False)
    st.download_button(
        "Unduh profil ini",
        while_allowed(lambda: to_toml(profile).encode()),
        file_name=f"lapor-profil_{profile.slug}.toml",
        mime="application/toml",
        icon=":material/download:",
        on_click="ignore",
        key="bengkel-unduh",
    )
    if not writes:
        return
    file = st.file_uploader(
        "Tambah profil dari berkas",
        type=["toml"],
        max_upload_size=1,
        key=f"bengkel-berkas-{st.session_state.setdefault(_ROUND, 0)}",
    )
    if file:
        _read(file.getvalue())
    if not profile.is_built_in:
        with st.popover("Hapus profil", icon=":material/delete:"):
            st.markdown(
                safe(
                    f"Profil “{profile.name}” dihapus untuk semua orang. Keputusan yang "
                    "memakainya tetap tersimpan lengkap."
                )
            )
            if st.button("Ya, hapus", type="primary", key="bengkel-hapus"):
                apply(lambda: _remove(profile))


def _read(content: bytes) -> None:
    """What an uploaded profile says, and the button that keeps it."""
    try:
        profile = from_toml(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        st.error("Berkas ini bukan teks UTF-8. Simpan ulang sebagai TOML, lalu unggah lagi.")
        return
    except ProfileError as error:
        for message in error.messages[:_TOLD]:
            st.error(safe(message), icon=":material/error:")
        if len(error.messages) > _TOLD:
            st.caption(f"dan {len(error.messages) - _TOLD} lainnya")
        return
    words = [
        f"{CATALOGUE[setting.key].label} {_shown_weight(setting.weight)}"
        for setting in profile.criteria
    ]
    st.markdown(f"**{safe(profile.name)}**  \n{safe(' · '.join(words))}")
    if st.button("Simpan profil ini", type="primary", icon=":material/save:"):
        apply(lambda: _keep(profile))


def _keep(profile: AwardProfile) -> str:
    said = save_as_new(profile)
    st.session_state[_ROUND] += 1
    return said


def save_as_new(profile: AwardProfile) -> str:
    """Save as a new profile and choose it; a name or code that is taken gets a number. Gives the
    words that say so."""
    known = shelf().profiles()
    names = {squash(other.name).casefold() for other in known}
    name, number = profile.name, 2
    while squash(name).casefold() in names:
        name, number = f"{profile.name} {number}", number + 1
    return _save(copy_of(profile, name, frozenset(other.slug for other in known)))


def _save(profile: AwardProfile, seen: AwardProfile | None = None) -> str:
    shelf().save(profile, now=datetime.now(), seen=seen)
    choose_profile(profile.slug)
    return f"Profil “{profile.name}” tersimpan."


def _remove(profile: AwardProfile) -> str:
    shelf().remove(profile, now=datetime.now())
    choose_profile("")
    return f"Profil “{profile.name}” dihapus."
