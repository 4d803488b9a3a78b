"""Which suggestions wait for a decision."""

from datetime import UTC, datetime

from django.db.models import Case, CharField, Count, Max, Q, Value, When
from django.db.models.functions import Cast
from pretalx.submission.domain.queries.question import questions_for_user
from pretalx.submission.models import Question

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.organisations.recognising import Tier

SURENESS = [When(tier=tier, then=Value(place)) for place, tier in enumerate(Tier)]


def readable(event, user):
    """The suggestions of texts that this person may read (without: all): some questions are for the
    members of a team."""
    found = Suggestion.objects.filter(event=event)
    if not user:
        return found
    asked = questions_for_user(event, user).order_by().values("pk")
    hidden = Question.all_objects.filter(event=event).exclude(pk__in=asked)
    keys = hidden.values(key=Cast("pk", CharField()))
    return found.exclude(source=Suggestion.Source.QUESTION, key__in=keys)


def open_suggestions(event, user):
    """Those of :func:`readable` that nobody has decided on, without typed words that somebody has linked
    elsewhere."""
    unlinked = Q(affiliation__organisation=None, affiliation__kind=Affiliation.Kind.ORDINARY)
    return readable(event, user).filter(
        ~Q(source=Suggestion.Source.TYPED) | Q(affiliation__isnull=False) & unlinked,
        state=Suggestion.State.OPEN,
    )


def certain(event, user):
    """The open suggestions that can be accepted without looking at each."""
    return open_suggestions(event, user).filter(tier=Tier.CERTAIN, organisation__isnull=False)


def standing(suggestions):
    """Their ``number``, and when the newest was ``changed`` (an ISO string), for :func:`as_they_stood`."""
    found = suggestions.aggregate(number=Count("pk"), newest=Max("changed"))
    return {"number": found["number"], "changed": found["newest"] and found["newest"].isoformat()}


def as_they_stood(suggestions, moment):
    """Those that have not changed since ``moment``; none where that is no ISO string."""
    try:
        stood = datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return suggestions.none()
    return suggestions.filter(changed__lte=stood)


def found(suggestions):
    """Those of answers, biographies and files, which are no affiliations yet."""
    return suggestions.exclude(source=Suggestion.Source.TYPED)


def surest_first(suggestions):
    """Suggestions in the order of their tiers, with whom they are about."""
    rows = suggestions.annotate(sureness=Case(*SURENESS)).order_by("sureness", "cluster", "pk")
    return rows.select_related("speaker__user", "submission")


def count_by_tier(suggestions):
    """{:class:`Tier`: number of suggestions}, of all tiers."""
    counts = suggestions.order_by().values_list("tier").annotate(Count("pk"))
    return dict.fromkeys(Tier, 0) | {Tier(tier): number for tier, number in counts}


def events_waiting():
    """Primary keys of the events with open suggestions, of all."""
    waiting = Suggestion.objects.filter(state=Suggestion.State.OPEN)
    return list(waiting.order_by("event").values_list("event", flat=True).distinct())
