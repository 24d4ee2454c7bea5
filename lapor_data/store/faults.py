"""What a person is told when a file of the store fails, always with a way out."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

from lapor_data.domain import numbers
from lapor_data.domain.errors import StoreError, UnusableFileError

LIST_COMMAND = "python -m lapor_data pulihkan --daftar"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_VERSION = re.compile(r"\.v\d{8}$")


def damaged(path: Path) -> UnusableFileError:
    """A version file that cannot be read."""
    return UnusableFileError(
        f"Basis data {path.name} rusak atau tidak dapat dibuka; berkasnya dibiarkan apa adanya. "
        f"Pulihkan cadangan terakhir, lihat daftarnya dengan: {LIST_COMMAND}"
    )


def damaged_notes(path: Path) -> UnusableFileError:
    """A notes file that is no sound SQLite database."""
    return UnusableFileError(
        f"Berkas catatan {path.name} tidak dapat dibaca: isinya rusak. Data aduan tidak "
        "terpengaruh. Pulihkan catatan saja dari cadangan: python -m lapor_data pulihkan BERKAS "
        f"--hanya-catatan; daftar cadangan: {LIST_COMMAND}"
    )


def newer_schema(name: str, found: int, known: int) -> UnusableFileError:
    """A file whose layout this program does not know yet."""
    return UnusableFileError(
        f"Berkas {name} ditulis oleh program yang lebih baru (susunan {found}; program ini "
        f"mengenal sampai susunan {known}). Mutakhirkan program, atau pulihkan cadangan dari "
        "sebelum pemutakhiran; berkas ini tidak diubah."
    )


def cannot_write(folder: Path, error: OSError) -> str:
    """Why nothing can be written to a folder and what to do."""
    if error.errno in _FULL:
        return (
            f"Folder {folder} tidak dapat ditulisi: ruang disk habis{_free(folder)}. Kosongkan "
            "ruang, lalu ulangi."
        )
    return f"Folder {folder} tidak dapat ditulisi; periksa izin dan sisa ruangnya."


def not_a_store(db: Path) -> StoreError | None:
    """The message where LAPOR_DB (or --db) names something that cannot be a store's name."""
    if db.is_dir():
        return StoreError(
            f"LAPOR_DB atau --db menunjuk folder {db}, padahal harus nama berkas, misalnya "
            f"{db / 'lapor.duckdb'}."
        )
    if _VERSION.search(db.name):
        return StoreError(
            f"LAPOR_DB atau --db menunjuk berkas versi {db.name}; tulis tanpa nomor versinya: "
            f"{db.with_name(_VERSION.sub('', db.name))}."
        )
    return None


def _free(folder: Path) -> str:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return ""
    return f" (sisa {size(free)})"


def size(count: int) -> str:
    """ "1,2 MB", "340 kB"."""
    if count >= 1_000_000:
        return f"{numbers.number(count / 1_000_000, 1)} MB"
    return f"{numbers.number(max(1, round(count / 1000)))} kB"
