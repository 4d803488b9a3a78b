import pytest

from tests.factories import make_session, make_speaker, make_team_member


@pytest.fixture
def proposal(event):
    """A proposal that can be reviewed."""
    return make_session(event, speakers=[make_speaker(event, "Ana")], state="submitted")


@pytest.fixture
def reviewer(event):
    return make_team_member(event, name="Rita Reviewer", is_reviewer=True)


@pytest.fixture
def organiser(event):
    return make_team_member(event, name="Olga Organiser", can_change_submissions=True)
