"""What is installed and how it is run: pinned, hashed, and the files for services and containers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lapor_data

ROOT = Path(__file__).parents[1]
OPERATIONS = ROOT / "docs" / "operasi"
UNIT = OPERATIONS / "lapor-paman.service"
DOCKERFILE = OPERATIONS / "Dockerfile"
TESTS_ONLY = "# Its tests"
PINNED = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")

Locked = dict[tuple[str, str], frozenset[str]]


def pins(text: str) -> list[tuple[str, str]]:
    """Name and version of each line of a requirements file; every line must pin."""
    lines = [line.strip() for line in text.splitlines()]
    found = [PINNED.fullmatch(line) for line in lines if line and not line.startswith("#")]
    assert all(found), "a requirement is not pinned"
    return [(match[1].lower(), match[2]) for match in found if match]


def locked(path: Path) -> Locked:
    """Name and version → hashes, of every package of a lock file."""
    text = path.read_text(encoding="utf-8")
    found: Locked = {}
    for part in re.split(r"\n(?=[A-Za-z0-9])", text):
        match = PINNED.match(part)
        if match:
            hashes = frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", part))
            found[match[1].lower(), match[2]] = hashes
    return found


def requirements() -> str:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_the_lock_holds_every_requirement_with_hashes() -> None:
    lock = locked(ROOT / "requirements.lock")
    missing = [pin for pin in pins(requirements()) if pin not in lock]
    assert missing == [], "make requirements.lock anew (docs/operations.md)"
    assert len(lock) > len(pins(requirements())), "packages that packages need are missing"
    assert all(lock.values()), "a package without a hash"
    names = [name for name, _ in lock]
    assert len(names) == len(set(names)), "a package in two versions"


def test_the_lock_names_no_other_place() -> None:
    """Only names, versions, hashes: no index, no address, no path of somebody's computer."""
    for path in (ROOT / "requirements.lock", OPERATIONS / "program.lock"):
        code = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
        for line in code:
            assert re.fullmatch(
                r"[a-z0-9._-]+==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
            ), line


def test_the_program_needs_a_part_of_it() -> None:
    """What a container installs: the same packages, without those of the tests."""
    lock, part = locked(ROOT / "requirements.lock"), locked(OPERATIONS / "program.lock")
    assert part.items() <= lock.items()
    program, tests = requirements().split(TESTS_ONLY)
    assert set(pins(program)) <= part.keys()
    needed_by_both = {"pandas"}  # Streamlit needs it, the tests only name it
    assert {name for name, _ in pins(tests.partition("\n")[2])} & {
        n for n, _ in part
    } <= needed_by_both


def test_installed_is_what_is_locked() -> None:
    """pip itself reads the lock and refuses a wrong hash; nothing is downloaded for this."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--no-index",
         "--require-hashes", "--report", "-", "-r", str(ROOT / "requirements.lock")],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    if "No module named pip" in done.stderr:
        pytest.skip("this Python has no pip")
    if "No matching distribution" in done.stderr:
        pytest.skip("another version is installed here than the lock names")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["install"] == []


def test_one_version() -> None:
    """It stands in lapor_data/__init__.py; pyproject.toml points there, the changelog tells of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "lapor_data.__version__"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", lapor_data.__version__)
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest and newest[1] == lapor_data.__version__


def unit() -> dict[str, list[str]]:
    """Setting → values of the unit, in order."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_the_unit_shuts_the_service_in() -> None:
    settings = unit()
    for name, value in {
        "User": "lapor",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "IPAddressDeny": "any",
        "IPAddressAllow": "localhost",
        "MemoryMax": "3G",
    }.items():
        assert settings[name] == [value], name
    writable = settings["ReadWritePaths"][0].split()
    environment = dict(value.partition("=")[::2] for value in settings["Environment"])
    for name in ("LAPOR_DB", "LAPOR_CONTOH", "LAPOR_LOG"):
        assert str(Path(environment[name]).parent) in writable, name
    assert environment["HOME"] in writable
    assert " dashboard.py" in settings["ExecStart"][0]


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze on this computer")
    # It asks for the program to be there; here the Python that runs the tests stands in.
    text = UNIT.read_text(encoding="utf-8").replace("/srv/lapor/.venv/bin/python", sys.executable)
    copy = tmp_path / UNIT.name
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if UNIT.name in line]
    assert (done.returncode, complaints) == (0, []), done.stderr


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), continued lines joined."""
    text = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [
        (line.split()[0], line.partition(" ")[2].strip())
        for line in lines
        if line and not line.startswith("#")
    ]


def test_the_dockerfile_says_what_it_must() -> None:
    found = instructions()
    assert found[0] == ("FROM", "python:3.11-slim")
    words = [name for name, _ in found]
    assert set(words) <= {
        "FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD",
    }  # fmt: skip
    rest = dict(found)
    assert rest["USER"] == "10001" and rest["VOLUME"] == "/data"
    # Nothing is installed or copied after the rights are given up, and pip checks every hash.
    assert not {"RUN", "COPY"} & set(words[words.index("USER") :])
    installs = [text for name, text in found if name == "RUN" and "pip" in text]
    assert len(installs) == 1 and "--require-hashes" in installs[0]
    environment = dict(pair.split("=", 1) for pair in rest["ENV"].split())
    assert all(environment[name].startswith("/data/") for name in ("LAPOR_DB", "LAPOR_CONTOH"))
    check = json.loads(rest["HEALTHCHECK"].partition("CMD ")[2])
    assert check[:2] == ["python", "-c"] and "/sehat" in check[2]
    compile(check[2], "HEALTHCHECK", "exec")
    command = json.loads(rest["CMD"])
    assert command[:5] == ["python", "-m", "streamlit", "run", "dashboard.py"]
    for name, text in found:
        if name == "COPY":
            assert (ROOT / text.split()[0]).exists(), text


def test_the_container_is_built_where_that_is_possible() -> None:
    docker = shutil.which("docker")
    if not docker:
        pytest.skip("no docker on this computer")
    if subprocess.run([docker, "info"], capture_output=True).returncode:
        pytest.skip("docker is here, but no engine answers it")
    done = subprocess.run(
        [docker, "build", "-q", "-f", str(DOCKERFILE), str(ROOT)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_installs_from_the_lock() -> None:
    command = "python -m pip install --require-hashes -r requirements.lock"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
