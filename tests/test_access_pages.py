"""Every page with every role, as Streamlit runs it. Who has signed in is given here; that it is
found out truly is tested with a real provider (tests/browser/test_sign_in.py)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lapor_data.domain.access import ADMIN, LEADER, LOCAL, MANAGER, AccessError, Person
from lapor_data.domain.errors import LaporError
from lapor_data.domain.meetings import SlidePlan
from lapor_data.domain.records import PLAN, read_record
from lapor_data.present.panels_worklist import PLACE
from lapor_data.store.current import open_sample
from lapor_data.store.importing import import_files
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library, default_db
from lapor_data.store.reports import InputFile
from lapor_data.ui import data, frame, sign_in
from lapor_data.ui.presenter import actions, chosen, saving
from lapor_data.ui.workshop import profiles
from tests.exports import export, row
from tests.test_pages import PAGES, ROOT, texts

NOW = datetime(2023, 9, 1)
OWN, OTHER = "63.72", "63.71"
PEOPLE = {
    "setempat": LOCAL,
    MANAGER: Person("Kasi", MANAGER, None, "kasi@contoh.go.id"),
    LEADER: Person("Sekda", LEADER, None, "sekda@contoh.go.id"),
    ADMIN: Person("Admin", ADMIN, OWN, "admin@contoh.go.id"),
}
READERS = (LEADER, ADMIN)
# What a button or field of somebody who writes is called.
WRITING = re.compile(
    r"Simpan|Hapus|Ubah|Catatan baru|Bekukan|Petakan|Batalkan|Unggah|Tambah profil|Simpan ke basis"
)


@pytest.fixture(scope="module")
def place_of() -> dict[str, str]:
    """Tracking ID → place of the whole sample."""
    cursor = open_sample().cursor()
    cursor.execute("SELECT tracking_id::VARCHAR, place FROM lapor.complaint")
    return dict(cursor.fetchall())


@pytest.fixture(scope="module")
def titles_elsewhere() -> frozenset[str]:
    """Titles that only complaints of other places have."""
    cursor = open_sample().cursor()
    cursor.execute(
        "SELECT title FROM lapor.complaint WHERE length(title) > 25 GROUP BY title "
        f"HAVING count(*) FILTER (place = '{OWN}') = 0"
    )
    return frozenset(title for (title,) in cursor.fetchall())


@pytest.fixture(autouse=True)
def _no_notes() -> Iterator[None]:
    yield
    Journal(default_db()).path.unlink(missing_ok=True)


@contextmanager
def signed_in(monkeypatch: pytest.MonkeyPatch, person: Person) -> Iterator[None]:
    """Everything the screens do, done by this person."""
    with monkeypatch.context() as patch:
        patch.setattr(sign_in, "person", lambda: person)
        patch.setattr(data, "person", lambda: person)
        yield


@pytest.fixture(params=PEOPLE)
def person(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Each role in turn."""
    with signed_in(monkeypatch, PEOPLE[request.param]):
        yield PEOPLE[request.param]


def open_app(slug: str, **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    if slug != "ringkasan":
        app.switch_page(PAGES[slug])
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def everything_on(app: AppTest) -> str:
    """All that a page says and holds: texts, tables, options, codes."""
    parts = [texts(app)]
    parts += [str(frame_.value.to_string()) for frame_ in app.dataframe]
    parts += [str(code.value) for code in app.code]
    parts += [str(option) for box in app.selectbox for option in box.options]
    parts += [str(area.value) for area in (*app.text_area, *app.text_input)]
    return "\n".join(parts).replace("\\", "")  # as read, without the marks of Markdown


def seen_ids(app: AppTest, place_of: dict[str, str]) -> set[str]:
    """The Tracking IDs of the sample that a page names."""
    return {number for number in re.findall(r"\b\d{7}\b", everything_on(app)) if number in place_of}


def buttons(app: AppTest) -> list[str]:
    """The labels of what can be pressed or filled in to write, on the whole page."""
    found = [button.label for button in app.button if not button.disabled]
    found += [str(element.proto.label) for element in app.get("file_uploader")]
    found += [str(element.proto.popover.label) for element in app.get("popover")]
    return [label for label in found if WRITING.search(label)]


PARTS = [
    *((slug, {}) for slug in PAGES if slug not in ("bengkel", "naik-tangga", "data")),
    *(("bengkel", {"meja": part}) for part in ("andaikan", "kekokohan", "profil", "keputusan")),
    *(
        ("naik-tangga", {"lihat": part})
        for part in ("program", "hasil", "rencana", "catatan", "perubahan")
    ),
    *(("data", {"bagian": part}) for part in ("Impor", "Riwayat", "Kualitas", "Belum dikenal", "Karantina")),
    ("paparan", {"tayang": "ya"}),
    ("profil", {"wilayah": OTHER}),
    ("tindak-lanjut", {"wilayah": OTHER}),
    ("tindak-lanjut", {"wilayah": OWN}),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "query"), PARTS, ids=lambda part: str(part))
def test_every_page_with_every_role(
    slug: str,
    query: dict[str, str],
    person: Person,
    place_of: dict[str, str],
    titles_elsewhere: frozenset[str],
) -> None:
    app = open_app(slug, **query)
    shown = everything_on(app)
    assert not app.error
    if person.place:
        assert {place_of[number] for number in seen_ids(app, place_of)} <= {OWN}
        assert not [title for title in titles_elsewhere if title in shown]
        for listed in app.dataframe:
            if PLACE in listed.value.columns:
                assert set(listed.value[PLACE]) == {"Banjarbaru"}
    if not person.may_write:
        assert buttons(app) == []
    if slug == "data" and not person.may_write:
        (info,) = app.info
        assert info.value.replace("\\", "") == (
            f"{frame.ONLY_WRITERS} Peran Anda: {person.role_name}."
        )
        assert not app.dataframe and not app.download_button
    links = [link.value for link in app.sidebar.page_link]
    if not query.get("tayang"):
        assert ("Data" in links) is person.may_write
        foot = [caption.value for caption in app.sidebar.caption]
        assert (f"{person.name} · {person.role_name}" in foot) is (person != LOCAL)
        assert ("Keluar" in [b.label for b in app.sidebar.button]) is (person != LOCAL)


def test_the_walk_finds_what_it_looks_for(place_of: dict[str, str]) -> None:
    """Without this the walk above could pass because it sees nothing."""
    app = open_app("tindak-lanjut")
    assert len({place_of[number] for number in seen_ids(app, place_of)}) > 3
    for slug, query in (("bengkel", {"meja": "profil"}), ("naik-tangga", {"lihat": "catatan"})):
        assert buttons(open_app(slug, **query))


def test_a_complaint_of_another_place_in_the_address(
    monkeypatch: pytest.MonkeyPatch, place_of: dict[str, str]
) -> None:
    own_list = open_app("tindak-lanjut")
    other = next(n for n in sorted(seen_ids(own_list, place_of)) if place_of[n] not in (OWN,))
    with signed_in(monkeypatch, PEOPLE[ADMIN]):
        for asked in (other, "0"):
            app = open_app("tindak-lanjut", aduan=asked)
            assert f"Aduan {asked} tidak ada di daftar" in texts(app)
            assert "Riwayat" not in [m.value.strip("*") for m in app.markdown]
    assert "**Riwayat**" in texts(open_app("tindak-lanjut", aduan=other))


def test_rows_behind_a_figure_for_an_admin(
    monkeypatch: pytest.MonkeyPatch, place_of: dict[str, str]
) -> None:
    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.switch_page(PAGES["topik"])
        for name, value in query.items():
            app.query_params[name] = value
        app.session_state["lapor-baris-diminta"] = "topik-peringkat"
        return app.run()

    with signed_in(monkeypatch, PEOPLE[ADMIN]):
        app = opened(periode="2022")
        ids = seen_ids(app, place_of)
        assert ids and {place_of[number] for number in ids} == {OWN}
        assert "Hanya baris Kota Banjarbaru, menurut peran Anda." in everything_on(app)
        app = opened(periode="2022", wilayah=OTHER)
        assert seen_ids(app, place_of) == set()
        assert "Baris aduan Kota Banjarmasin tidak termasuk peran Anda" in everything_on(app)
    assert len({place_of[n] for n in seen_ids(opened(periode="2022"), place_of)}) > 3


def test_what_one_person_has_seen_another_does_not_get_from_a_cache(
    monkeypatch: pytest.MonkeyPatch, place_of: dict[str, str]
) -> None:
    """The same page, version and filter in one process: first everybody's, then one place's, then
    everybody's again."""

    def seen(role: str) -> set[str]:
        with signed_in(monkeypatch, PEOPLE[role]):
            return {
                place_of[n] for n in seen_ids(open_app("tindak-lanjut", per="2023-06-01"), place_of)
            }

    assert len(seen(LEADER)) > 3
    assert seen(ADMIN) <= {OWN}
    assert len(seen(LEADER)) > 3


@pytest.mark.parametrize("role", READERS)
def test_callbacks_of_readers_write_nothing(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forged message could start a callback whose button was never drawn: the store refuses."""
    record, problems = read_record(
        {"key": "x", "kind": PLAN, "title": "Uji", "since": "2023", "status": "direncanakan"}
    )
    assert record, problems
    state: dict[str, Any] = {
        actions._key("title", "0-"): "Perbaiki", actions._key("place", "0-"): OWN,
        actions._key("owner", "0-"): "Dishub", actions._key("due", "0-"): "31 Des 2026",
        "paparan-nama": "Rapat",
    }  # fmt: skip
    for module in (actions, saving, chosen):
        monkeypatch.setattr(module.st, "session_state", state)
    with signed_in(monkeypatch, PEOPLE[role]):
        actions._save(None, "0-", "Rapat uji")
        assert "hanya membaca" in state.pop("lapor-paparan-salah")[0]
        actions._remove(record)
        assert "hanya membaca" in state.pop("lapor-paparan-salah")[0]
        saving._save()
        assert "hanya membaca" in state.pop("paparan-salah")
        saving._remove(SlidePlan(("judul",), "Rapat", "s1"))
        assert "hanya membaca" in state.pop("paparan-salah")
        with pytest.raises(AccessError):
            profiles.save_as_new(profiles.shelf().profiles()[0])
        with pytest.raises(AccessError):
            data.records().save(record, now=NOW)
        with pytest.raises(AccessError):
            data.notes().map_agency("Balai", OWN, NOW)
        with pytest.raises(AccessError), data.library().writing():
            pass
    assert not Journal(default_db()).path.exists()
    assert Library(default_db()).versions() == []


def test_the_history_says_who_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAPOR_DB", str(tmp_path / "lapor.duckdb"))
    for person, rows in (("setempat", [row(1)]), (MANAGER, [row(2)])):
        files = [InputFile.of(export(tmp_path / "a.csv", rows))]
        with signed_in(monkeypatch, PEOPLE[person]):
            import_files(data.library(), files, source="layar")
    with signed_in(monkeypatch, PEOPLE[MANAGER]):
        said = everything_on(open_app("data", bagian="Riwayat")).replace("\u2060", "")
    assert re.search(r"Impor 2 · [^·]+ · dari layar oleh kasi@contoh.go.id\*\*", said)
    assert re.search(r"Impor 1 · [^·]+ · dari layar\*\*", said)


def test_a_session_that_changes_hands_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    with signed_in(monkeypatch, PEOPLE[MANAGER]):
        app.session_state["paparan-pdf"] = "berkas"
        app.session_state["lapor-paparan-data"] = "data rapat"
        app.run()
        app.run()
        assert app.session_state["paparan-pdf"] == "berkas"
    with signed_in(monkeypatch, PEOPLE[ADMIN]):
        app.run()
        assert "paparan-pdf" not in app.session_state
        assert "lapor-paparan-data" not in app.session_state


# --- a role that changes while a page is open ----------------------------------------------------


@pytest.fixture
def sekda_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A page that the leader has open; gives the roles file."""
    file = tmp_path / "peran.toml"
    file.write_text('[peran]\npimpinan = ["sekda@contoh.go.id"]\n', encoding="utf-8")
    monkeypatch.setenv("LAPOR_PERAN", str(file))
    claims = {"is_logged_in": True, "email": "sekda@contoh.go.id", "name": "Sekda"}
    monkeypatch.setattr(sign_in, "is_wanted", lambda: True)
    monkeypatch.setattr(sign_in, "_claims", lambda: claims)
    monkeypatch.setattr(sign_in.st, "session_state", {"lapor-orang": PEOPLE[LEADER]})
    return file


def test_a_file_is_only_made_for_whoever_still_has_the_role(sekda_looks: Path) -> None:
    make = sign_in.while_allowed(lambda: b"baris")
    assert make() == b"baris"
    for roles in ("", '[admin]\n"63.72" = ["sekda@contoh.go.id"]\n', "salah tulis"):
        sekda_looks.write_text(roles, encoding="utf-8")
        with pytest.raises(LaporError):
            make()


def test_what_is_drawn_without_its_page_asks_again_who_looks(
    sekda_looks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []
    monkeypatch.setattr(sign_in.st, "rerun", lambda: again.append("halaman"))
    sign_in.ask_again()
    assert again == []
    for roles in ("", '[admin]\n"63.72" = ["sekda@contoh.go.id"]\n', "salah tulis"):
        sekda_looks.write_text(roles, encoding="utf-8")
        sign_in.ask_again()
    assert again == ["halaman"] * 3


def test_every_file_and_fragment_asks() -> None:
    """No page is run before these: each has to ask for itself."""
    for path in sorted((ROOT / "lapor_data" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.download_button":
                assert ast.unparse(node.args[1]).startswith("while_allowed("), path
            if isinstance(node, ast.FunctionDef) and path.name != "sign_in.py":
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                assert "st.fragment" not in marks, path
                if any(mark.startswith("st.dialog(") for mark in marks):
                    assert ast.unparse(node.body[0]) == "ask_again()", path


# --- nobody in by a slip ---------------------------------------------------------------------


def _nothing_else(app: AppTest) -> None:
    assert not app.sidebar.page_link and not app.sidebar.caption
    assert not app.metric and not app.dataframe and not app.download_button
    assert not re.search(r"\d{3}", texts(app))


AUTH = {
    "auth": {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": token_hex(32),
        "client_id": "lapor",
        "client_secret": "y",
        "server_metadata_url": "http://127.0.0.1:9/x",
    }
}


@pytest.mark.parametrize("slug", PAGES)
def test_nobody_sees_a_page_before_signing_in(slug: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.secrets["auth"] = AUTH["auth"]
    if slug != "ringkasan":
        app.switch_page(PAGES[slug])
    for query in ({}, {"tayang": "ya"}, {"aduan": "7000001"}, {"bagian": "Karantina"}):
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        assert [title.value for title in app.title] == ["Masuk"]
        assert [button.label for button in app.button] == ["Masuk"]
        _nothing_else(app)


@pytest.mark.parametrize("secret", ["", "rahasia" * 9, "0123456789abcdef0123456789abcd", 7, None])
def test_a_secret_that_can_be_guessed_closes_every_page(secret: object) -> None:
    """Whoever knows it can forge the cookie of a manager."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.secrets["auth"] = AUTH["auth"] | {"cookie_secret": secret}
    if secret is None:
        del app.secrets["auth"]["cookie_secret"]
    app.run()
    assert [title.value for title in app.title] == ["Belum dapat masuk"]
    assert "mudah ditebak" in app.error[0].value
    assert not app.button
    _nothing_else(app)


@pytest.mark.parametrize("slug", PAGES)
def test_a_roles_file_without_sign_in_lets_nobody_in(slug: str) -> None:
    """Somebody meant people to sign in: a forgotten or misspelt [auth] must not open the house."""
    file = default_db().with_name("peran.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[peran]\npengelola = ["a@contoh.go.id"]\n', encoding="utf-8")
    try:
        app = open_app(slug)
    finally:
        file.unlink()
    assert [title.value for title in app.title] == ["Belum dapat masuk"]
    assert "bagian [auth] tidak ada" in app.error[0].value.replace("\\", "")
    _nothing_else(app)
