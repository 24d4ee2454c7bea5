"""Panel of "Profil": the subject's trend by month against the whole."""

from __future__ import annotations

from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.regions import BY_CODE
from lapor_data.domain.settings import load_settings
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Line, Lines
from lapor_data.present.panel import Column, Kind, Panel, RowsChoice, Table
from lapor_data.questions import profile, summary
from lapor_data.questions.measures import Measures
from lapor_data.questions.rows import RowsOf

TRENDS = {
    "aduan": "Aduan",
    "tindak-lanjut": "Tindak lanjut",
    "median": "Median respons",
}


def trend(b: Briefing, option: str = "") -> Panel:
    """The subject by month against the whole, on one scale: a measure of TRENDS."""
    key = option if option in TRENDS else next(iter(TRENDS))
    if b.subject is None:
        return _no_trend(b)
    if key == "aduan":
        return _volume_trend(b, b.subject)
    read, unit, decimals = {
        "tindak-lanjut": (_followed_up, "%", 0),
        "median": (_median, "HK", 1),
    }[key]
    mine, whole = read(b.now), read(summary.totals(b.source, b.around))
    title = f"{TRENDS[key]} per bulan"
    if mine is not None and whole is not None:
        space = "" if unit == "%" else " "
        title = (
            f"{TRENDS[key]} {numbers.number(mine, decimals)}{space}{unit}, "
            f"{b.subject.whole_in_words} "
            f"{numbers.number(whole, decimals)}{space}{unit}"
        )
    return _trend_panel(
        b,
        b.subject,
        title,
        f"{TRENDS[key].lower()}, {unit}, menurut bulan aduan masuk",
        tuple(read(row.measures) for row in b.months),
        (b.subject.whole_name, tuple(read(row.measures) for row in b.months_around)),
        unit,
        decimals,
    )


def _volume_trend(b: Briefing, unit: profile.Subject) -> Panel:
    """Counts have no common scale: one of the 13 is set against the 13 per 100,000 people, an SKPD
    or a level stands alone."""
    months = tuple(row.month for row in b.months)
    counts = tuple(float(row.measures.valid) for row in b.months)
    if not unit.is_region:
        title = f"{unit.short_name}: {numbers.number(b.now.valid)} aduan"
        return _trend_panel(b, unit, title, "aduan sah per bulan", counts, None, "aduan", 0)
    people = sum(region.population for region in BY_CODE.values())
    mine = BY_CODE[unit.place].population
    found = summary.region_months(b.source, b.filter, months[-1], len(months))
    together = [sum(column) for column in zip(*found.values(), strict=True)]
    rate = 100_000 * b.now.valid / mine
    common = 100_000 * sum(row.measures.valid for row in b.regions) / people
    title = (
        f"{numbers.number(rate, 1)} aduan per 100.000 penduduk, 13 kabupaten/kota bersama-sama "
        f"{numbers.number(common, 1)}"
    )
    return _trend_panel(
        b,
        unit,
        title,
        "aduan sah per 100.000 penduduk (Sensus 2020) dan bulan",
        tuple(100_000 * count / mine for count in counts),
        ("13 kab/kota", tuple(100_000 * count / people for count in together)),
        "per 100.000",
        1,
    )


def _trend_panel(
    b: Briefing,
    unit: profile.Subject,
    title: str,
    words: str,
    mine: tuple[float | None, ...],
    whole: tuple[str, tuple[float | None, ...]] | None,
    measure_unit: str,
    decimals: int,
) -> Panel:
    months = tuple(row.month for row in b.months)
    lines = [Line(whole[0], whole[1])] if whole else []
    lines.append(Line(unit.short_name, mine, "accent"))
    limit = b.settings.respons_pertama
    rule = float(limit) if measure_unit == "HK" else None
    kind: Kind = "percent" if measure_unit == "%" else "decimal"
    few = f"Bulan dengan kurang dari {b.settings.sampel_minimum} aduan tidak digambar"
    return Panel(
        slug="profil-tren",
        title=title,
        unit=words,
        n=b.now.valid,
        alt=f"{title}. Garis per bulan, {_span_words(months)}.",
        source=b.sources_line,
        notes=(few,) if measure_unit in ("%", "HK") else (),
        table=Table(
            (
                Column("Bulan", "month"),
                Column(f"Aduan sah, {unit.short_name}", "count"),
                *(Column(f"{line.name}, {measure_unit}", kind, 1) for line in lines),
            ),
            tuple(
                (row.month, row.measures.valid, *(line.values[index] for line in lines))
                for index, row in enumerate(b.months)
            ),
        ),
        chart=Lines(
            months, tuple(lines), measure_unit, decimals, rule, f"batas {limit} HK" if rule else ""
        ),
        rows=(RowsChoice("Aduan sah", RowsOf("valid")),),
    )


def _no_trend(b: Briefing) -> Panel:
    return Panel(
        slug="profil-tren",
        title="Pilih kabupaten/kota",
        unit="aduan sah per bulan",
        alt="Belum ada wilayah yang dipilih.",
        source=b.sources_line,
        table=Table((Column("Bulan", "month"),), ()),
    )


def _followed_up(m: Measures) -> float | None:
    """Tindak lanjut %, None where too few complaints would make it jump."""
    return m.followed_up_percent if m.valid >= load_settings().sampel_minimum else None


def _median(m: Measures) -> float | None:
    return m.response_median_wd if m.enough else None


def _span_words(months: tuple[date, ...]) -> str:
    return f"{numbers.month_name(months[0])} sampai {numbers.month_name(months[-1])}"
