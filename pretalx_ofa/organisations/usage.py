"""Which events use which organisations: asked of models that rooms above register.

An event uses what the ``objects`` of a model have; a record of the registry stays for any row.
"""

from collections import defaultdict

from django.db.models import Q
from django_scopes import scopes_disabled

_models = []


def uses_organisations(model):
    """Class decorator for models with the foreign keys ``organisation`` (or null) and ``event``."""
    _models.append(model)
    return model


def is_used(event=None, *, path="pk"):
    """The condition that an event (or any) uses an organisation; ``path`` leads a query to it."""
    condition = Q(pk__in=[])
    for model in _models:
        rows = _counted(model).filter(event=event) if event else model._base_manager
        rows = rows.filter(organisation__isnull=False)
        condition |= Q(**{f"{path}__in": rows.values("organisation")})
    return condition


def events_using(organisations):
    """{primary key of an organisation: primary keys of the events that use it}."""
    found = defaultdict(set)
    for model in _models:
        rows = _counted(model).filter(organisation__in=organisations)
        for organisation, event in rows.values_list("organisation", "event").distinct():
            found[organisation].add(event)
    return found


def _counted(model):
    # The registry is loaded outside of any event's scope.
    with scopes_disabled():
        return model.objects.all()
