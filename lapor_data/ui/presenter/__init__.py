"""The page "Paparan": preparing the slides of a meeting, and showing them on the whole screen."""

from __future__ import annotations

from lapor_data.ui.presenter.address import is_on
from lapor_data.ui.presenter.prepare import draw as draw_preparation
from lapor_data.ui.presenter.stage import draw as draw_stage
from lapor_data.ui.presenter.stage import leave

__all__ = ["draw_preparation", "draw_stage", "is_on", "leave"]
