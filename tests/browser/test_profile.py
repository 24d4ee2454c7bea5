"""From the board to a profile, on to an SKPD, and back, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.running_app import settle

pytestmark = pytest.mark.browser


def test_board_to_profile_to_skpd_and_back(address: str, page: Page) -> None:
    page.goto(f"{address}/?periode=2022")
    settle(page)
    main = page.get_by_test_id("stMain")
    main.get_by_role("link", name="Banjarbaru", exact=True).click()
    expect(page.get_by_role("heading", name="Kota Banjarbaru", exact=True)).to_be_visible()
    settle(page)
    assert "wilayah=63.72" in page.url
    expect(
        page.get_by_role("heading", name="SKPD tersibuk: Dinas Perkim, Dinas PUPR, dan Dishub")
    ).to_be_visible()
    main.get_by_role("button", name="Dishub", exact=True).click()
    expect(page.get_by_role("heading", name="Dishub, Kota Banjarbaru")).to_be_visible()
    settle(page)
    page.wait_for_url("**instansi=Dishub**")
    main.get_by_role("button", name="Profil Kota Banjarbaru").click()
    expect(page.get_by_role("heading", name="Kota Banjarbaru", exact=True)).to_be_visible()
    page.wait_for_url(re.compile(r"profil\?(?!.*instansi)"))
    page.go_back()
    expect(page.get_by_role("heading", name="Dishub, Kota Banjarbaru")).to_be_visible()
    settle(page)


def test_the_rank_and_the_flag_are_in_the_first_view(address: str, page: Page) -> None:
    page.goto(f"{address}/profil?periode=2022&wilayah=63.08")
    settle(page)
    for text in (
        "Peringkat 13 dari 13 kabupaten/kota",
        "peringkat 13 dari 13 · turun",
        "Tindak lanjut Kabupaten Hulu Sungai Utara 53% (53 dari 100 aduan)",
    ):
        box = page.get_by_text(text).first.bounding_box()
        assert box and box["y"] + box["height"] < 768


def test_list_of_the_13_leads_to_a_profile(address: str, page: Page) -> None:
    page.goto(f"{address}/profil?periode=2021-S1")
    settle(page)
    main = page.get_by_test_id("stMain")
    main.get_by_role("button", name="Kabupaten Balangan").click()
    expect(page.get_by_role("heading", name="Kabupaten Balangan", exact=True)).to_be_visible()
    expect(page.get_by_text("Sedikit aduan untuk jumlah penduduknya: 5")).to_be_visible()
    settle(page)
