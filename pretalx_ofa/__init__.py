"""Affiliations, track-themed widgets and bilingual exports for pretalx."""

__version__ = "0.0.1"
