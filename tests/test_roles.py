"""The roles file: whom it gives which role, and what it says of a slip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lapor_data.domain.access import ADMIN, LEADER, MANAGER, Person
from lapor_data.domain.errors import SettingsError
from lapor_data.domain.roles import UnverifiedError, load_roles, roles_file

FILE = """
kontak = "Bidang IKP, ikp@contoh.go.id"

[peran]
pimpinan = ["Sekda@Contoh.go.id"]
pengelola = ["ikp@contoh.go.id", "kasi@contoh.go.id"]

[admin]
"Kota Banjarbaru" = ["lapor@banjarbaru.contoh.go.id"]
"63.03" = ["lapor@banjar.contoh.go.id"]

[[klaim]]
nama = "groups"
isi = "lapor-pengelola"
peran = "pengelola"

[[klaim]]
nama = "realm_access.roles"
isi = "lapor-tapin"
peran = "admin"
wilayah = "Kabupaten Tapin"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "peran.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("claims", "role", "place"),
    [
        ({"email": "sekda@contoh.go.id", "email_verified": True}, LEADER, None),
        ({"email": " SEKDA@CONTOH.GO.ID "}, LEADER, None),
        ({"email": "kasi@contoh.go.id", "email_verified": "true"}, MANAGER, None),
        ({"email": "lapor@banjarbaru.contoh.go.id"}, ADMIN, "63.72"),
        ({"email": "lapor@banjar.contoh.go.id"}, ADMIN, "63.03"),
        ({"sub": "7", "groups": ["lain", "lapor-pengelola"]}, MANAGER, None),
        ({"sub": "7", "groups": "lapor-pengelola"}, MANAGER, None),
        ({"sub": "7", "realm_access": {"roles": ["lapor-tapin"]}}, ADMIN, "63.05"),
        # The e-mail speaks first: a group cannot make a manager of a leader.
        ({"email": "sekda@contoh.go.id", "groups": ["lapor-pengelola"]}, LEADER, None),
    ],
)
def test_roles_by_email_and_claim(
    file: Path, claims: dict[str, Any], role: str, place: str | None
) -> None:
    found = load_roles(file).person({"name": "Ani", **claims})
    assert found
    assert (found.name, found.role, found.place) == ("Ani", role, place)
    assert found.email == (claims.get("email") or "7").strip().casefold()


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": ""},
        {"email": "orang@contoh.go.id", "email_verified": True},
        {"email": "sekda@contoh.go.id.jahat.example"},
        {"preferred_username": "sekda@contoh.go.id"},
        {"name": "sekda@contoh.go.id", "sub": "ikp@contoh.go.id"},
        {"groups": ["lapor-pengelola-lama"]},
        {"groups": "xlapor-pengelolax"},
        {"groups": {"lapor-pengelola": True}},
        {"realm_access": ["roles"]},
        {"realm_access": {"roles": None}},
    ],
)
def test_nobody_else_has_a_role(file: Path, claims: dict[str, Any]) -> None:
    assert load_roles(file).person(claims) is None
    assert load_roles(file).contact == "Bidang IKP, ikp@contoh.go.id"


@pytest.mark.parametrize("said", [False, "false", None, 0, "ya"])
def test_an_unverified_email_is_not_accepted(file: Path, said: object) -> None:
    claims = {"email": "ikp@contoh.go.id", "email_verified": said, "groups": ["lapor-pengelola"]}
    with pytest.raises(UnverifiedError, match="belum dikonfirmasi"):
        load_roles(file).person(claims)


def test_a_name_is_found_for_everybody(file: Path) -> None:
    roles = load_roles(file)
    assert roles.person({"email": "ikp@contoh.go.id"}) == Person(
        "ikp@contoh.go.id", MANAGER, None, "ikp@contoh.go.id"
    )
    by_group = roles.person({"groups": ["lapor-pengelola"], "preferred_username": "ani"})
    assert by_group and (by_group.name, by_group.email) == ("ani", "ani")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[peran]\npengelola = [\"a@b.c\"\n", " salah tulis"),
        ("[Peran]\n", "baris 1: “Peran” tidak dikenal. Mungkin maksudnya “peran”?"),
        ("[peran]\npemimpin = []\n", "baris 2: peran “pemimpin” tidak dikenal. Mungkin maksudnya “pimpinan”?"),
        ("[peran]\nadmin = []\n", "Admin kabupaten/kota ditulis di bawah [admin]."),
        ("[peran]\npimpinan = \"a@b.c\"\n", "“pimpinan” harus daftar surel"),
        ("[peran]\n\npimpinan = [\"a@b.c\", \"bukan surel\"]\n", "baris 3: “pimpinan”: 'bukan surel' bukan alamat surel"),
        ("[peran]\npimpinan = [7]\n", "7 bukan alamat surel"),
        ("[peran]\npimpinan = [\"a@b.c\"]\npengelola = [\"A@B.C\"]\n", "baris 3: surel A@B.C mendapat dua peran"),
        ("[admin]\n\"Kota Banjar\" = []\n", "“Kota Banjar” bukan salah satu dari 13."),
        ("[admin]\nprovinsi = []\n", "“provinsi” bukan salah satu dari 13."),
        ("[admin]\n\"63.01\" = [\"a@b.c\"]\n\"63.02\" = [\"a@b.c\"]\n", "mendapat dua peran"),
        ("peran = 3\n", "“peran” harus sebuah bagian: [peran]"),
        ("kontak = 3\n", "“kontak” harus teks"),
        ("[klaim]\nnama = \"a\"\n", "di bawah [[klaim]] (kurung dua)"),
        ("[[klaim]]\nnama = \"a\"\nisi = \"b\"\n", "sebuah [[klaim]] kurang peran"),
        ("[[klaim]]\nnama = \"a\"\nisi = 1\nperan = \"pimpinan\"\n", "“klaim.isi” harus teks, ditemukan 1"),
        ("[[klaim]]\nnama = \"a\"\nisi = \"b\"\nperan = \"setempat\"\n", "'setempat' tidak dikenal"),
        ("[[klaim]]\nnama = \"a\"\nisi = \"b\"\nperan = \"admin\"\n", "wilayah ditulis untuk peran admin"),
        ("[[klaim]]\nnama = \"a\"\nisi = \"b\"\nperan = \"pimpinan\"\nwilayah = \"63.01\"\n", "wilayah ditulis untuk peran admin"),
        ("[[klaim]]\nnilai = \"a\"\n", "“klaim.nilai” tidak dikenal."),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "peran.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_roles(path)
    assert str(caught.value).startswith(f"Berkas peran {path}")
    assert says in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="tidak dapat dibaca, jadi belum ada yang mendapat"):
        load_roles(tmp_path / "tidak-ada.toml")
    (tmp_path / "peran.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="bukan teks UTF-8"):
        load_roles(tmp_path / "peran.toml")
    (tmp_path / "peran.toml").write_bytes(b'\xef\xbb\xbfkontak = "x"')
    assert load_roles(tmp_path / "peran.toml").contact == "x"


def test_where_the_file_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert roles_file(tmp_path / "lapor.duckdb") == tmp_path / "peran.toml"
    monkeypatch.setenv("LAPOR_PERAN", str(tmp_path / "lain.toml"))
    assert roles_file(tmp_path / "lapor.duckdb") == tmp_path / "lain.toml"


def test_a_change_counts_at_once(file: Path) -> None:
    claims = {"email": "ikp@contoh.go.id"}
    assert load_roles(file).person(claims)
    file.write_text(FILE.replace('"ikp@contoh.go.id", ', ""), encoding="utf-8")
    assert load_roles(file).person(claims) is None


def test_the_examples_in_the_documentation_are_valid(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
    start = text.index("kontak = ", text.index("### peran.toml"))
    path = tmp_path / "peran.toml"
    path.write_text(text[start : text.index("```", start)], encoding="utf-8")
    roles = load_roles(path)
    assert {grant.role for grant in roles.by_email.values()} == {LEADER, MANAGER, ADMIN}
    assert roles.claims and roles.contact
