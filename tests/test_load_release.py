"""A session that stays open keeps no older version of the data open (nor what was erased from it)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lapor_data.ui.frame import PAGES
from tests.load.__main__ import server_files
from tests.load.data import Imports
from tests.load.visitors import Wish, visiting
from tests.running_app import serving


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_no_page_keeps_an_old_version_open(tmp_path: Path) -> None:
    store = tmp_path / "toko"
    store.mkdir()
    imports = Imports(store / "lapor.duckdb", tmp_path / "versi", rows=4)
    imports.start()
    query = (("periode", "2023-S1"), ("wilayah", "63.72"))
    with serving(store) as address, visiting(address) as visitor:
        for page in PAGES:
            visitor.look(Wish(page.slug, query))
        assert server_files() == ["lapor.duckdb.v00000001"]
        imports.one()
        # Another page than any that might keep it, then one more to let go of the first.
        assert visitor.look(Wish("data", query)).version == 2
        visitor.look(Wish("ringkasan", query))
        assert server_files() == ["lapor.duckdb.v00000002"]
