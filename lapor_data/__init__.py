"""Monitoring dashboard of LAPOR! Paman: the numbers of SP4N-LAPOR! in Kalimantan Selatan."""

__version__ = "0.1.0"
