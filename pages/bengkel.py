"""Bengkel penghargaan: try weights and figures, test how safe ranks are, keep profiles, decide."""

from lapor_data.ui.frame import open_page
from lapor_data.ui.workshop import draw

view = open_page("bengkel")
if view:
    draw(view)
