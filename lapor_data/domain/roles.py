"""The roles file `peran.toml`: which person has which role, by e-mail or by a claim of the login.

kontak = "Bidang IKP Diskominfo, ikp@contoh.go.id"

[peran]
pimpinan = ["sekda@contoh.go.id"]
pengelola = ["ikp@contoh.go.id"]

[admin]
"Kota Banjarbaru" = ["lapor@contoh.go.id"]

[[klaim]]
nama = "groups"
isi = "lapor-pengelola"
peran = "pengelola"
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapor_data.domain.access import ADMIN, LEADER, MANAGER, ROLES, Person
from lapor_data.domain.errors import SettingsError
from lapor_data.domain.regions import BY_CODE, REGIONS
from lapor_data.domain.toml_files import allowed, read_tables, read_text
from lapor_data.domain.vocabulary import squash

FILE_NAME = "peran.toml"
_TABLES = ("kontak", "peran", "admin", "klaim")
_CLAIM_KEYS = ("nama", "isi", "peran", "wilayah")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_PLACES = {
    word.casefold(): region.code
    for region in REGIONS
    for word in (region.code, region.name)
}  # fmt: skip


class UnverifiedError(SettingsError):
    """The login names an e-mail address that nobody has confirmed."""


@dataclass(frozen=True)
class Grant:
    """A role, for an admin with its place."""

    role: str
    place: str | None = None


@dataclass(frozen=True)
class ClaimRule:
    """Whoever's claim `name` is `value`, or holds it, has the role."""

    name: str
    value: str
    grant: Grant


@dataclass(frozen=True)
class Roles:
    """What a roles file says. E-mails are folded to lower case."""

    by_email: Mapping[str, Grant]
    claims: tuple[ClaimRule, ...]
    contact: str = ""

    def person(self, claims: Mapping[str, Any]) -> Person | None:
        """Who the claims of a login are; None for a person without a role. The e-mail speaks
        first, then the claims in the order of the file. UnverifiedError where the provider says
        that the e-mail address is not confirmed: anybody could have typed it."""
        email = str(claims.get("email") or "").strip().casefold()
        if email and "email_verified" in claims and not _is_true(claims["email_verified"]):
            raise UnverifiedError(
                f"Alamat surel {email} belum dikonfirmasi pada penyedia login, jadi belum dapat "
                "dipakai. Konfirmasikan dahulu, lalu masuk lagi."
            )
        grant = self.by_email.get(email) if email else None
        if grant is None:
            grant = next((r.grant for r in self.claims if _holds(claims, r)), None)
        if grant is None:
            return None
        known_as = email or str(claims.get("preferred_username") or claims.get("sub") or "")
        name = squash(str(claims.get("name") or "")) or known_as or "Tanpa nama"
        return Person(name, grant.role, grant.place, known_as)


def roles_file(beside: Path) -> Path:
    """Where the roles stand: LAPOR_PERAN, else `peran.toml` beside the database."""
    return Path(os.environ.get("LAPOR_PERAN") or beside.with_name(FILE_NAME))


def load_roles(file: Path) -> Roles:
    """The roles in force, read anew each time: a role taken away ends with the next click.
    SettingsError names file, line, key, what was found and what is allowed."""
    return _Reader(file).read()


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = read_text(
            file,
            "peran",
            ", jadi belum ada yang mendapat peran. Buatlah menurut contoh di docs/operations.md, "
            "bagian “Masuk dan peran”, atau tunjuk berkas lain dengan LAPOR_PERAN.",
        )
        self.by_email: dict[str, Grant] = {}

    def read(self) -> Roles:
        tables = read_tables(
            self.text,
            self.file,
            "peran",
            'Tulis tiap peran sebagai nama = ["surel", "surel"], masing-masing sekali saja.',
        )
        for name in tables:
            if name not in _TABLES:
                raise self._wrong(name, f"“{name}” tidak dikenal.{allowed(name, _TABLES)}")
        contact = tables.get("kontak", "")
        if not isinstance(contact, str):
            raise self._wrong("kontak", "“kontak” harus teks: kepada siapa peran diminta.")
        for role, emails in self._table(tables, "peran").items():
            if role not in (LEADER, MANAGER):
                hint = " Admin kabupaten/kota ditulis di bawah [admin]." if role == ADMIN else ""
                roles = allowed(role, (LEADER, MANAGER))
                raise self._wrong(role, f"peran “{role}” tidak dikenal.{hint}{roles}")
            self._take(role, emails, Grant(role))
        for place, emails in self._table(tables, "admin").items():
            self._take(place, emails, Grant(ADMIN, self._place(place)))
        rules = tables.get("klaim", [])
        if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
            raise self._wrong("klaim", "tulis tiap klaim di bawah [[klaim]] (kurung dua).")
        return Roles(self.by_email, tuple(map(self._rule, rules)), squash(contact))

    def _table(self, tables: Mapping[str, Any], name: str) -> dict[str, Any]:
        found = tables.get(name, {})
        if not isinstance(found, dict):
            raise self._wrong(name, f"“{name}” harus sebuah bagian: [{name}].")
        return found

    def _take(self, key: str, emails: object, grant: Grant) -> None:
        if not isinstance(emails, list):
            raise self._wrong(key, f'“{key}” harus daftar surel: ["a@contoh.go.id"].')
        for email in emails:
            if not isinstance(email, str) or not _MAIL.fullmatch(email.strip()):
                raise self._wrong(str(email), f"“{key}”: {email!r} bukan alamat surel.")
            folded = email.strip().casefold()
            if self.by_email.get(folded, grant) != grant:
                raise self._wrong(
                    email, f"surel {email} mendapat dua peran; satu orang satu peran."
                )
            self.by_email[folded] = grant

    def _rule(self, rule: Mapping[str, Any]) -> ClaimRule:
        for key, value in rule.items():
            if key not in _CLAIM_KEYS:
                raise self._wrong(key, f"“klaim.{key}” tidak dikenal.{allowed(key, _CLAIM_KEYS)}")
            if not isinstance(value, str) or not value.strip():
                raise self._wrong(key, f"“klaim.{key}” harus teks, ditemukan {value!r}.")
        if missing := [key for key in _CLAIM_KEYS[:3] if key not in rule]:
            raise self._wrong("[klaim]", f"sebuah [[klaim]] kurang {', '.join(missing)}.")
        role = rule["peran"]
        if role not in ROLES:
            raise self._wrong(role, f"“klaim.peran”: {role!r} tidak dikenal.{allowed(role, ROLES)}")
        if (role == ADMIN) != ("wilayah" in rule):
            raise self._wrong(
                rule["isi"],
                f"klaim “{rule['isi']}”: wilayah ditulis untuk peran admin, dan hanya untuk itu.",
            )
        place = self._place(rule["wilayah"]) if role == ADMIN else None
        return ClaimRule(rule["nama"], rule["isi"], Grant(role, place))

    def _place(self, written: str) -> str:
        place = _PLACES.get(squash(written).casefold())
        if place is None:
            names = [BY_CODE[code].name for code in BY_CODE]
            raise self._wrong(
                written, f"“{written}” bukan salah satu dari 13.{allowed(written, names)}"
            )
        return place

    def _wrong(self, found: str, message: str) -> SettingsError:
        at = self.text.find(found)
        line = f" baris {self.text.count(chr(10), 0, at) + 1}" if at >= 0 else ""
        return SettingsError(f"Berkas peran {self.file}{line}: {message}")


def _is_true(value: object) -> bool:
    # Some providers write the word.
    return value is True or (isinstance(value, str) and value.casefold() == "true")


def _holds(claims: Mapping[str, Any], rule: ClaimRule) -> bool:
    """Whether a claim has the value or, being a list, holds it; "realm_access.roles" goes down."""
    found: Any = claims.get(rule.name)
    if found is None:
        found = claims
        for step in rule.name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found == rule.value
    return isinstance(found, list | tuple) and rule.value in found
