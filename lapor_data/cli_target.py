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
        try:
            if path.is_dir():
                raise TargetError(f"{path} adalah folder; tulis juga nama berkasnya.")
            folder = path.parent
            if not folder.is_dir():
                raise TargetError(f"Folder {folder} tidak ada; buat dahulu foldernya.")
        except OSError as error:
            raise cls._refused(path) from error
        if not os.access(folder, os.W_OK):
            raise TargetError(f"Folder {folder} tidak dapat ditulisi; periksa izinnya.")
        return cls(path)

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
            f"Berkas {path} tidak dapat ditulis; tutup bila sedang terbuka, periksa izin dan sisa "
            "ruang penyimpanan."
        )
