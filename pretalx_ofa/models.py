"""Django's front door to the models of every room."""

from pretalx_ofa.affiliations.models import Affiliation, PersonDetails, SessionAffiliations
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.base.changes import Change
from pretalx_ofa.clashes.models import Clash
from pretalx_ofa.exports.models import ExportFile
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.organisations.models import (
    NotDuplicate,
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryImport,
    RegistryProposal,
)
from pretalx_ofa.programme.models import ImportedObject, ProgrammeSnapshot, SnapshotState
from pretalx_ofa.review.models import Conflict
from pretalx_ofa.tracks.models import TrackTheme
from pretalx_ofa.translations.models import Translation

__all__ = [
    "Affiliation",
    "Change",
    "Clash",
    "Conflict",
    "ExportFile",
    "ImportedObject",
    "JournalEntry",
    "NotDuplicate",
    "Organisation",
    "OrganisationName",
    "OrganisationRelation",
    "PersonDetails",
    "ProgrammeSnapshot",
    "RegistryImport",
    "RegistryProposal",
    "SessionAffiliations",
    "SnapshotState",
    "Suggestion",
    "TrackTheme",
    "Translation",
]
