"""The registry of translatable texts, and what follows from a line in it."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope
from pretalx.person.models import SpeakerProfile
from pretalx.submission.models import Submission

from pretalx_ofa.programme.build import build_accepted
from pretalx_ofa.programme.records import Person, Session
from pretalx_ofa.translations.editing import store
from pretalx_ofa.translations.fields import FIELDS, fields_of, public_fields_of
from pretalx_ofa.translations.forms import BiographyForm, SessionTranslationsForm
from pretalx_ofa.translations.models import Translation
from tests.factories import make_session, make_speaker, make_user, translate

HOST = {"submission": Submission, "speaker": SpeakerProfile}
RECORD = {"submission": Session, "speaker": Person}
FORM = {"submission": SessionTranslationsForm, "speaker": BiographyForm}
every_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)


def test_names_differ():
    assert len({(field.owner, field.name) for field in FIELDS}) == len(FIELDS)
    assert sum(len(fields_of(owner)) for owner in HOST) == len(FIELDS)


@every_field
def test_its_source_and_its_place_exist(field):
    source = HOST[field.owner]._meta.get_field(field.source)

    assert field.length == (source.max_length if not field.markdown else None)
    assert (field.name in RECORD[field.owner].__struct_fields__) == field.public
    assert (field.name in public_fields_of(field.owner)) == field.public


@every_field
def test_it_is_asked_for_stored_and_public_where_it_may_be(event, rf, field):
    texts = {f.owner: {} for f in FIELDS}
    texts[field.owner][field.source] = "Original"
    speaker = make_speaker(event, **texts["speaker"])
    session = make_session(event, speakers=[speaker], **{"title": "Title"} | texts["submission"])
    owner = session if field.owner == "submission" else speaker
    translate(owner, field.name, "pt-br", "Tradução", source="Original")
    request = rf.get("/")
    request.user = make_user("Organiser")

    with scope(event=event):
        form = FORM[field.owner](request=request, **{field.owner: owner})
        programme = build_accepted(event)
    record = (programme.sessions if field.owner == "submission" else programme.people)[0]

    assert form.fields[f"ofa-{field.name}-pt-br"].initial == "Tradução"
    if field.public:
        assert getattr(record, field.name).choose("pt-br").text == "Tradução"
        assert getattr(record, field.name).choose("en").text == "Original"


@pytest.mark.parametrize(("owner", "name"), (("speaker", "title"), ("submission", "biography")))
def test_a_text_that_the_owner_does_not_have_is_refused(in_event, owner, name):
    owners = {"speaker": make_speaker(in_event), "submission": make_session(in_event)}
    row = Translation(
        event=in_event, field=name, language="pt-br", text="Texto", **{owner: owners[owner]}
    )

    with pytest.raises(ValidationError) as caught:
        row.full_clean(exclude=["source_hash"])
    assert caught.value.message_dict == {"field": [f"There is no text “{name}” to translate."]}
    with pytest.raises(KeyError):
        store(owners[owner], name, "pt-br", text="Texto", person=make_user())
