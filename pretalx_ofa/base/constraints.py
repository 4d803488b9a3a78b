"""Database constraints for choices, so that no API, command or import stores an unknown value."""

from django.db.models import CheckConstraint, Q


def choices_are_checked(model):
    """Class decorator: a constraint for every field of the model that has choices.

    Names are ``ofa_MODEL_FIELD``. Empty is allowed where the field may be blank.
    """
    constraints = [
        CheckConstraint(
            condition=Q(**{f"{field.name}__in": _values(field)}),
            name=f"ofa_{model._meta.model_name}_{field.name}",
        )
        for field in model._meta.local_fields
        if field.choices
    ]
    # As if they stood in Meta: migrations read them from there.
    model._meta.constraints = [*model._meta.constraints, *constraints]
    model._meta.original_attrs["constraints"] = model._meta.constraints
    return model


def _values(field):
    return [*([""] if field.blank else []), *(value for value, _label in field.flatchoices)]
