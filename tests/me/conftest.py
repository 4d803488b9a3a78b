import pytest
from django.urls import reverse
from lxml import html

from tests.factories import make_session, make_speaker
from tests.organisations.conftest import dump  # noqa: F401 -- a fixture


@pytest.fixture
def speaker(event, client):
    """Somebody with a proposal, logged in."""
    profile = make_speaker(event, "Ana Souza")
    make_session(event, speakers=[profile], state="submitted")
    client.force_login(profile.user)
    return profile


def me(event, name="me"):
    return reverse(f"plugins:pretalx_ofa:{name}", kwargs={"event": event.slug})


def text(response):
    return " ".join(html.fromstring(response.content.decode()).text_content().split())
