"""The symposium, its people and their log-ins in an empty database."""

from pathlib import Path

from django.db import transaction
from django_scopes import scope, scopes_disabled
from i18nfield.strings import LazyI18nString
from pretalx.common.models.settings import GlobalSettings
from pretalx.event.models import Organiser, Team
from pretalx.person.models import SpeakerProfile, User
from pretalx.submission.enums import QuestionTarget, QuestionVariant
from pretalx.submission.models import Question, Submission

from pretalx_ofa.host.versions import VERIFIED
from pretalx_ofa.importing.importer import import_programme
from pretalx_ofa.importing.reading import read
from pretalx_ofa.programme import snapshots

SYMPOSIUM = Path(__file__).parent / "symposium.json"
SLUG = "ofa2025"
PASSWORD = "symposium-2025"  # noqa: S105 -- printed at every start, on one's own machine
SPEAKER = "HELENA"
LOGINS = {
    "Administrator": "administrator@example.org",
    "Organiser": "organiser@example.org",
    "Reviewer": "reviewer@example.org",
    "Speaker": "helena.vasques@example.org",
}
LANDING = {
    "en": "A demonstration of **pretalx-ofa**. The event, its tracks and the two sessions of Johan "
    "Linåker are those of the OFA Symposium 2025; **all other sessions, people and organisations "
    "are invented**, and the abstracts are our own short texts.",
    "pt-br": "Uma demonstração do **pretalx-ofa**. O evento, suas trilhas e as duas sessões de "
    "Johan Linåker são do OFA Symposium 2025; **todas as outras sessões, pessoas e organizações "
    "são inventadas**, e os resumos são textos curtos nossos.",
}
# What speakers answered in the call for papers, for the page that reads it.
QUESTION = {"en": "Company or institution", "pt-br": "Empresa ou instituição"}
ANSWERS = {
    "KMRSTN": "Nightingale Security Lab",
    "HELENA": "Fundação Barco de Papel",
    "LUCASX": "UNIVERSIDADE IMAGINÁRIA DO PLANALTO; Paper Boat Foundation",
    "BEATRX": "Politécnico de Nenhures-do-Mar",
    "TNDAYX": "Baobab Data",
    "CARLAX": "Ministério dos Serviços Abertos",
    "PRYANK": "N/A",
}


@scopes_disabled()
@transaction.atomic
def load():
    """Loads everything or nothing; does nothing where the symposium is there already."""
    organiser, created = Organiser.objects.get_or_create(
        slug="academy", defaults={"name": "Academy of the demo"}
    )
    if not created:
        return
    event, _report = import_programme(read(SYMPOSIUM.read_bytes()), slug=SLUG, organiser=organiser)
    event.landing_page_text = LazyI18nString(LANDING)
    event.email = LOGINS["Organiser"]
    event.save()
    rights = {
        "can_create_events": True,
        "can_change_teams": True,
        "can_change_organiser_settings": True,
        "can_change_event_settings": True,
        "can_change_submissions": True,
    }
    # pretalx asks nobody for updates from here.
    GlobalSettings().settings.set("update_check_enabled", False)
    GlobalSettings().settings.set("update_check_ack", True)
    User.objects.create_user(
        email=LOGINS["Administrator"],
        name="Adélia Administradora",
        password=PASSWORD,
        is_administrator=True,
        **VERIFIED,
    )
    _team(organiser, "Organisers", "Olívia Organizadora", LOGINS["Organiser"], **rights)
    _team(organiser, "Reviewers", "Rui Revisor", LOGINS["Reviewer"], is_reviewer=True)
    with scope(event=event):
        speaker = Submission.objects.filter(event=event, speakers__code=SPEAKER).first()
        user = speaker.speakers.get(code=SPEAKER).user
        user.set_password(PASSWORD)
        for name, value in ({"email": LOGINS["Speaker"]} | VERIFIED).items():
            setattr(user, name, value)
        user.save()
        _answer(event)
        snapshots.refresh(event)


def _answer(event):
    question = Question.all_objects.create(
        event=event,
        question=LazyI18nString(QUESTION),
        target=QuestionTarget.SPEAKER,
        variant=QuestionVariant.STRING,
    )
    for speaker in SpeakerProfile.objects.filter(event=event, code__in=ANSWERS):
        question.answers.create(speaker=speaker, answer=ANSWERS[speaker.code])


def _team(organiser, name, person, email, **rights):
    user = User.objects.create_user(email=email, name=person, password=PASSWORD, **VERIFIED)
    team = Team.objects.create(organiser=organiser, name=name, all_events=True, **rights)
    team.members.add(user)
