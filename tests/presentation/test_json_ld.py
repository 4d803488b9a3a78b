"""schema.org's vocabulary for what pages show."""

import json

from pretalx_ofa.presentation import json_ld
from pretalx_ofa.programme.records import Organisation, Speaking, Track
from tests.presentation.programmes import (
    affiliation,
    at,
    person,
    programme,
    reading,
    session,
    text,
)

UFPR = Organisation(
    id=7, name=text(en="Federal University of Paraná"), ror="https://ror.org/05syd6y78"
)
EVENT = {
    "@type": "Event",
    "name": "Open Symposium",
    "startDate": "2025-11-18",
    "endDate": "2025-11-19",
    "url": "https://x/p/ofa/",
}
PLACE = {"@type": "Place", "name": "Main Room", "url": "https://x/p/ofa/rooms/1/"}
ANA = {"@type": "Person", "name": "Ana Souza", "url": "https://x/speaker/ANA/"}
ORGANIZATION = {
    "@type": "Organization",
    "name": "Federal University of Paraná",
    "@id": "https://ror.org/05syd6y78",
    "sameAs": "https://ror.org/05syd6y78",
}


def given(*slots, kind="ordinary"):
    return reading(
        programme(
            session(
                "A",
                track=1,
                abstract=text(en="Twelve models."),
                speakers=[Speaking(person="ANA")],
                slots=list(slots),
            ),
            people=[person(affiliations=[affiliation(1, "", organisation=7, kind=kind)])],
            organisations=[UFPR],
            tracks=[Track(id=1, name=text(en="Models"), description=text(en="Of language."))],
        )
    )


def test_a_session_names_its_event_its_place_and_its_people_at_their_organisations():
    assert json_ld.session(given(at("2025-11-18T09:00")), "A") == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Open models",
        "url": "https://x/talk/A/",
        "startDate": "2025-11-18T09:00:00-03:00",
        "endDate": "2025-11-18T09:30:00-03:00",
        "location": PLACE,
        "inLanguage": "en",
        "description": "Twelve models.",
        "superEvent": EVENT,
        "performer": [ANA | {"affiliation": [ORGANIZATION]}],
    }


def test_a_session_at_two_times_is_one_with_two_inside():
    found = json_ld.session(given(at("2025-11-19T09:00"), at("2025-11-18T09:00")), "A")

    assert (found["startDate"], found["endDate"]) == (
        "2025-11-18T09:00:00-03:00",
        "2025-11-19T09:30:00-03:00",
    )
    assert [one["startDate"][:10] for one in found["subEvent"]] == ["2025-11-19", "2025-11-18"]


def test_a_session_without_a_time_or_a_disclosed_organisation_has_neither():
    found = json_ld.session(given(kind="undisclosed"), "A")

    assert "startDate" not in found
    assert found["performer"] == [ANA | {"affiliation": []}]


def test_a_track_lists_its_sessions():
    assert json_ld.track(given(at("2025-11-18T09:00")), 1) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Models",
        "description": "Of language.",
        "url": "https://x/p/ofa/tracks/1/",
        "superEvent": EVENT,
        "subEvent": [
            {
                "@type": "Event",
                "name": "Open models",
                "url": "https://x/talk/A/",
                "startDate": "2025-11-18T09:00:00-03:00",
            }
        ],
    }


def test_an_organisation_has_its_registry_id_and_who_discloses_it():
    assert json_ld.organisation(given(), 7) == {"@context": "https://schema.org"} | ORGANIZATION | {
        "member": [ANA]
    }
    assert json_ld.organisation(given(kind="undisclosed"), 7)["member"] == []


def test_a_name_cannot_end_the_script():
    html = json_ld.script({"name": "</script><b>&amp;\u2028"})

    assert html.count("<") == 2
    body = html.partition(">")[2].rpartition("<")[0]
    assert json.loads(body) == {"name": "</script><b>&amp;\u2028"}
