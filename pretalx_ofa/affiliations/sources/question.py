"""Answers to a custom question, of speakers or of proposals."""

import re
from collections import Counter, defaultdict
from itertools import chain

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from pretalx.submission.domain.queries.question import questions_for_user
from pretalx.submission.enums import QuestionTarget, QuestionVariant
from pretalx.submission.models import Answer, Question
from pretalx.submission.models.submission import SpeakerRole

from pretalx_ofa.affiliations.reading.answers import organisations_in
from pretalx_ofa.affiliations.sources.people import speakers, submissions
from pretalx_ofa.affiliations.sources.source import Choice, Source
from pretalx_ofa.affiliations.suggestions.refreshing import Proposal
from pretalx_ofa.base.wording import in_all_languages
from pretalx_ofa.organisations.queries import folded
from pretalx_ofa.organisations.recognising import Tier, recognise

VARIANTS = [
    QuestionVariant.STRING,
    QuestionVariant.TEXT,
    QuestionVariant.CHOICES,
    QuestionVariant.MULTIPLE,
]
OF_LIST = {QuestionVariant.CHOICES, QuestionVariant.MULTIPLE}
# Beginnings of the words that ask for an organisation, without accents.
ASKS = re.compile(
    r"\b(organi[sz]a|affilia|afilia|filia|filiacao|institu|compan|employ|empres|empleador|universi"
    r"|workplace|work for|vinculo|firma\b|arbeitgeber|entrepris|employeur|societe|azienda|ente\b)"
)
# So many answers of a question are looked at; what is longer names no organisation by itself.
SAMPLE, SAMPLE_LENGTH, LONGEST_NAME = 12, 500, 150
ASKED, ANSWERED = 0.5, 0.5


def choices(event, user):
    """The questions with answers in words, those that look like organisations first."""
    questions = questions_for_user(event, user).filter(
        variant__in=VARIANTS,
        target__in=[QuestionTarget.SPEAKER, QuestionTarget.SUBMISSION],
        active=True,
    )
    counts = dict(_answers(event).order_by().values_list("question").annotate(Count("pk")))
    samples = _samples(event)
    likely = _recognised_shares(event, samples)
    found = []
    for question in questions:
        if number := counts.get(question.pk):
            words = folded(in_all_languages(question.question))
            found.append(
                Choice(
                    key=str(question.pk),
                    label=str(question.question),
                    texts=number,
                    sample=tuple(samples[question.pk]),
                    likely=ASKED * bool(ASKS.search(words)) + ANSWERED * likely[question.pk],
                    is_public=question.is_public,
                )
            )
    return sorted(found, key=lambda choice: -choice.likely)


def propose(event, key):
    """:class:`Proposal` of each organisation that an answer names.

    An answer of a proposal is the first speaker's, who mostly wrote it; how many it may be about is
    said beside it.
    """
    question = Question.all_objects.filter(event=event, pk=key).first()
    answers = _answers(event).filter(question=key).order_by("pk")
    is_of_list = question and question.variant in OF_LIST
    if is_of_list:
        answers = answers.prefetch_related("options")
    roles = defaultdict(list)
    for role in SpeakerRole.objects.filter(submission__in=submissions(event)).order_by(
        "position", "pk"
    ):
        roles[role.submission_id].append(role.speaker_id)
    for answer in answers:
        people = [answer.speaker_id] if answer.speaker_id else roles[answer.submission_id]
        texts = _labels(answer) if is_of_list else [answer.answer]
        for words in chain.from_iterable(map(organisations_in, texts)) if people else ():
            yield Proposal(
                speaker=people[0],
                words=words,
                key=key,
                submission=answer.submission_id,
                speakers=len(people),
            )


def _answers(event):
    of_proposals = Q(submission__in=submissions(event))
    return Answer.objects.filter(Q(speaker__in=speakers(event)) | of_proposals).exclude(answer="")


def _labels(answer):
    """The labels of what was chosen from a list."""
    return [str(option.answer) for option in answer.options.all()]


def _samples(event):
    """{primary key of a question: its first answers}."""
    number = Window(RowNumber(), partition_by=F("question"), order_by=F("pk"))
    rows = _answers(event).alias(n=number).filter(n__lte=SAMPLE).order_by("pk")
    found = defaultdict(list)
    for question, answer in rows.values_list("question", "answer"):
        found[question].append(answer[:SAMPLE_LENGTH])
    return found


def _recognised_shares(event, samples):
    """{primary key of a question: the share of its sample that names an organisation}."""
    pairs = [
        (question, part)
        for question, answers in samples.items()
        for answer in answers
        for part in organisations_in(answer)[:1]
        if len(part) <= LONGEST_NAME
    ]
    named = Counter()
    for (question, _part), found in zip(
        pairs, recognise(event, [part for _question, part in pairs]), strict=True
    ):
        named[question] += found.tier != Tier.ASK
    return defaultdict(float, {q: named[q] / len(answers) for q, answers in samples.items()})


QUESTION = Source("question", propose, choices)
