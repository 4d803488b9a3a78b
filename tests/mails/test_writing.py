"""Writing to the speakers of a list: pretalx's mail editor opens with them and our template."""

import pytest
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html
from pretalx.event.domain.event import copy_event_data
from pretalx.mail.domain.render import render_template_to_mail

from pretalx_ofa.mails.writing import MOST, our_template, recipients
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_session,
    make_speaker,
    make_team_member,
    make_user,
)

GAPS = {"gap": "none"}


@pytest.fixture
def organiser(event, client):
    user = make_team_member(event, can_change_submissions=True)
    client.force_login(user)
    return user


@pytest.fixture
def ana(event):
    profile = make_speaker(event, "Ana Souza")
    make_session(event, speakers=[profile])
    return profile


def url(event, name):
    return reverse(f"plugins:pretalx_ofa:{name}", kwargs={"event": event.slug})


def write_forms(client, event):
    """[{field: value}] of the buttons in the list of speakers without an affiliation."""
    page = html.fromstring(client.get(url(event, "speakers"), GAPS).content.decode())
    return [dict(form.fields) for form in page.forms if form.action == url(event, "write")]


def test_the_editor_opens_with_them_and_our_template(event, organiser, client, ana):
    (form,) = write_forms(client, event)

    response = client.post(url(event, "write"), {"speakers": form["speakers"]}, follow=True)

    (path, _status), page = response.redirect_chain[-1], html.fromstring(response.content.decode())
    with scope(event=event):
        template = our_template(fresh(event))
    compose = event.orga_urls.compose_mails_sessions
    assert path == f"{compose}?speakers={ana.code}&template={template.pk}"
    chosen = page.xpath("//select[@name='speakers']/option[@selected]/@value")
    assert chosen == [str(ana.pk)]
    assert page.xpath("//input[starts-with(@name, 'subject_')]/@value") == [
        "Your affiliation in the programme of {event_name}",
        "Sua afiliação institucional na programação de {event_name}",
    ]


def test_the_template_is_made_once_and_may_be_changed(event, organiser, client, ana):
    client.post(url(event, "write"), {"speakers": ana.code})
    with scope(event=event):
        template = our_template(fresh(event))
        template.subject = "Where do you work?"
        template.save()
        client.post(url(event, "write"), {"speakers": ana.code})

        assert str(our_template(fresh(event)).subject) == "Where do you work?"
        template.delete()
        assert str(our_template(fresh(event)).subject).startswith("Your affiliation")


def test_another_events_template_is_not_taken(event, ana):
    """pretalx copies our settings to a new event, with the old key in it."""
    with scope(event=event):
        theirs = our_template(event)
    other = make_event()
    with scope(event=other):
        other.settings.ofa_mail_template = theirs.pk

        assert our_template(other).event == other


def test_a_copied_event_has_its_copy_of_the_template(event, ana):
    with scope(event=event):
        our_template(event)
    other = make_event()
    with scopes_disabled():
        copy_event_data(other, fresh(event))
    other = fresh(other)

    with scope(event=other):
        assert other.mail_templates.filter(role=None).get() == our_template(other)


def test_whoever_has_no_real_address_is_left_out_and_counted(event, organiser, client, ana):
    for email in ("someone@import.invalid", "deleted_user_x@localhost"):
        make_session(event, speakers=[make_speaker(event, user=make_user(email=email))])
    gone = make_user("Gone", is_active=False)
    make_session(event, speakers=[make_speaker(event, user=gone)])

    page = client.get(url(event, "speakers"), GAPS).content.decode()

    assert [form["speakers"] for form in write_forms(client, event)] == [ana.code]
    assert "3 of them have no real e-mail address and are left out." in page


def test_nobody_is_written_to_by_codes_of_others(event, organiser, client, ana):
    stranger = make_speaker(event, "Without a proposal")

    response = client.post(url(event, "write"), {"speakers": f"{stranger.code},NOBODY,,\x00"})

    assert response.url == url(event, "overview")


def test_at_most_500_at_a_time():
    class Profile:
        def __init__(self, number):
            self.code, self.user_id = f"A{number:05}", 1
            self.user = make_recipient()

    profiles = [Profile(number) for number in range(1193)]

    groups, left_out = recipients(profiles)

    assert ([len(group) for group in groups], left_out) == ([MOST, MOST, 193], 0)
    # Servers take addresses of 4,094 bytes.
    assert len(",".join(groups[0])) < 3800


def make_recipient():
    class User:
        is_active, email = True, "a@example.org"

    return User


@pytest.mark.parametrize(
    ("language", "expected"),
    (
        (
            "en",
            "– Researcher, Lund University\n– RISE (not shown)\n– FGV (waits for the person’s yes)",
        ),
        ("pt-br", "– Pesquisadora, Universidade de Lund\n– RISE (não aparece)\n– FGV (aguarda"),
    ),
)
def test_a_mail_says_what_is_on_file_in_its_language(event, ana, language, expected):
    lund = make_organisation(names=[("Universidade de Lund", "pt", "label")])
    with scope(event=event):
        affiliate(ana, lund, {"en": "Researcher", "pt-br": "Pesquisadora"})
        affiliate(ana, "RISE", is_public=False)
        affiliate(ana, "FGV", confirmation="suggested")

        mail = render_template_to_mail(
            our_template(event), locale=language, context_kwargs={"user": ana.user}
        )

    assert expected in mail.text
    assert mail.text.count(f"http://testserver{url(event, 'me')}") == 1
    assert "{" not in mail.text


def test_a_mail_to_whoever_has_none_says_so(event, ana):
    with scope(event=event):
        mail = render_template_to_mail(
            our_template(event), locale="en", context_kwargs={"user": ana.user}
        )

    assert "\n– none yet –\n" in mail.text


def test_words_of_speakers_are_no_markup_in_a_mail(event, ana):
    with scope(event=event):
        affiliate(ana, "<script>x</script> [free](https://evil.example)")
        mail = render_template_to_mail(
            our_template(event), locale="en", context_kwargs={"user": ana.user}
        )

    assert "<script>" not in mail.text_html
    assert 'href="https://evil.example"' not in mail.text_html
