"""The file that a command writes: refused beforehand where it cannot be, and written whole."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from lapor_data.domain.errors import LaporError


class TargetError(LaporError):
    """A file that cannot be written; the text says why."""


@dataclass(frozen=True)
class Target:
    """A path that could be written when it was checked."""

    path: Path

    @classmethod
    def checked(cls, path: Path, suffixes: tuple[str, ...]) -> Target:
        """The target of a command that writes files of these suffixes; TargetError."""
        if path.suffix.lower() not in suffixes:
            raise TargetError(f"Nama berkas “{path}” harus berakhiran {' atau '.join(suffixes)}.")
        # Where a link leads is what will be written.
        real = Path(os.path.realpath(path))
        folder = path.parent if real.parent == path.parent.absolute() else real.parent
        try:
            if real.is_dir():
                raise TargetError(f"{path} adalah folder; tulis juga nama berkasnya.")
            if not folder.is_dir():
                raise TargetError(f"Folder {folder} tidak ada; buat dahulu foldernya.")
            there = real.exists()
            if there and not real.is_file():
                raise TargetError(f"{path} bukan berkas biasa; pilih nama lain.")
        except OSError as error:
            raise cls._refused(path) from error
        if not os.access(folder, os.W_OK):
            raise TargetError(f"Folder {folder} tidak dapat ditulisi; periksa izinnya.")
        if there and not os.access(real, os.W_OK):
            # Another file could take its place all the same; whoever protected it meant it.
            raise TargetError(f"Berkas {path} hanya dapat dibaca; pilih nama lain.")
        return cls(path)

    def is_same(self, other: Path) -> bool:
        """Whether this is the file `other`, under whatever name."""
        try:
            return self.path.samefile(other)
        except OSError:
            return False

    def write(self, data: bytes) -> None:
        """All or nothing: a file beside it first, which then takes its place. TargetError."""
        # A link stays one: the file that it names is replaced.
        path = Path(os.path.realpath(self.path))
        beside = path.with_name(f".{secrets.token_hex(8)}.baru")
        try:
            with beside.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        except OSError as error:
            raise self._refused(self.path) from error
        finally:
            # Gone already where all went well.
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)

    @staticmethod
    def _refused(path: Path) -> TargetError:
        return TargetError(
            f"Berkas {path} tidak dapat ditulis; tutup bila sedang terbuka, lalu periksa panjang "
            "namanya, izin, dan sisa ruang penyimpanan."
        )
