"""Which events use which organisations: asked of models that rooms above register."""

from collections import defaultdict

from django.db.models import Q

_models = []


def uses_organisations(model):
    """Class decorator for models with the foreign keys ``organisation`` (or null) and ``event``."""
    _models.append(model)
    return model


def is_used(event=None, *, path="pk"):
    """The condition that an event (or any) uses an organisation; ``path`` leads a query to it."""
    condition = Q(pk__in=[])
    for model in _models:
        rows = model._base_manager.filter(organisation__isnull=False)
        if event:
            rows = rows.filter(event=event)
        condition |= Q(**{f"{path}__in": rows.values("organisation")})
    return condition


def events_using(organisations):
    """{primary key of an organisation: primary keys of the events that use it}."""
    found = defaultdict(set)
    for model in _models:
        rows = model._base_manager.filter(organisation__in=organisations)
        for organisation, event in rows.values_list("organisation", "event").distinct():
            found[organisation].add(event)
    return found
