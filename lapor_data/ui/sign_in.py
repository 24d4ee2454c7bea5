"""Who is looking: everybody at this computer, or with `[auth]` in Streamlit's secrets the person
who has signed in, with the role of `peran.toml`.

What a person may do is enforced where data is read and written; here they are only recognised.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

from lapor_data.domain.access import LOCAL, AccessError, Person
from lapor_data.domain.errors import LaporError, SettingsError
from lapor_data.domain.roles import load_roles, roles_file
from lapor_data.present.cover import APP_NAME
from lapor_data.store import events
from lapor_data.store.library import default_db
from lapor_data.ui import way_back
from lapor_data.ui.text import safe

P = ParamSpec("P")
T = TypeVar("T")
_WHO = "lapor-orang"
_CLIENT = "client_id"
# `secrets.token_hex(32)` has 64 letters of 16 kinds; a word somebody thought of has fewer.
_SHORTEST_SECRET, _FEWEST_LETTERS = 32, 10


class NotSignedInError(AccessError):
    """Nobody has signed in yet."""


class NoRoleError(AccessError):
    """Somebody has signed in to whom no role was given."""


class NoWayInError(SettingsError):
    """A slip in a file keeps everybody out."""


def is_wanted() -> bool:
    """Whether people have to sign in. NoWayInError where that is meant and cannot work: nobody is
    let in by a slip in a file."""
    try:
        wanted = "auth" in st.secrets
    except (FileNotFoundError, PermissionError) as error:
        there = any(Path(path).exists() for path in st.get_option("secrets.files"))
        if there or isinstance(error, PermissionError):
            raise NoWayInError(
                "Berkas secrets.toml tidak dapat dibaca, jadi tidak ada yang dapat masuk. "
                "Betulkan tulisan atau hak bacanya (lihat docs/operations.md, “Masuk dan peran”), "
                "lalu mulai ulang program."
            ) from error
        wanted = False
    file = roles_file(default_db())
    if not wanted and file.exists():
        raise NoWayInError(
            f"Berkas peran {file} ada, tetapi bagian [auth] tidak ada di secrets.toml, jadi tidak "
            "ada yang dapat masuk. Lengkapi secrets.toml, atau pindahkan berkas peran bila semua "
            "orang di komputer ini boleh melakukan semuanya; lalu mulai ulang program."
        )
    if wanted and _is_guessable(st.secrets["auth"]):
        raise NoWayInError(
            "cookie_secret di secrets.toml kosong, pendek, atau mudah ditebak; siapa pun yang "
            "mengetahuinya dapat masuk sebagai pengelola, jadi semua halaman ditutup. Isi dengan "
            "hasil perintah di docs/operations.md, “Masuk dan peran”, lalu mulai ulang program."
        )
    return wanted


def _is_guessable(auth: object) -> bool:
    secret = auth.get("cookie_secret") if isinstance(auth, Mapping) else None
    text = secret if isinstance(secret, str) else ""
    return len(text) < _SHORTEST_SECRET or len(set(text)) < _FEWEST_LETTERS


def person() -> Person:
    """Who this session belongs to; NotSignedInError, NoRoleError, or SettingsError. The roles are
    read each time: a role that was taken away ends with the next click."""
    if not is_wanted():
        return LOCAL
    claims = _claims()
    if claims.get("is_logged_in") is not True:
        raise NotSignedInError("Masuk dahulu.")
    roles = load_roles(roles_file(default_db()))
    found = roles.person(claims)
    if found is None:
        known_as = claims.get("email") or claims.get("preferred_username") or claims.get("sub")
        whom = roles.contact or "pengelola LAPOR! Paman di Diskominfo"
        raise NoRoleError(
            f"Anda masuk sebagai {known_as}. Untuk memakai dasbor ini, mintalah peran kepada "
            f"{whom}."
        )
    return found


def enter(slug: str) -> Person | None:
    """The person, or None: then this page has been drawn, and it holds nothing but who to ask."""
    try:
        found = person()
    except NotSignedInError:
        _page("Masuk", "Dasbor ini untuk yang mendapat peran. Masuk dengan akun kantor Anda.")
        _ways_in(slug)
        return None
    except NoRoleError as error:
        _page("Anda belum mendapat peran", str(error))
        _way_out()
        return None
    except LaporError as error:
        events.failed(error, "masuk")
        _page("Belum dapat masuk", "")
        st.error(safe(error), icon=":material/error:")
        if not isinstance(error, NoWayInError) and st.user.get("is_logged_in"):
            _way_out()
        return None
    # What a session keeps (a prepared file, the data of a meeting) was made for one person.
    if st.session_state.get(_WHO, found) != found:
        st.session_state.clear()
    st.session_state[_WHO] = found
    return found


def while_allowed(make: Callable[[], T]) -> Callable[[], T]:
    """A file that is made when it is asked for, which no run of a page comes before: only as long
    as the page's reader still has the role it was drawn for."""
    who = st.session_state.get(_WHO) or person()
    if who == LOCAL:
        return make
    claims = _claims()  # outside a run nobody could be asked who it is

    def asked() -> T:
        if load_roles(roles_file(default_db())).person(claims) != who:
            raise NoRoleError("Peran Anda telah berubah. Muat ulang halaman.")
        return make()

    return asked


def ask_again() -> None:
    """At the beginning of what is drawn again by itself (a dialog, a fragment), without the page:
    whoever is no longer who the page was drawn for gets the page anew, and that says why."""
    who = st.session_state.get(_WHO)
    if who in (None, LOCAL):
        return
    try:
        same = person() == who
    except LaporError:
        same = False
    if not same:
        st.rerun()


def fragment(draw: Callable[P, None]) -> Callable[P, None]:
    """`st.fragment` for whoever still has the role that the page was drawn for."""

    @st.fragment
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        ask_again()
        draw(*args, **kwargs)

    return drawn


def draw_foot(who: Person) -> None:
    """At the foot of the sidebar: who has signed in, as what, and the way out."""
    if who == LOCAL:
        return
    with st.sidebar:
        st.caption(safe(f"{who.name} · {who.role_name}"))
        _way_out()


def _claims() -> Mapping[str, Any]:
    """What the provider says of who has signed in."""
    claims: dict[str, Any] = st.user.to_dict()
    return claims


def _page(title: str, words: str) -> None:
    st.title(title, anchor=False)
    st.caption(f"{APP_NAME}, Provinsi Kalimantan Selatan")
    if words:
        st.markdown(safe(words))


def _ways_in(slug: str) -> None:
    """One button, or one per provider where several are set up."""
    section = st.secrets["auth"]
    several = [
        name for name, part in section.items() if isinstance(part, Mapping) and _CLIENT in part
    ]
    for name in several if _CLIENT not in section else [None]:
        label = f"Masuk dengan {name}" if name and len(several) > 1 else "Masuk"
        if st.button(safe(label), type="primary", icon=":material/login:", key=f"masuk-{name}"):
            _go(name, slug)
    if _CLIENT not in section and not several:
        _say_incomplete()


def _go(provider: str | None, slug: str) -> None:
    query = {word: st.query_params.get_all(word) for word in st.query_params}
    way_back.remember(way_back.this_browser(), slug, query)
    try:
        st.login(provider)
    except StreamlitAPIException as error:
        events.failed(error, "masuk")
        _say_incomplete()


def _say_incomplete() -> None:
    st.error(
        "Bagian [auth] di secrets.toml belum lengkap: perlu redirect_uri, cookie_secret, "
        "client_id, client_secret, dan server_metadata_url. Lihat docs/operations.md, “Masuk dan "
        "peran”.",
        icon=":material/error:",
    )


def _way_out() -> None:
    st.button(
        "Keluar", icon=":material/logout:", type="tertiary", key="lapor-keluar", on_click=st.logout
    )
