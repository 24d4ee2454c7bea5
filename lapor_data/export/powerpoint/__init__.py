"""The slides of a meeting as a PowerPoint file with native charts, tables and notes."""

from lapor_data.export.powerpoint.deck import deck_file
from lapor_data.export.powerpoint.template import TemplateError

__all__ = ["TemplateError", "deck_file"]
