"""Data: load exports, see what was loaded and how good it is, mend what could not be read."""

from lapor_data.ui.data_page import draw
from lapor_data.ui.frame import open_page

view = open_page("data", filters=False)
if view:
    draw(view)
