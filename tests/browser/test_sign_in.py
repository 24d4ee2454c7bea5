"""Signing in with a real OpenID provider, a real server and a real browser: each role, nobody's
role, the way out, and what must not work."""

from __future__ import annotations

import json
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("oidc_provider_mock")
pytest.importorskip("authlib")

import oidc_provider_mock as provider
from playwright.sync_api import Browser, Page, expect

from tests.running_app import free_port, serving, settle

WAIT = 60_000
PLACE = "Kota Banjarbaru"
USERS: dict[str, dict[str, Any]] = {
    "kasi": {"email": "Kasi@contoh.go.id", "email_verified": True, "name": "Ani Kasi"},
    "sekda": {"email": "sekda@contoh.go.id", "email_verified": True, "name": "Budi Sekda"},
    "admin": {"email": "admin@contoh.go.id", "email_verified": True, "name": "Cici Admin"},
    "kelompok": {"name": "Dedi", "groups": ["x", "lapor-banjar"], "preferred_username": "dedi"},
    "asing": {"email": "asing@contoh.go.id", "email_verified": True, "name": "Eko"},
    "palsu": {"email": "kasi@contoh.go.id", "email_verified": False, "name": "Palsu"},
}
ROLES = """
kontak = "Bidang IKP"
[peran]
pengelola = ["kasi@contoh.go.id"]
pimpinan = ["sekda@contoh.go.id"]
[admin]
"Kota Banjarbaru" = ["admin@contoh.go.id"]
[[klaim]]
nama = "groups"
isi = "lapor-banjar"
peran = "admin"
wilayah = "Kabupaten Banjar"
"""


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """An OpenID provider on loopback that knows USERS and only clients that were registered."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    people = [provider.User(sub=sub, claims=claims) for sub, claims in USERS.items()]
    with provider.run_server_in_thread(
        require_client_registration=True, user_claims=people
    ) as server:
        yield f"http://localhost:{server.server_port}"


def register(issuer: str, redirect: str) -> dict[str, str]:
    """A client of the provider that may send people to this address and no other."""
    request = urllib.request.Request(
        f"{issuer}/oauth2/clients",
        json.dumps({"redirect_uris": [redirect]}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict[str, str] = json.load(answer)
    return found


@contextmanager
def dashboard(folder: Path, issuer: str, *, registered: str = "/oauth2callback") -> Iterator[str]:
    """A server whose secrets name the provider; gives its address."""
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    client = register(issuer, f"{home}{registered}")
    secrets = folder / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir(parents=True)
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "{home}/oauth2callback"\n'
        f'cookie_secret = "{token_hex(32)}"\n'
        f'client_id = "{client["client_id"]}"\n'
        f'client_secret = "{client["client_secret"]}"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    (folder / "peran.toml").write_text(ROLES, encoding="utf-8")
    with serving(folder, port=port) as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("masuk")


@pytest.fixture(scope="module")
def address(folder: Path, issuer: str) -> Iterator[str]:
    with dashboard(folder, issuer) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[], Page]]:
    """A browser of its own for each person who comes."""
    contexts = []

    def come() -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text, level=1)).to_be_visible(timeout=WAIT)


def sign_in(page: Page, address: str, who: str, path: str = "/") -> None:
    """Through the page of the dashboard and the form of the provider, back to the dashboard."""
    page.goto(f"{address}{path}")
    heading(page, "Masuk")
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name=who, exact=True).click(timeout=WAIT)
    page.wait_for_url(re.compile(re.escape(address)), timeout=WAIT)


def links(page: Page) -> list[str]:
    return page.get_by_test_id("stSidebar").get_by_test_id("stPageLink").all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("who", "foot", "sees_data"),
    [
        ("kasi", "Ani Kasi · pengelola", True),
        ("sekda", "Budi Sekda · pimpinan", False),
        ("admin", f"Cici Admin · admin {PLACE}", False),
        ("kelompok", "Dedi · admin Kabupaten Banjar", False),
    ],
)
def test_each_role_signs_in_and_out(
    address: str, visit: Callable[[], Page], who: str, foot: str, sees_data: bool
) -> None:
    page = visit()
    sign_in(page, address, who)
    heading(page, "Ringkasan")
    settle(page)
    expect(page.get_by_test_id("stSidebar").get_by_text(foot)).to_be_visible()
    assert any("Data" in text.split() for text in links(page)) is sees_data
    page.goto(f"{address}/data")
    settle(page)
    expect(page.get_by_text("Halaman ini untuk pengelola.")).to_have_count(0 if sees_data else 1)
    # The cookie that says who it is cannot be read by scripts of a page, and is signed.
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    page.get_by_test_id("stSidebar").get_by_role("button", name="Keluar").click()
    # The provider asks whether to end its session, too.
    page.get_by_role("button", name=re.compile("log ?out|end|yes|confirm", re.I)).first.click(
        timeout=WAIT
    )
    heading(page, "Masuk")
    page.goto(f"{address}/tindak-lanjut")
    heading(page, "Masuk")
    assert links(page) == []


@pytest.mark.browser
def test_an_admin_sees_rows_of_the_own_place_only(address: str, visit: Callable[[], Page]) -> None:
    page = visit()
    # Straight to the link that was opened, with what the pages know of its words; once only.
    sign_in(
        page, address, "admin", "/tindak-lanjut?periode=2022&per=2023-06-15&lanjut=//jahat.test"
    )
    heading(page, "Tindak lanjut")
    settle(page)
    page.wait_for_url(f"{address}/tindak-lanjut?periode=2022&per=2023-06-15", timeout=WAIT)
    page.goto(address)
    heading(page, "Ringkasan")
    settle(page)
    assert page.url.rstrip("/") == address
    page.goto(f"{address}/tindak-lanjut")
    settle(page)
    note = "Daftar, pengingat, dan surat hanya memuat aduan Kota Banjarbaru"
    expect(page.get_by_text(note)).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="Unduh daftar (CSV)").click()
    lines = Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 3
    assert {line.split(";")[2].strip('"') for line in lines[1:]} == {"Banjarbaru"}
    page.goto(f"{address}/paparan?tayang=ya")
    expect(page.get_by_text("Semua slide siap.")).to_be_attached(timeout=WAIT)
    expect(page.get_by_label("Penanggung jawab")).to_have_count(0)


@pytest.mark.browser
def test_an_unknown_person_sees_whom_to_ask_and_nothing_else(
    address: str, visit: Callable[[], Page]
) -> None:
    page = visit()
    sign_in(page, address, "asing")
    heading(page, "Anda belum mendapat peran")
    expect(page.get_by_text("mintalah peran kepada Bidang IKP")).to_be_visible()
    for path in ("/tindak-lanjut?aduan=7198907", "/paparan?tayang=ya", "/data"):
        page.goto(f"{address}{path}")
        heading(page, "Anda belum mendapat peran")
        assert links(page) == []
        assert not re.search(r"\d{3}", page.get_by_test_id("stMain").inner_text())


@pytest.mark.browser
def test_an_address_nobody_confirmed_is_not_accepted(
    address: str, visit: Callable[[], Page]
) -> None:
    page = visit()
    sign_in(page, address, "palsu")
    heading(page, "Belum dapat masuk")
    expect(page.get_by_text("belum dikonfirmasi pada penyedia login")).to_be_visible()
    assert links(page) == []


@pytest.mark.browser
def test_a_role_taken_away_ends_with_the_next_click(
    address: str, folder: Path, visit: Callable[[], Page]
) -> None:
    page = visit()
    sign_in(page, address, "sekda")
    settle(page)
    file = folder / "peran.toml"
    file.write_text(ROLES.replace('"sekda@contoh.go.id"', ""), encoding="utf-8")
    try:
        page.get_by_test_id("stSidebar").get_by_role("link", name="Topik").click()
        heading(page, "Anda belum mendapat peran")
    finally:
        file.write_text(ROLES, encoding="utf-8")


@pytest.mark.browser
def test_a_role_taken_away_ends_what_is_open_too(
    address: str, folder: Path, visit: Callable[[], Page]
) -> None:
    """A file that is made when it is asked for, and a part that is drawn again without its page."""
    page = visit()
    sign_in(page, address, "sekda", "/tindak-lanjut")
    heading(page, "Tindak lanjut")
    settle(page)
    file = folder / "peran.toml"
    file.write_text(ROLES.replace('"sekda@contoh.go.id"', ""), encoding="utf-8")
    files: list[object] = []
    page.on("download", lambda file: files.append(file))
    try:
        page.get_by_role("button", name="Unduh daftar (CSV)").click()
        page.wait_for_timeout(3_000)
        assert files == []
        page.get_by_text(re.compile(r"^Semua \(")).first.click()
        heading(page, "Anda belum mendapat peran")
    finally:
        file.write_text(ROLES, encoding="utf-8")


@pytest.mark.browser
def test_whoever_says_no_at_the_provider_is_not_in(address: str, visit: Callable[[], Page]) -> None:
    page = visit()
    page.goto(address)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Deny").click(timeout=WAIT)
    page.wait_for_url(re.compile(re.escape(address)), timeout=WAIT)
    heading(page, "Masuk")


@pytest.mark.browser
def test_a_forged_cookie_or_answer_lets_nobody_in(address: str, visit: Callable[[], Page]) -> None:
    page = visit()
    forged = json.dumps({"email": "kasi@contoh.go.id", "is_logged_in": True})
    page.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": address}])
    page.goto(address)
    heading(page, "Masuk")
    page.goto(f"{address}/oauth2callback?{urlencode({'code': 'x', 'state': 'y'})}")
    heading(page, "Masuk")


@pytest.mark.browser
def test_a_wrong_redirect_is_refused_by_the_provider(
    tmp_path: Path, issuer: str, visit: Callable[[], Page]
) -> None:
    with dashboard(tmp_path, issuer, registered="/lain") as address:
        page = visit()
        page.goto(address)
        page.get_by_role("button", name="Masuk", exact=True).click()
        expect(page.get_by_text(re.compile("Redirect URI .* is not supported"))).to_be_visible(
            timeout=WAIT
        )
        page.goto(address)
        heading(page, "Masuk")


@pytest.mark.browser
def test_secrets_with_a_slip_let_nobody_in(tmp_path: Path, visit: Callable[[], Page]) -> None:
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir(parents=True)
    secrets.write_text('[auth\nclient_id = "x"\n', encoding="utf-8")
    with serving(tmp_path) as address:
        page = visit()
        for path in ("/", "/data", "/paparan?tayang=ya"):
            page.goto(f"{address}{path}")
            heading(page, "Belum dapat masuk")
            expect(page.get_by_text("secrets.toml tidak dapat dibaca")).to_be_visible()
            assert links(page) == []


def test_monitoring_answers_without_signing_in(address: str) -> None:
    with urllib.request.urlopen(f"{address}/sehat", timeout=20) as answer:
        text = answer.read().decode()
    assert "@" not in text and not re.search(r"\b\d{7}\b", text)
