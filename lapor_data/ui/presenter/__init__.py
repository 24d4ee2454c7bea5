"""The page "Paparan": preparing the slides of a meeting, and showing them on the whole screen."""

from __future__ import annotations

from lapor_data.ui.presenter.address import is_on, leave
from lapor_data.ui.presenter.prepare import draw as draw_preparation
from lapor_data.ui.presenter.stage import draw as draw_stage

__all__ = ["draw_preparation", "draw_stage", "is_on", "leave"]
