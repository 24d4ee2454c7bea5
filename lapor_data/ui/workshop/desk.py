"""What the parts of the workshop work on: the view, the profile, who is compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.domain.profiles import AwardProfile
from lapor_data.domain.regions import PROVINCE, REGIONS
from lapor_data.present.panels_workshop import Bench, contest_of
from lapor_data.questions.award_units import Contest, Scope
from lapor_data.ui.awards import listed_option
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe

_SAID = "bengkel-pesan"


@dataclass(frozen=True)
class Desk:
    """One rerun of the page."""

    view: View
    profile: AwardProfile
    scope: Scope

    @property
    def bench(self) -> Bench:
        """The panels' bench with nothing imagined."""
        return Bench(self.profile, self.scope)

    @property
    def contest(self) -> Contest:
        """The units compared."""
        return contest_of(self.view.briefing, self.bench)


def chosen_scope() -> Scope:
    """Who is compared, chosen on this page or in its address."""
    regions = sorted(REGIONS, key=lambda region: (region.kind, region.name))
    scopes = (Scope(), Scope(PROVINCE), *(Scope(region.code) for region in regions))
    offered = {scope.key: scope for scope in scopes}
    labels = {key: scope.name for key, scope in offered.items()}
    return offered[listed_option("lingkup", labels, "Yang dibandingkan", ":material/groups:")]


def apply(change: Callable[[], str]) -> None:
    """Make a change and let the next run say what it did (`tell`); what went wrong is said now."""
    try:
        st.session_state[_SAID] = change()
    except LaporError as error:
        st.error(safe(error), icon=":material/error:")
        return
    st.rerun()


def tell() -> None:
    """What the last change did, once."""
    if said := st.session_state.pop(_SAID, None):
        st.success(safe(said), icon=":material/check_circle:")
