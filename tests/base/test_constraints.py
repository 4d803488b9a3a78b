"""Choices hold in the database too: whatever a form, a command or an API lets through."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_scopes import scopes_disabled

from pretalx_ofa.affiliations.models import Affiliation
from tests.factories import affiliate, make_speaker

FIELDS = [
    (model, field.name)
    for model in apps.get_app_config("pretalx_ofa").get_models()
    for field in model._meta.local_fields
    if field.choices
]
# Of rooms that are not done yet.


@pytest.mark.parametrize(
    ("model", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value)
)
def test_every_field_with_choices_has_its_constraint(model, name):
    names = {constraint.name for constraint in model._meta.constraints}

    assert f"ofa_{model._meta.model_name}_{name}" in names


@pytest.mark.parametrize("kind", ("", "nonsense"))
def test_what_is_no_choice_is_refused(event, kind):
    row = affiliate(make_speaker(event), "RISE")

    with scopes_disabled(), pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.filter(pk=row.pk).update(kind=kind)
    row.kind = kind
    with scopes_disabled(), pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert "kind" in caught.value.message_dict
