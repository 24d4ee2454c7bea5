"""A short run of the fuzzer, and proof that it would notice what it is there to notice.

The long run: `python -m tests.fuzz --jumlah 10000 --benih 1` (docs/security.md).
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lapor_data.domain.errors import StoreError
from lapor_data.store.reports import FileReport, InputFile
from tests import bad_files
from tests.fuzz import examine
from tests.fuzz.__main__ import Summary
from tests.fuzz.examine import FINDING, IMPORTED, REFUSED, Bench, LightBench, Outcome
from tests.fuzz.inputs import Case, cases
from tests.fuzz.pool import Pool


def test_three_hundred_inputs() -> None:
    summary, wrong = Summary(), []
    with Pool(1, maker=LightBench) as pool:
        for case, outcome in pool.run(cases(1, 300, heavy=False)):
            summary.add(case, outcome)
            if outcome.what == FINDING:
                wrong.append(f"{case.name} ({case.kind}): {outcome.why}")
    assert not wrong
    assert sum(summary.inputs.values()) == 300
    # Most kinds of input come up, some are taken, some are not.
    assert len(summary.inputs) >= 8
    assert summary.outcomes[IMPORTED] >= 60
    assert summary.outcomes[REFUSED] >= 60


def test_the_same_seed_makes_the_same_inputs() -> None:
    def made(seed: int) -> list[tuple[str, bytes]]:
        return [(case.kind, case.data) for case in cases(seed, 60, heavy=False)]

    assert made(7) == made(7)
    assert made(7) != made(8)


def _naughty(folder: Path) -> object:
    def examine_it(path: Path, name: str) -> Outcome:
        if name == "macet":
            time.sleep(60)
        if name == "sibuk":
            while True:
                pass
        if name == "mati":
            os.abort()
        return Outcome(REFUSED, name)

    return examine_it


def test_hangs_and_crashes_are_found() -> None:
    names = ("baik", "macet", "sibuk", "mati", "baik lagi")
    given = [Case(number, "uji", name, b"") for number, name in enumerate(names)]
    with Pool(1, maker=_naughty, hang_seconds=1.0) as pool:  # type: ignore[arg-type]
        found = {case.name: outcome for case, outcome in pool.run(given)}
    wrong = [name for name in names if found[name].what == FINDING]
    assert wrong == ["macet", "sibuk", "mati"]
    assert "macet" in found["macet"].why and "macet" in found["sibuk"].why
    assert "kode -6" in found["mati"].why


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(examine.tempfile, "tempdir", None)
    return Bench(tmp_path / "bengkel")


def test_what_is_wrong_is_found(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = bad_files.small_csv(tmp_path / "a.csv")
    assert bench(good, "a.csv").what == IMPORTED
    assert bench(good, "a.csv").rows == 5
    real = examine.import_files

    def broken(*_: object, **__: object) -> list[FileReport]:
        raise ZeroDivisionError

    def leaving(*arguments: object, **words: object) -> list[FileReport]:
        Path("sisa.tmp").touch()
        return real(*arguments, **words)  # type: ignore[arg-type]

    def writing(library: object, files: list[InputFile], **words: object) -> list[FileReport]:
        real(library, files, **words)  # type: ignore[arg-type]
        raise StoreError("Gagal.")

    def losing(library: object, files: list[InputFile], **words: object) -> list[FileReport]:
        short = tmp_path / "pendek.csv"
        short.write_bytes(b"\n".join(good.read_bytes().splitlines()[:-1]))
        return real(library, [InputFile(short, files[0].name)], **words)  # type: ignore[arg-type]

    for fault, word in (
        (broken, "ZeroDivisionError"),
        (leaving, "sisa berkas sementara"),
        (writing, "basis data berubah"),
        (losing, "pratinjau membaca jumlah lain"),
    ):
        monkeypatch.setattr(examine, "import_files", fault)
        outcome = bench(good, "a.csv")
        assert outcome.what == FINDING
        assert word in outcome.why
    monkeypatch.setattr(examine, "import_files", real)
    assert bench(good, "a.csv").what == IMPORTED
    monkeypatch.setattr(examine, "MAX_MEGABYTES", 1.0)
    assert "memori" in bench(good, "a.csv").why
    monkeypatch.setattr(examine, "MAX_SECONDS", 0.0)
    assert "lama" in bench(good, "a.csv").why
