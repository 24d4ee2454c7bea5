"""Tindak lanjut: what is open, how near its limit, and the words to remind those who have it."""

from lapor_data.ui.frame import open_page
from lapor_data.ui.worklist import draw

view = open_page("tindak-lanjut", any_period=True)
if view:
    draw(view)
