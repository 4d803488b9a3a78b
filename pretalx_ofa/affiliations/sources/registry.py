"""Where suggestions come from, each once."""

from pretalx_ofa.affiliations.sources.biography import BIOGRAPHY
from pretalx_ofa.affiliations.sources.question import QUESTION
from pretalx_ofa.affiliations.sources.spreadsheet import SPREADSHEET

SOURCES = {source.name: source for source in (QUESTION, BIOGRAPHY, SPREADSHEET)}
