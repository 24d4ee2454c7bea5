"""Charts as office programs take them, and the outlines of the map: every value by hand."""

from __future__ import annotations

from datetime import date

from lapor_data.domain.regions import BY_CODE
from lapor_data.export.native import NativeChart, native
from lapor_data.present import charts as c
from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.outlines import outlines
from lapor_data.present.palette import LIGHT


def of(chart: c.Chart) -> NativeChart:
    found = native(chart)
    assert found is not None
    return found


def test_ranked_bars_with_their_comparison() -> None:
    bars = (
        c.Bar("Parkir", 5, "5 · 50%", 3.0, "3", "accent"),
        c.Bar("Banjir", 5, "5 · 50%", None, ""),
        c.Bar("2 topik lain", 0, "12", tone="muted"),
    )
    found = of(c.RankedBars(bars, "aduan", "S1 2020"))
    assert (found.kind, found.categories) == ("bar", ("Parkir", "Banjir", "2 topik lain"))
    now, before = found.series
    # What says no topic has no length, and no value that could be read as none.
    assert (now.name, now.values, now.texts) == (
        "aduan",
        (5, 5, None),
        ("5 · 50%", "5 · 50%", "12"),
    )
    assert now.colours == (LIGHT.accent, LIGHT.bar, LIGHT.muted)
    assert (before.name, before.values, before.texts) == (
        "S1 2020",
        (3.0, None, None),
        ("3", "", ""),
    )
    alone = of(c.RankedBars((c.Bar("Parkir", 60.5, "60,5%"),), "%", "S1 2020", 100.0))
    assert (len(alone.series), alone.decimals, alone.whole) == (1, 1, 100.0)


def test_months_lines_and_multiples() -> None:
    months = (date(2021, 1, 1), date(2021, 8, 1))
    columns = of(c.MonthColumns(months, (1333.0, 2.0), (False, True), "aduan"))
    assert (columns.kind, columns.categories) == ("column", ("Jan 21", "Agt 21"))
    assert columns.series[0].texts == ("1.333", "2")
    assert columns.series[0].colours == (LIGHT.bar, LIGHT.accent)
    lines = of(
        c.Lines(months, (c.Line("Semua", (None, 2.5), "accent"),), "HK", 1, 3.0, "batas 3 HK")
    )
    assert (lines.kind, lines.rule, lines.rule_name, lines.decimals) == (
        "line",
        3.0,
        "batas 3 HK",
        1,
    )
    assert (lines.series[0].values, lines.series[0].texts) == ((None, 2.5), ("", "2,5"))
    small = of(
        c.SmallMultiples(months, (c.Line("A", (1, None)), c.Line("B", (2, 3), "accent")), "aduan")
    )
    assert [series.name for series in small.series] == ["A", "B"]
    assert small.series[1].colours == (LIGHT.accent, LIGHT.accent)


def test_spans_show_median_and_p90() -> None:
    spans = (
        c.Span("Banjar", 4.0, 9.5, "4,0 HK", "5 dari 6", "broken"),
        c.Span("Tapin", None, None, "data belum cukup", "2 dari 6", "muted"),
    )
    found = of(c.Spans(spans, "HK", "median", "bercap waktu", 1, 3.0, "batas 3 HK"))
    median, p90 = found.series
    assert (median.name, median.values) == ("median", (4.0, None))
    assert median.texts == ("4,0 HK", "data belum cukup")
    assert median.colours[0] == LIGHT.broken
    assert (p90.name, p90.values, p90.texts) == ("persentil 90", (9.5, None), ("9,5", ""))


def test_stacked_parts_keep_their_colours() -> None:
    parts = (
        c.Part("Porsi", (0.5, 0.25), (50, 25), "gold"),
        c.Part("Tindak lanjut", (1.0, 0.0), (9, 0)),
        c.Part("Belum", (0.0, 1.0), (0, 4), "broken"),
    )
    found = of(c.Stacked(("1. A", "2. B"), parts, ("1,5", "1,25"), "poin", 3, 3.0))
    assert (found.kind, found.whole, found.decimals) == ("stacked", 3.0, 3)
    assert [series.name for series in found.series] == ["Porsi", "Tindak lanjut", "Belum"]
    assert found.series[0].texts == ("0,500", "0,250")
    # An empty part carries no label.
    assert found.series[1].texts == ("1,000", "")
    assert found.series[0].colours == (LIGHT.gold,) * 2
    assert found.series[2].colours == (LIGHT.broken,) * 2


def test_ranks_dumbbells_and_intervals() -> None:
    steps = (c.Step("Banjarbaru", 2, 1, "gold"), c.Step("Tapin", None, 2))
    ranks = of(c.Slope(steps, "2021", "2022"))
    assert (ranks.kind, ranks.categories) == ("rank", ("2021", "2022"))
    assert ranks.series[0].texts == ("2. Banjarbaru", "1. Banjarbaru")
    assert (ranks.series[1].values, ranks.series[1].texts) == ((None, 2), ("", "2. Tapin"))
    pairs = (c.Pair("Parkir", 12.5, 4.0, "12,5%", "4,0%", "accent"),)
    both = of(c.Dumbbell(pairs, "%", "Banjarbaru", "Provinsi"))
    assert [series.name for series in both.series] == ["Banjarbaru", "Provinsi"]
    assert [series.values for series in both.series] == [(12.5,), (4.0,)]
    intervals = (c.Interval("A", 2.01, 1.95, 2.07, "2,01", "note"),)
    scores = of(c.Intervals(intervals, "nilai", "nilai", "peringkat"))
    assert scores.series[0].texts == ("2,01 (1,95–2,07)",)


def test_what_office_programs_have_no_chart_for() -> None:
    assert native(KeyFigures(())) is None
    assert native(Podium(())) is None
    assert native(c.Forest(())) is None
    assert native(c.Board((), ())) is None


def test_outlines_of_the_13() -> None:
    found = outlines()
    assert {region.code for region in found.regions} == set(BY_CODE)
    # With the islands in the south 3.4 degrees high, with the labels 2.8 wide.
    assert 0.75 < found.width < 0.85
    for region in found.regions:
        points = [point for ring in region.rings for point in ring]
        assert all(0 <= x <= found.width and 0 <= y <= 1 for x, y in points), region.code
        assert 0 <= region.label[0] <= found.width and 0 <= region.label[1] <= 1
        assert (region.leader is None) == (region.anchor == "middle")
        inside = region.leader or region.label
        assert min(x for x, _ in points) <= inside[0] <= max(x for x, _ in points), region.code
        assert min(y for _, y in points) <= inside[1] <= max(y for _, y in points), region.code
    tops = [min(y for ring in region.rings for _, y in ring) for region in found.regions]
    bottoms = [max(y for ring in region.rings for _, y in ring) for region in found.regions]
    assert (min(tops), max(bottoms)) == (0, 1)
    south = next(region for region in found.regions if region.code == "63.01")
    north = next(region for region in found.regions if region.code == "63.09")
    assert south.label[1] > north.label[1]
