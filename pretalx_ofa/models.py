"""Django's front door to the models of every room."""

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliation
from pretalx_ofa.exports.models import ExportRun
from pretalx_ofa.organisations.models import (
    Organisation,
    OrganisationName,
    OrganisationRelation,
    RegistryRelease,
)
from pretalx_ofa.programme.models import ImportedObject, ProgrammeSnapshot
from pretalx_ofa.tracks.models import TrackTheme
from pretalx_ofa.translations.models import Translation

__all__ = [
    "Affiliation",
    "ExportRun",
    "ImportedObject",
    "Organisation",
    "OrganisationName",
    "OrganisationRelation",
    "ProgrammeSnapshot",
    "RegistryRelease",
    "SessionAffiliation",
    "TrackTheme",
    "Translation",
]
