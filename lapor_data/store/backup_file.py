"""One backup as one file: a ZIP of the version file, the notes and a manifest with checksums.

Only the three names below are ever read, under names of our own, so that a foreign archive can
write nowhere; what a manifest does not vouch for is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from lapor_data.domain.errors import StoreError
from lapor_data.store.faults import LIST_COMMAND, newer_schema
from lapor_data.store.notes_file import NOTES_SCHEMA
from lapor_data.store.snapshot import SCHEMA_VERSION

DATA, NOTES = "basis-data.duckdb", "catatan.sqlite"
_MANIFEST = "manifest.json"
_KIND, _FORMAT = "lapor-cadangan", 1
_MANIFEST_BYTES = 1_000_000
_CHUNK = 1 << 20
# Where a backup was to be restored; whoever only passes it by leaves this off.
CHOOSE_ANOTHER = f" Belum ada yang berubah; pilih cadangan lain, lihat: {LIST_COMMAND}"
# All that reading a damaged or foreign ZIP has been seen to raise, or is documented to.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, RuntimeError,
    NotImplementedError, OverflowError, OSError, RecursionError, AttributeError,
)  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself. `version` 0: there were only notes."""

    version: int
    data_date: date | None
    complaints: int
    made_at: datetime
    reason: str
    program: str
    schema: int
    notes_schema: int
    sums: Mapping[str, tuple[str, int]]

    def has(self, member: str) -> bool:
        """Whether the backup holds DATA or NOTES."""
        return member in self.sums


def write(path: Path, manifest: Manifest, members: Mapping[str, Path]) -> Manifest:
    """Write a backup file and read it back; gives the manifest with the sums found on the way.
    Raises OSError."""
    sums: dict[str, tuple[str, int]] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, source in members.items():
            digest, total = hashlib.sha256(), 0
            with source.open("rb") as read, archive.open(name, "w", force_zip64=True) as written:
                while chunk := read.read(_CHUNK):
                    digest.update(chunk)
                    total += len(chunk)
                    written.write(chunk)
            sums[name] = (digest.hexdigest(), total)
        archive.writestr(_MANIFEST, _as_json(manifest, sums))
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return check(path)


def _as_json(manifest: Manifest, sums: Mapping[str, tuple[str, int]]) -> str:
    content = {
        "jenis": _KIND,
        "format": _FORMAT,
        "versi": manifest.version,
        "data_per": manifest.data_date.isoformat() if manifest.data_date else None,
        "aduan": manifest.complaints,
        "dibuat": manifest.made_at.isoformat(timespec="seconds"),
        "alasan": manifest.reason,
        "program": manifest.program,
        "susunan": manifest.schema,
        "susunan_catatan": manifest.notes_schema,
        "isi": {name: {"sha256": digest, "byte": size} for name, (digest, size) in sums.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def read_manifest(path: Path) -> Manifest:
    """What a file says about itself, its contents not checked yet; StoreError if it is none of
    ours, or of a newer program."""
    if not path.is_file():
        raise StoreError(f"Berkas cadangan {path} tidak ditemukan. Lihat: {LIST_COMMAND}")
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_MANIFEST) as file:
            content = json.loads(file.read(_MANIFEST_BYTES))
        if content["jenis"] != _KIND:
            raise ValueError(_KIND)
        newer = int(content["format"]) > _FORMAT
        manifest = None if newer else _of_json(content)
    except _UNREADABLE as error:
        raise _unusable(path, "berkas ini rusak atau bukan cadangan program ini") from error
    if manifest is None:
        raise newer_schema(path.name, int(content["format"]), _FORMAT)
    for found, known in (
        (manifest.schema, SCHEMA_VERSION),
        (manifest.notes_schema, NOTES_SCHEMA),
    ):
        if found > known:
            raise newer_schema(path.name, found, known)
    return manifest


def _of_json(content: Any) -> Manifest:
    day = content["data_per"]
    sums = {
        str(name): (str(entry["sha256"]), int(entry["byte"]))
        for name, entry in content["isi"].items()
    }
    if not sums or not sums.keys() <= {DATA, NOTES}:
        raise ValueError("isi")
    return Manifest(
        int(content["versi"]),
        date.fromisoformat(day) if day else None,
        int(content["aduan"]),
        datetime.fromisoformat(content["dibuat"]),
        str(content["alasan"]),
        str(content["program"]),
        int(content["susunan"]),
        int(content["susunan_catatan"]),
        sums,
    )


def check(path: Path) -> Manifest:
    """The manifest, after every byte of the contents was compared with its checksum."""
    manifest = read_manifest(path)
    for name in manifest.sums:
        for _ in _chunks(path, manifest, name):
            pass
    return manifest


def extract(path: Path, manifest: Manifest, name: str, target: Path) -> None:
    """Write one member to `target`, checked. Raises StoreError, and OSError of the target."""
    with target.open("wb") as file:
        for chunk in _chunks(path, manifest, name):
            file.write(chunk)


def _chunks(path: Path, manifest: Manifest, name: str) -> Iterator[bytes]:
    expected, size = manifest.sums[name]
    digest, total = hashlib.sha256(), 0
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise _unusable(path, "berkas ini rusak") from error
    with archive:
        try:
            file = archive.open(name)
        except _UNREADABLE as error:
            raise _unusable(path, f"{name} tidak ada di dalamnya") from error
        with file:
            # A foreign archive may unpack to more than it admits: never past the promised size.
            while total <= size and (chunk := _read(path, file, name)):
                digest.update(chunk)
                total += len(chunk)
                yield chunk
    if total != size or digest.hexdigest() != expected:
        raise _unusable(path, f"isi {name} tidak cocok dengan checksum-nya")


def _read(path: Path, file: IO[bytes], name: str) -> bytes:
    try:
        return file.read(_CHUNK)
    except _UNREADABLE as error:
        raise _unusable(path, f"isi {name} rusak") from error


def _unusable(path: Path, why: str) -> StoreError:
    return StoreError(f"Cadangan {path.name} tidak dapat dipakai: {why}.{CHOOSE_ANOTHER}")
