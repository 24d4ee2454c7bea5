"""Everything the program does for a visitor and a scheduled import, watched for calls to outside.

    python -m tests.offline FOLDER        starts the dashboard in an empty folder, visits every
                                          page, imports a file, and prints what it saw as JSON

Two watchers. Inside Python an audit hook (`SPY`, loaded into every Python process started from
here) refuses and writes down each address that is not this computer. Below Python, where the
process is alone in a network namespace (`unshare --net`), the kernel counts every attempt to send
something to where no way leads: that is everywhere but this computer, for native code as well.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.exports import export, row
from tests.running_app import ROOT, serving

SPY = """
import os, sys

HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None}
EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
          "socket.gethostbyname", "socket.gethostbyaddr"}
LOG = os.environ["LAPOR_UJI_MATA"]


def note(line):
    with open(LOG, "a", encoding="utf-8") as file:
        file.write(line + "\\n")


def watch(event, arguments):
    if event not in EVENTS:
        return
    target = arguments[0] if event.startswith("socket.get") else arguments[-1]
    # A path is a socket of this computer's own file system; without an address it has one already.
    if target is None or (isinstance(target, (str, bytes)) and event in
                          ("socket.connect", "socket.sendto", "socket.sendmsg")):
        return
    host = target[0] if isinstance(target, tuple) else target
    if isinstance(host, bytes):
        host = host.decode()
    is_here = host in HERE
    note(f"{'sini' if is_here else 'luar'} {event} {host}")
    if not is_here:
        raise ConnectionRefusedError(f"{event} {host}")


sys.addaudithook(watch)
note("jaga")
"""
NOWHERE = "192.0.2.1"  # reserved for documentation: nobody has this address
_SIOCSIFFLAGS, _UP_AND_RUNNING = 0x8914, 0x41


def spying(folder: Path) -> dict[str, str]:
    """The environment of a Python process that is watched; it writes to mata.txt in `folder`."""
    (folder / "mata").mkdir(exist_ok=True)
    (folder / "mata" / "sitecustomize.py").write_text(SPY, encoding="utf-8")
    return {
        "PYTHONPATH": os.pathsep.join([str(folder / "mata"), str(ROOT)]),
        "LAPOR_UJI_MATA": str(folder / "mata.txt"),
    }


def seen(folder: Path, what: str) -> list[str]:
    """What the audit hooks wrote down: "jaga" at the start of a process, "sini" for a call to this
    computer, "luar" for one to elsewhere."""
    file = folder / "mata.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [line for line in lines if line.startswith(what)]


def is_alone() -> bool:
    """Whether this process is in a network namespace with nothing but the loopback."""
    return sys.platform == "linux" and [name for _, name in socket.if_nameindex()] == ["lo"]


def start_loopback() -> None:
    """In a fresh namespace even the way to oneself is down."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", _UP_AND_RUNNING)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def attempts() -> int:
    """How often since its beginning somebody in this namespace called where no way leads."""
    heads, values = (
        line.split()
        for line in Path("/proc/net/snmp").read_text().splitlines()
        if line.startswith("Ip:")
    )
    newer = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    return int(values[heads.index("OutNoRoutes")]) + int(newer["Ip6OutNoRoutes"])


def call_nowhere() -> None:
    """One attempt, to see that it is counted; outside a namespace it would be a real one."""
    assert is_alone()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((NOWHERE, 53))
        except OSError:
            return


def knock(address: str, origin: str) -> int:
    """The status with which the server refuses a WebSocket that a page of another site opens."""
    target = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    try:
        with connect(target, origin=Origin(origin), open_timeout=10):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def use_everything(folder: Path) -> list[str]:
    """Start the dashboard as a person does, call it from a page of another site, open every page, ask for its health, import a file
    from the command line; gives the pages that were drawn."""
    from lapor_data.ui.frame import PAGES
    from tests.bench.server import visiting

    drawn = []
    # As in an office network where nothing but this process can hear it.
    listen = "0.0.0.0" if is_alone() else "127.0.0.1"
    with serving(folder, built=False, listen=listen) as address:
        assert knock(address, "https://halaman.example") == 403
        for page in PAGES:
            if not page.exists:
                continue
            with visiting(address, page, page.script == "dashboard.py") as session:
                session.rerun({"periode": "2022"})
            drawn.append(page.slug)
        with urllib.request.urlopen(f"{address}/sehat", timeout=10) as answer:
            assert json.load(answer)["data"]["contoh"]
        file = export(folder / "a.csv", [row(1)])
        for command in (["impor", str(file)], ["sehat"], ["ringkas", "--periode", "2023"]):
            subprocess.run(
                [sys.executable, "-m", "lapor_data", *command, "--db", str(folder / "lapor.duckdb")],
                cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=120,
            )  # fmt: skip
    return drawn


def main() -> None:
    """Watch one run in the folder named on the command line."""
    folder = Path(sys.argv[1])
    alone = is_alone()
    if alone:
        start_loopback()
    os.environ.update(spying(folder))
    result: dict[str, object] = {"halaman": use_everything(folder), "sendiri": alone}
    if alone:
        result["percobaan"] = attempts()
        call_nowhere()
        result["percobaan_sengaja"] = attempts()
    print(json.dumps(result))


if __name__ == "__main__":
    main()
