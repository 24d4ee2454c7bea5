"""The real server: its health address, its log, and what an error leaves on the terminal."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")

import lapor_data
from lapor_data.ui.frame import Page
from tests.bench.server import visiting
from tests.exports import export, load, row
from tests.running_app import ROOT, free_port, serving

SECRET = "Sulastri 6371046503880001"
FAILING = f"""
import streamlit as st
from lapor_data.ui.server import lifespan, on_error, routes

if __name__ != "__main__":
    app = st.App(__file__, lifespan=lifespan, routes=routes(), on_script_error=on_error)
else:
    raise ValueError("{SECRET}")
"""


def get(address: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_health_beside_the_pages(tmp_path: Path) -> None:
    load(tmp_path / "lapor.duckdb", export(tmp_path / "a.csv", [row(1), row(2)]))
    with serving(tmp_path) as address:
        status, answer = get(f"{address}/sehat")
        assert (status, answer["status"], answer["data"]["aduan"]) == (200, "sehat", 2)
        assert answer["program"] == lapor_data.__version__
        assert get(f"{address}/sehat?umur_maks=1")[0] == 503
        assert get(f"{address}/sehat?umur_maks=x")[0] == 400
        # The pages are there as ever, and so is Streamlit's own address.
        with urllib.request.urlopen(f"{address}/topik", timeout=10) as page:
            assert b"<html" in page.read()
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=10) as plain:
            assert plain.read() == b"ok"
        # Somebody imports from the command line; the server sees the new version at once.
        load(
            tmp_path / "lapor.duckdb", export(tmp_path / "b.csv", [row(3)], generated="2023-07-31")
        )
        data = get(f"{address}/sehat")[1]["data"]
        assert (data["versi"], data["aduan"], data["per"]) == (2, 3, "2023-07-31")
    told = json_lines((tmp_path / "server.log").read_text(encoding="utf-8"))
    assert [line["peristiwa"] for line in told] == ["mulai", "berhenti"]


def test_an_address_that_is_a_folder_leaves_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "lapor.duckdb").mkdir()
    with serving(tmp_path) as address:
        status, answer = get(f"{address}/sehat")
        assert (status, [p["kode"] for p in answer["masalah"]]) == (503, ["alamat-salah"])
    assert "Traceback" not in (tmp_path / "server.log").read_text(encoding="utf-8")


@contextmanager
def failing_app(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server whose only page raises an error that quotes a person."""
    (folder / "gagal.py").write_text(FAILING, encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "gagal.py", "--server.port", str(port),
         "--server.headless", "true"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.kill()


def test_an_error_of_a_page_quotes_nobody(tmp_path: Path) -> None:
    home = Page("gagal", "Gagal", "", "gagal.py")
    with failing_app(tmp_path) as (address, process):
        with visiting(address, home, True) as session:
            with pytest.raises(RuntimeError, match="shows an error"):
                session.rerun({})
            # Told to stop while somebody looks at a page, it stops all the same.
            start = time.monotonic()
            process.send_signal(signal.SIGTERM)
            out, _ = process.communicate(timeout=20)
            assert time.monotonic() - start < 15
    assert "Sulastri" not in out and "63710" not in out
    told = {line["peristiwa"]: line for line in json_lines(out)}
    assert list(told) == ["mulai", "galat", "berhenti"]
    assert (told["galat"]["jenis"], told["galat"]["saat"]) == (["ValueError"], "halaman")
