"""One reading of the data for one filter: every answer is asked once and shared by all panels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lapor_data.domain.records import Record
from lapor_data.domain.regions import place_name
from lapor_data.domain.settings import Settings, load_settings
from lapor_data.present.programme_flags import programmes
from lapor_data.questions import (
    award_units,
    before_after,
    narrative,
    profile,
    scoring,
    speed,
    summary,
    topics,
    volume,
    worklist,
)
from lapor_data.questions.ask import Source
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.volume import few_for_population

# How far back the months go before the chosen period: a year, so that the season can be seen.
_MONTHS_BEFORE = 12


@dataclass(frozen=True)
class Briefing:
    """Answers for `filter`, asked when first needed. `data_date` decides what still runs; `records`
    is the history that people keep."""

    source: Source
    filter: ComplaintFilter
    data_date: date
    first_date: date
    records: tuple[Record, ...] = ()
    # Which state of the journal the records are of: part of the key of what is cached of them.
    records_stamp: str = ""

    @property
    def period(self) -> Period:
        """The chosen period, cut to what the data can know."""
        return self.filter.period.cut_to(self.data_date)

    @property
    def chosen_place(self) -> str | None:
        """The short name of the chosen place, to mark its row in charts of all places."""
        return place_name(self.filter.place, short=True) if self.filter.place else None

    @property
    def period_name(self) -> str:
        """The short name of the period ("S1 2023")."""
        return self.filter.period.short_label

    @cached_property
    def compared(self) -> Period | None:
        """The period to compare with; None when none is wanted or nothing is known of it."""
        other = self.filter.compared_with(self.data_date)
        return other if other is not None and other.last >= self.first_date else None

    @property
    def settings(self) -> Settings:
        """The limits in force."""
        return load_settings()

    @property
    def sources_line(self) -> str:
        """Where the numbers come from, for the foot of a panel."""
        return "Sumber: SP4N-LAPOR!"

    @cached_property
    def now(self) -> Measures:
        """Measures of the period."""
        return summary.totals(self.source, self.filter)

    @cached_property
    def before(self) -> Measures | None:
        """Measures of the comparison, None without one or when it is empty."""
        if self.compared is None:
            return None
        measures = summary.totals(self.source, self.filter, self.compared)
        return measures if measures.received else None

    @property
    def month_span(self) -> tuple[date, date]:
        """First and last month of the trends: the period and the year before it."""
        start = self.filter.period.first
        months = 12 * start.year + start.month - 1 - _MONTHS_BEFORE
        first = date(months // 12, months % 12 + 1, 1)
        earliest = self.first_date.replace(day=1)
        last = max(self.period.last, earliest)
        return min(max(first, earliest), last), last

    @cached_property
    def months(self) -> list[summary.MonthRow]:
        """Measures by month over `month_span`."""
        return summary.by_month(self.source, self.filter, *self.month_span)

    @cached_property
    def months_everywhere(self) -> list[summary.MonthRow]:
        """The same for all places together."""
        if self.filter.place is None:
            return self.months
        everywhere = self.filter.with_(place=None)
        return summary.by_month(self.source, everywhere, *self.month_span)

    @cached_property
    def regions(self) -> list[summary.RegionRow]:
        """The 13, by code, whatever place is chosen."""
        return summary.by_region(self.source, self.filter)

    @cached_property
    def regions_in_days(self) -> list[summary.RegionRow]:
        """The 13 with median and p90 in calendar days as well."""
        return summary.by_region(self.source, self.filter, calendar_days=True)

    @cached_property
    def region_months(self) -> dict[str, list[int]]:
        """Sah per month of the 13, six months up to the end of the period."""
        return summary.region_months(self.source, self.filter, self.period.last)

    @cached_property
    def categories(self) -> list[topics.TopicRow]:
        """Sah per category, most first, without category last."""
        return topics.by_category(self.source, self.filter)

    @cached_property
    def topics_before(self) -> dict[str | None, int]:
        """Sah per category in the comparison."""
        if self.compared is None:
            return {}
        rows = topics.by_category(self.source, self.filter, self.compared)
        return {row.category: row.valid for row in rows}

    @cached_property
    def topic_changes(self) -> list[topics.TopicChange]:
        """Each category against the comparison."""
        if self.compared is None:
            return []
        before = [topics.TopicRow(name, count) for name, count in self.topics_before.items()]
        return topics.changes_of(self.categories, before, self.period.days, self.compared.days)

    @cached_property
    def bands(self) -> list[speed.BandRow]:
        """Complaints by response time, per region and in total."""
        return speed.response_bands(self.source, self.filter)

    @cached_property
    def classes(self) -> list[summary.ClassRow]:
        """Measures per classification."""
        return summary.by_classification(self.source, self.filter)

    @cached_property
    def agencies(self) -> list[summary.AgencyRow]:
        """Measures per SKPD and place, most sah first."""
        return summary.by_agency(self.source, self.filter)

    @cached_property
    def sentence(self) -> str:
        """The period in one sentence."""
        return narrative.period_sentence(
            self.filter, self.now, self.before, self.compared, self.data_date
        )

    @cached_property
    def attention(self) -> list[narrative.Attention]:
        """What needs attention, most pressing first, at most five sentences."""
        return narrative.attention(
            self.filter,
            self.now,
            self.regions,
            self.topic_changes,
            self.compared,
            few_for_population(self.regions) if not self.filter.extra_count else (),
        )

    def scores(self, profile: scoring.Profile) -> list[scoring.Score]:
        """The award scores of the 13."""
        if profile.only_media or not scoring.measures_suffice(profile):
            return scoring.scores(self.source, self.filter, profile)
        return scoring.scores_of(self.regions, profile)

    @cached_property
    def subject(self) -> profile.Subject | None:
        """The kabupaten/kota, level or SKPD that the filter chooses; None without one."""
        return profile.subject_of(self.filter)

    @cached_property
    def around(self) -> ComplaintFilter:
        """The filter of what the subject is set against: all places, or all SKPD of its place."""
        if self.subject and self.subject.agency:
            return self.filter.with_(agencies=())
        return self.filter.with_(place=None)

    @cached_property
    def agencies_of_place(self) -> list[summary.AgencyRow]:
        """Measures per SKPD of the chosen place, whichever SKPD is chosen, most sah first."""
        if self.subject and self.subject.agency:
            return summary.by_agency(self.source, self.around)
        return self.agencies

    @cached_property
    def regions_before(self) -> list[summary.RegionRow]:
        """The 13 in the comparison; none without one."""
        if self.compared is None:
            return []
        return summary.by_region(self.source, self.filter, self.compared)

    @cached_property
    def peers(self) -> list[profile.Peer]:
        """Those the subject is ranked with: the 13 (also where none is chosen), or the SKPD of its
        place; a level beside the 13 has none."""
        if self.subject and self.subject.agency:
            return profile.peers_of_agencies(self.agencies_of_place)
        if self.subject and not self.subject.is_region:
            return []
        return profile.peers_of_regions(self.regions)

    @cached_property
    def months_around(self) -> list[summary.MonthRow]:
        """Measures by month of what the subject is set against, over `month_span`."""
        return summary.by_month(self.source, self.around, *self.month_span)

    @cached_property
    def categories_around(self) -> list[topics.TopicRow]:
        """Sah per category of what the subject is set against."""
        return topics.by_category(self.source, self.around)

    @cached_property
    def contest(self) -> award_units.Contest | None:
        """Those the subject is scored among (without one: the 13); None where nobody is."""
        scope = self.subject.scope if self.subject else award_units.Scope()
        return award_units.contest(self.source, self._among, scope) if scope else None

    @cached_property
    def contest_before(self) -> award_units.Contest | None:
        """The same in the comparison; None without one."""
        if self.contest is None or self.compared is None:
            return None
        return award_units.contest(
            self.source, self._among, self.contest.scope, period=self.compared
        )

    @property
    def _among(self) -> ComplaintFilter:
        """An SKPD is scored among all SKPD of its place, whatever SKPD the filter names."""
        chosen = self.subject is not None and self.subject.agency is not None
        return self.filter.with_(agencies=()) if chosen else self.filter

    @cached_property
    def low_volume(self) -> list[volume.LowVolume]:
        """The kabupaten/kota with few complaints, by both rules; none where a filter beside period
        and place narrows what they are counted by."""
        if self.filter.extra_count:
            return []
        return volume.low_volume(self.regions, self.regions_before, self.period, self.compared)

    @cached_property
    def programme_effects(self) -> list[before_after.BeforeAfter]:
        """Before and after of every programme of the chosen place."""
        return [
            before_after.before_after(
                self.source, self.filter, record, self.first_date, self.data_date
            )
            for record in programmes(self.records, self.filter.place)
        ]

    @cached_property
    def _worklists(self) -> dict[date, worklist.Worklist]:
        return {}

    def worklist(self, as_of: date | None = None) -> worklist.Worklist:
        """What was open at the end of a day (None = the data date), whenever it came in."""
        day = as_of or self.data_date
        if day not in self._worklists:
            self._worklists[day] = worklist.worklist(self.source, self.filter, day)
        return self._worklists[day]
