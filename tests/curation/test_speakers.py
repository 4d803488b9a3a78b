"""The list of speakers that organisers work in."""

import pytest
from lxml import html

from tests.factories import (
    make_session,
    make_speaker,
    make_team_member,
)

URL = "/orga/event/symposium/p/ofa/speakers/"


@pytest.fixture
def organiser_client(event, client):
    client.force_login(make_team_member(event, can_change_submissions=True, name="Olga"))
    return client


def names(response):
    """Who is in the list, in order."""
    assert response.status_code == 200
    rows = html.fromstring(response.content.decode()).xpath("//tbody/tr/td[1]")
    return [" ".join(row.text_content().split()) for row in rows]


def test_speakers_stand_in_it_by_name(event, organiser_client):
    make_session(event, speakers=[make_speaker(event, "Zé"), make_speaker(event, "Ana")])

    assert names(organiser_client.get(URL)) == ["Ana", "Zé"]
