"""Response bands: each sah lies in exactly one."""

from __future__ import annotations

from lapor_data.questions import speed, summary
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from tests.tiny import BANJARBARU, HSU, source_of, tiny

S1 = ComplaintFilter(Period.parse("2021-S1"))


def test_bands_of_the_13_and_all_together() -> None:
    rows = speed.response_bands(tiny(), S1.with_(place=HSU))
    assert len(rows) == 14
    by_place = {row.place: row.counts for row in rows}
    #                       ≤1 ≤3 ≤5 ≤14 >14 no time, waiting
    assert by_place[BANJARBARU] == (1, 1, 0, 1, 0, 1, 1)
    assert by_place[HSU] == (0, 0, 1, 0, 1, 0, 1)
    assert by_place[None] == (1, 2, 1, 1, 1, 1, 2)
    assert by_place["63.01"] == (0,) * 7
    assert rows[-1].name == "Semua wilayah" and rows[-1].place is None


def test_counts_and_shares_by_name() -> None:
    total = speed.response_bands(tiny(), S1)[-1]
    assert total.valid == summary.totals(tiny(), S1).valid == 9
    assert total.count("hk_3") == 2
    assert total.percent("not_responded") == 100 * 2 / 9
    assert speed.response_bands(source_of([]), S1)[-1].percent("hk_1") is None


def test_edges_of_the_bands() -> None:
    found = [speed.band_of(days, True) for days in (0, 1, 2, 3, 4, 5, 6, 14, 15, 400, None)]
    assert found == (
        ["hk_1"] * 2 + ["hk_3"] * 2 + ["hk_5"] * 2 + ["hk_14"] * 2 + ["hk_lebih"] * 2 + ["untimed"]
    )
    assert speed.band_of(None, False) == "not_responded"
