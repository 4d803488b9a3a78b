"""The step of the call for papers that asks for affiliations, as submitters go through it."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html
from pretalx.person.models import User
from pretalx.submission.models import Submission

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.programme.build import build_featured
from tests.browser_form import filled
from tests.factories import (
    affiliate,
    fresh,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
)

WORDS = "ofa-affiliation-0-organisation"
PASSWORD = "mpZ-4rL-77x-Q"


@pytest.fixture(autouse=True)
def open_call(event):
    with scopes_disabled():
        event.cfp.deadline = None
        event.cfp.fields["additional_speaker"] = {"visibility": "optional"}
        event.cfp.save()


class Walk:
    """A visitor's way through the wizard: opens, fills and sends the page they are on."""

    def __init__(self, client, start):
        self.client = client
        self.go(start)

    def go(self, url):
        self.page = self.client.get(url, follow=True)
        if self.page.redirect_chain:
            url = self.page.redirect_chain[-1][0]
        self.url = url

    @property
    def step(self):
        return self.url.split("?")[0].rstrip("/").rpartition("/")[2]

    def send(self, action="submit", **values):
        data = {k: v for k, v in filled(self.page).items() if v is not None} | values
        response = self.client.post(self.url, data | {"action": action})
        if response.status_code == 302:
            self.go(response.url)
        else:
            self.page = response
        return self

    def back(self):
        document = html.fromstring(self.page.content.decode())
        self.go(document.xpath("//form//a[contains(@class, 'btn-info')]/@href")[0])
        return self

    def fields(self, name=WORDS):
        return html.fromstring(self.page.content.decode()).xpath(f"//*[@name='{name}']/@value")

    def says(self):
        document = html.fromstring(self.page.content.decode())
        return " ".join(document.text_content().split())


@pytest.fixture
def walk(event, client):
    return Walk(client, f"/{event.slug}/submit/")


def register(walk, email="ana@example.org"):
    return walk.send(
        register_name="Ana Souza",
        register_email=email,
        register_password=PASSWORD,
        register_password_repeat=PASSWORD,
    )


def stored(event, **of):
    with scope(event=event):
        rows = Affiliation.all_objects.filter(**of)
        return [(str(row), row.confirmation, row.source, row.invited) for row in rows]


def test_a_first_time_submitter_says_where_they_work(event, walk):
    make_organisation("Lund University", event=event)
    walk.send(abstract="Words", title="Open models")
    register(walk)
    assert walk.step == "ofa_affiliations"
    assert "Which organisation do you speak for?" in walk.says()

    walk.send(
        **{
            WORDS: "lund university",
            "ofa-affiliation-0-role_0": "Researcher",
            "ofa-affiliation-0-role_1": "Pesquisadora",
            "ofa-affiliation-1-organisation": "Blue Toucan",
        }
    )
    assert walk.step == "profile"
    walk.send(name="Ana Souza", biography="Writes.")

    assert walk.step == "submissions"
    assert stored(event) == [
        ("Lund University", "confirmed", "speaker", ""),
        ("Blue Toucan", "confirmed", "speaker", ""),
    ]
    with scope(event=event):
        row = Affiliation.objects.first()
        assert row.role.data == {"en": "Researcher", "pt-br": "Pesquisadora"}
        assert row.speaker.user.email == "ana@example.org"


def test_nobody_has_to_say_anything(event, walk):
    register(walk.send(abstract="Words", title="Open models"))
    walk.send().send(name="Ana Souza", biography="Writes.")

    assert (walk.step, stored(event)) == ("submissions", [])


def test_it_is_kept_back_and_forward(event, walk):
    register(walk.send(abstract="Words", title="Open models"))
    walk.send(**{WORDS: "Lund", "ofa-affiliation-0-role_1": "Pesquisadora"})

    walk.back()
    assert walk.step == "ofa_affiliations"
    assert walk.fields() == ["Lund"]
    assert walk.fields("ofa-affiliation-0-role_1") == ["Pesquisadora"]
    walk.send(**{"ofa-affiliation-1-organisation": "RISE"}).back()
    assert walk.fields("ofa-affiliation-1-organisation") == ["RISE"]
    walk.send().send(name="Ana Souza", biography="Writes.")

    assert [row[0] for row in stored(event)] == ["Lund", "RISE"]


def test_what_is_required_is_asked_until_it_is_there(event, walk):
    event.settings.ofa_affiliations_asked = "required"
    register(walk.send(abstract="Words", title="Open models"))

    walk.send()
    assert walk.step == "ofa_affiliations"
    assert "Please say which organisation you speak for" in walk.says()
    walk.send(**{"ofa-affiliation-0-kind": "independent"})

    assert walk.step == "profile"


def test_what_is_not_asked_is_no_step(event, walk):
    event.settings.ofa_affiliations_asked = "no"
    register(walk.send(abstract="Words", title="Open models"))

    assert walk.step == "profile"


def test_only_the_parts_that_are_asked_are_there(event, walk):
    event.settings.ofa_affiliation_parts = ["role"]
    register(walk.send(abstract="Words", title="Open models"))

    names = html.fromstring(walk.page.content.decode()).xpath("//@name")
    first = [
        n.removeprefix("ofa-affiliation-0-") for n in names if n.startswith("ofa-affiliation-0")
    ]
    assert list(dict.fromkeys(first)) == [
        "id",
        "chosen",
        "organisation",
        "kind",
        "role_0",
        "role_1",
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    (
        ({WORDS: "x" * 501}, "at most 500 characters"),
        ({"ofa-affiliation-0-since": "1066"}, "greater than or equal to 1900"),
        (
            {"ofa-affiliation-0-since": "2020", "ofa-affiliation-0-until": "2019"},
            "the last year is before the first one.",
        ),
        ({"ofa-affiliation-0-kind": "nonsense"}, "Select a valid choice"),
        (
            {f"ofa-affiliation-{n}-{name}": "" for n in range(12) for name in ("id", "role_0")},
            "nobody may have more than 10 affiliations.",
        ),
    ),
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(event, walk, values, sentence):
    register(walk.send(abstract="Words", title="Open models"))

    walk.send(**{"ofa-affiliation-1-organisation": "RISE"} | values)

    assert walk.step == "ofa_affiliations"
    assert sentence in walk.says()
    assert walk.fields("ofa-affiliation-1-organisation") == ["RISE"]


def test_rows_that_nobody_filled_stay_folded_beside_a_mistake(event, walk):
    register(walk.send(abstract="Words", title="Open models"))

    walk.send(**{WORDS: "RISE", "ofa-affiliation-0-since": "1066"})

    page = html.fromstring(walk.page.content.decode())
    folded = page.xpath("//details[contains(@class, 'ofa-more')]//@name")
    assert [n for n in folded if n.endswith("-organisation")] == [
        f"ofa-affiliation-{number}-organisation" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("junk", ("9" * 5000, "²", "-1", "\x00", "999999"))
def test_somebody_elses_id_is_nothing(event, walk, junk):
    secret = make_organisation("Secret", event=event, confirmation="suggested")
    register(walk.send(abstract="Words", title="Open models"))
    chosen = str(secret.pk) if junk == "999999" else junk

    walk.send(**{WORDS: "RISE", "ofa-affiliation-0-chosen": chosen, "ofa-affiliation-0-id": chosen})
    walk.send(name="Ana Souza", biography="Writes.")

    with scope(event=event):
        assert Affiliation.objects.get().organisation is None


def test_a_draft_keeps_it_and_shows_it_to_nobody(event, walk, client):
    walk.send(abstract="Words", title="Open models", additional_speaker="bia@example.org")
    register(walk)
    walk.send("draft", **{WORDS: "Lund", "ofa-invited-bia@example.org-0": "RISE"})

    assert stored(event, invited_to__isnull=False) == [
        ("Lund", "suggested", "cospeaker", "ana@example.org"),
        ("RISE", "suggested", "cospeaker", "bia@example.org"),
    ]
    organisers = make_team_member(event, can_change_submissions=True)
    client.force_login(organisers)
    page = client.get(reverse("plugins:pretalx_ofa:organisations", kwargs={"event": event.slug}))
    assert "Lund" not in page.content.decode()


def test_a_draft_is_taken_up_again_and_sent_in(event, walk, client):
    walk.send(abstract="Words", title="Open models", additional_speaker="bia@example.org")
    register(walk)
    walk.send("draft", **{WORDS: "Lund", "ofa-invited-bia@example.org-0": "RISE"})
    with scopes_disabled():
        draft = Submission.all_objects.get(event=event)
    again = Walk(client, f"/{event.slug}/submit/restart-{draft.code}/")

    again.send()
    assert again.step == "ofa_affiliations"
    assert again.fields() == ["Lund"]
    assert again.fields("ofa-invited-bia@example.org-0") == ["RISE"]
    again.send(**{"ofa-affiliation-1-organisation": "FGV"}).send(
        name="Ana Souza", biography="Writes."
    )

    assert again.step == "submissions"
    assert stored(event) == [
        ("Lund", "confirmed", "speaker", ""),
        ("RISE", "suggested", "cospeaker", "bia@example.org"),
        ("FGV", "confirmed", "speaker", ""),
    ]


def test_what_is_written_for_a_co_speaker_waits_for_their_yes(event, walk, client):
    walk.send(abstract="Words", title="Open models", additional_speaker="Bia@example.org")
    register(walk)
    walk.send(**{"ofa-invited-bia@example.org-0": "RISE", "ofa-invited-eve@example.org-0": "Evil"})
    walk.send(name="Ana Souza", biography="Writes.")
    assert stored(event) == [("RISE", "suggested", "cospeaker", "bia@example.org")]

    bia = make_user("Bia", email="bia@example.org")
    with scopes_disabled():
        invitation = Submission.objects.get(event=event).invitations.get()
    client.force_login(bia)
    client.post(invitation.urls.base)

    assert stored(event, speaker__user=bia) == [("RISE", "suggested", "cospeaker", "")]
    me = reverse("plugins:pretalx_ofa:me", kwargs={"event": event.slug})
    page = client.get(me)
    assert "Somebody else wrote this about you." in page.content.decode()
    with scope(event=event):
        row = Affiliation.objects.get()
    answer = reverse("plugins:pretalx_ofa:answer", kwargs={"event": event.slug})
    client.post(answer, {"affiliation": row.pk, "answer": "yes"})
    assert stored(event, speaker__user=bia) == [("RISE", "confirmed", "cospeaker", "")]


def test_it_goes_with_the_invitation(event, walk, client):
    walk.send(
        abstract="Words", title="Open models", additional_speaker="bia@example.org, eve@example.org"
    )
    register(walk)
    walk.send(**{f"ofa-invited-{name}@example.org-0": "RISE" for name in ("bia", "eve")})
    walk.send(name="Ana Souza", biography="Writes.")
    with scopes_disabled():
        submission = Submission.objects.get(event=event)
        first, second = submission.invitations.order_by("email")

    client.post(f"{submission.urls.retract_invitation}?id={first.pk}")
    assert [row[3] for row in stored(event)] == ["eve@example.org"]
    with scopes_disabled():
        second.delete()
    assert stored(event) == []


def test_an_account_that_is_deleted_takes_it_along(event, walk, client):
    walk.send(abstract="Words", title="Open models", additional_speaker="bia@example.org")
    register(walk)
    walk.send(**{"ofa-invited-bia@example.org-0": "RISE"}).send(
        name="Ana Souza", biography="Writes."
    )
    bia = make_user("Bia", email="bia@example.org")

    client.force_login(bia)
    client.post(event.urls.user_delete, {"really": "on"})

    assert stored(event) == []


def test_who_has_affiliations_already_is_told_and_asked_for_no_second_one(event, client):
    event.settings.ofa_affiliations_asked = "required"
    ana = make_speaker(event, "Ana Souza")
    make_session(event, speakers=[ana])
    affiliate(ana, "Lund University")
    client.force_login(ana.user)
    walk = Walk(client, f"/{event.slug}/submit/")

    walk.send(abstract="Words", title="Open models")
    assert "This stands with your earlier proposals already: Lund University" in walk.says()
    walk.send().send(name="Ana Souza", biography="Writes.")

    assert walk.step == "submissions"
    assert [row[0] for row in stored(event)] == ["Lund University"]


def test_in_portuguese_it_asks_in_portuguese(event, client):
    client.cookies.load({"pretalx_language": "pt-br"})
    walk = Walk(client, f"/{event.slug}/submit/")
    register(walk.send(abstract="Words", title="Modelos abertos"))

    assert "Por qual instituição ou organização você fala?" in walk.says()


def test_the_step_is_in_pretalxs_editor(event, client):
    client.force_login(make_team_member(event, can_change_event_settings=True))
    editor = f"/orga/event/{event.slug}/cfp/editor/"

    page = client.get(f"{editor}?step=ofa_affiliations")
    assert "Which organisation do you speak for?" in page.content.decode()
    assert "The step “Affiliation” has no fields here" in page.content.decode()
    step = reverse("orga:cfp.editor.step", kwargs={"event": event.slug, "step": "ofa_affiliations"})
    assert client.get(f"{step}?edit_header=1").status_code == 200
    client.post(step, {"title_0": "Where do you work?", "text_0": ""})

    shown = Walk(client, f"/{event.slug}/submit/")
    shown.send(abstract="Words", title="Open models")
    assert "Where do you work?" in shown.says()
    assert client.get(editor).status_code == 200


def test_without_the_plugin_there_is_no_step(event, client):
    with scopes_disabled():
        event.plugins = ""
        event.save()
    walk = Walk(client, f"/{event.slug}/submit/")

    register(walk.send(abstract="Words", title="Open models"))

    assert walk.step == "profile"


def test_nothing_of_invited_people_is_public(event, walk):
    walk.send(abstract="Words", title="Open models", additional_speaker="bia@example.org")
    register(walk)
    walk.send(**{"ofa-invited-bia@example.org-0": "RISE"}).send(
        name="Ana Souza", biography="Writes."
    )

    with scope(event=event):
        Submission.objects.update(is_featured=True)
        event.feature_flags["show_featured"] = "always"
        event.save()
        programme = build_featured(fresh(event)).programme

    assert programme.organisations == []
    assert [person.affiliations for person in programme.people] == [[]]
    assert User.objects.filter(email="bia@example.org").count() == 0
