"""What people call the texts that suggestions come from."""

from django.utils.translation import pgettext
from pretalx.submission.models import Question

from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.base.ids import read_id

Source = Suggestion.Source


def labels(event, suggestions):
    """{(source, key): label} of the texts of some suggestions, in one query."""
    texts = {(row.source, row.key) for row in suggestions}
    asked = [read_id(key) for source, key in texts if source == Source.QUESTION]
    questions = Question.all_objects.filter(event=event, pk__in=asked)
    found = {str(question.pk): str(question.question) for question in questions}
    gone = pgettext("pretalx_ofa", "a question that was deleted")
    fixed = {
        Source.BIOGRAPHY: pgettext("pretalx_ofa", "Biography"),
        Source.TYPED: pgettext("pretalx_ofa", "Affiliation without a link"),
    }
    return {
        (source, key): found.get(key, gone) if source == Source.QUESTION else fixed.get(source, key)
        for source, key in texts
    }
