"""Peta: the 13 coloured by a measure, and the same as a list."""

from lapor_data.ui.frame import open_page
from lapor_data.ui.map import draw_map, measures
from lapor_data.ui.selection import option

view = open_page("peta")
if view:
    draw_map(view, option("ukuran", measures(), "Ukuran"))
