"""Paparan: choose the slides of a meeting, and show them on the whole screen."""

from lapor_data.ui.frame import open_page, open_stage
from lapor_data.ui.presenter import draw_preparation, draw_stage, is_on, leave

stage = open_stage("paparan") if is_on() else None
if stage:
    draw_stage(stage)
else:
    leave()
    view = open_page("paparan")
    if view:
        draw_preparation(view)
