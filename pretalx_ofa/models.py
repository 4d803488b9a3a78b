"""Django's front door to the models of every room."""

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliation
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationDistinction,
    OrganisationName,
    OrganisationRelation,
    RegistryProposal,
    RegistryRelease,
)
from pretalx_ofa.programme.models import ImportedObject, ProgrammeSnapshot
from pretalx_ofa.tracks.models import TrackTheme
from pretalx_ofa.translations.models import Translation

__all__ = [
    "Affiliation",
    "ExportRun",
    "ImportedObject",
    "JournalEntry",
    "Organisation",
    "OrganisationDistinction",
    "OrganisationName",
    "OrganisationRelation",
    "ProgrammeSnapshot",
    "RegistryProposal",
    "RegistryRelease",
    "SessionAffiliation",
    "TrackTheme",
    "Translation",
]
