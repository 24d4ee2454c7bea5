"""Naik tangga: the years as steps, with what was judged, done and reached in each."""

from lapor_data.ui.frame import open_page
from lapor_data.ui.ladder import draw

view = open_page("naik-tangga")
if view:
    draw(view)
