"""At run time the program talks to nobody but this computer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from lapor_data.ui.frame import PAGES
from tests.offline import NOWHERE, ROOT, seen, spying

SECONDS = 240


def in_a_namespace() -> list[str] | None:
    """The command that starts another one without any network; None where that is not allowed."""
    unshare = shutil.which("unshare")
    for options in (["--net"], ["--map-root-user", "--net"]):
        command = [unshare or "", *options]
        if unshare and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return None


@pytest.mark.parametrize(
    "code",
    [
        f"import socket; socket.create_connection(({NOWHERE!r}, 80), 1)",
        "import socket; socket.getaddrinfo('statistik.example', 443)",
        "import urllib.request; urllib.request.urlopen('http://statistik.example/', timeout=1)",
        f"import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ({NOWHERE!r}, 9))",
    ],
    ids=["connect", "name", "http", "datagram"],
)
def test_the_watcher_sees_and_refuses(tmp_path: Path, code: str) -> None:
    """Without this the test below could pass because nobody looks."""
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **spying(tmp_path)}, capture_output=True
    )
    assert done.returncode == 1
    assert len(seen(tmp_path, "luar")) == 1


def test_every_page_and_an_import_call_nobody_outside(tmp_path: Path) -> None:
    """With the kernel as second witness where a network namespace is allowed (Linux)."""
    command = [*(in_a_namespace() or []), sys.executable, "-m", "tests.offline", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["halaman"] == [page.slug for page in PAGES if page.exists]
    assert seen(tmp_path, "luar") == []
    # The server and three commands; the server itself calls nobody at all, it is only called.
    assert len(seen(tmp_path, "jaga")) == 4, "a process was not watched"
    assert result["sendiri"] or in_a_namespace() is None
    if result["sendiri"]:
        assert result["percobaan"] == 0
        assert result["percobaan_sengaja"] > 0, "the kernel does not count"


def test_streamlit_sends_no_statistics() -> None:
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["showEmailPrompt"] is False
