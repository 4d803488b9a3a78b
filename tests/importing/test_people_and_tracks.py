"""What a file says of people, of the affiliations a session is given under, and of tracks."""

import datetime as dt

import pytest
from django_scopes import scope

from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import File
from pretalx_ofa.models import Affiliation, PersonDetails, SessionAffiliations, TrackTheme
from pretalx_ofa.programme import records
from pretalx_ofa.programme.build import build_accepted
from tests.exports.test_formats import text
from tests.factories import affiliate, make_speaker

A, B = (records.Affiliation(id=number, name=name) for number, name in ((1, "RISE"), (2, "Lund")))
ANA = records.Person(
    code="ANA", name="Ana", sort_name="Souza, Ana", orcid="0000-0002-1825-0097", affiliations=[A, B]
)


def programme(*speakings, people=(ANA,), tracks=()):
    """A file with a session for each :class:`records.Speaking`."""
    found = records.Programme(
        format=records.FORMAT,
        event=records.Event(
            slug="file", name=text("File"), timezone="UTC", date_from=dt.date(2025, 11, 18), date_to=dt.date(2025, 11, 19)
        ),
        languages=["en", "pt-br"],
        source="accepted",
        people=list(people),
        tracks=list(tracks),
        sessions=[
            records.Session(
                code=f"S{number}", title=text(f"Talk {number}"), language="en", minutes=30,
                speakers=[speaking], track=tracks[0].id if tracks else None,
            )
            for number, speaking in enumerate(speakings)
        ],
    )  # fmt: skip
    return File(programme=found)


@pytest.mark.parametrize(
    ("chosen", "stored"),
    ((None, None), ([], []), ([2], [2]), ([2, 1], [2, 1]), ([1, 2], None), ([9], [])),
)
def test_a_choice_comes_back_as_it_was(in_event, chosen, stored):
    file = programme(records.Speaking(person="ANA", affiliations=chosen))

    import_programme(file, event=in_event)

    keys = dict(Affiliation.objects.values_list("as_entered", "pk"))
    names = {1: keys["RISE"], 2: keys["Lund"]}
    wanted = None if stored is None else [names[number] for number in stored]
    assert [s.speakers[0].affiliations for s in build_accepted(in_event).sessions] == [wanted]


def test_a_second_import_touches_no_choice(in_event):
    file = programme(records.Speaking(person="ANA", affiliations=[2]))
    import_programme(file, event=in_event)
    SessionAffiliations.objects.update(affiliations=[])

    import_programme(file, event=in_event)

    assert list(SessionAffiliations.objects.values_list("affiliations", flat=True)) == [[]]
    assert Affiliation.objects.count() == 2


def test_how_a_name_is_filed_and_an_orcid_id_come_along(in_event):
    import_programme(programme(records.Speaking(person="ANA")), event=in_event)

    (person,) = build_accepted(in_event).people
    assert (person.sort_name, person.orcid) == (ANA.sort_name, ANA.orcid)


def test_what_no_model_would_take_is_left_out(in_event):
    odd = [
        records.Affiliation(id=n, name=f"Place {n}\x00", since=10**30, until=-1) for n in range(12)
    ]
    bea = records.Person(code="BEA", name="Bea", orcid="0000", affiliations=odd)

    _event, report = import_programme(
        programme(records.Speaking(person="BEA"), people=[bea]), event=in_event
    )

    assert not PersonDetails.objects.exclude(orcid="").exists()
    rows = Affiliation.objects.values_list("as_entered", "since", "until")
    assert list(rows) == [(f"Place {n}", None, None) for n in range(10)]
    assert "affiliations that were not added: 2" in str(report)


def test_tracks_look_as_they_did(in_event):
    tracks = [
        records.Track(id=1, name=text("Other"), color="#2e7d32", code="XY", shape="star"),
        records.Track(id=2, name=text("Other Things"), color="#2e7d32", code="xy", shape="blob"),
    ]

    import_programme(programme(records.Speaking(person="ANA"), tracks=tracks), event=in_event)

    assert list(TrackTheme.objects.order_by("track").values_list("code", "shape")) == [
        ("XY", "star"),
        ("OT", "circle"),
    ]


def test_affiliations_of_organisers_are_not_added_to(in_event):
    file = programme(records.Speaking(person="ANA"))
    import_programme(file, event=in_event)
    with scope(event=in_event):
        Affiliation.objects.first().delete()
    affiliate(make_speaker(in_event), "Elsewhere")

    import_programme(file, event=in_event)

    assert list(Affiliation.objects.values_list("as_entered", flat=True)) == ["Lund", "Elsewhere"]
