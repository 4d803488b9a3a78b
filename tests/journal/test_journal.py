"""What was done to many rows at once is undone at once, unless somebody changed them since."""

from urllib.parse import urlencode

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from lxml import html
from pretalx.event.domain.event import shred_event

from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.affiliations.suggestions.models import Suggestion
from pretalx_ofa.affiliations.suggestions.refreshing import keep_in_step
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import (
    ChangedSinceError,
    DeletedSinceError,
    forget_entries,
    recorded,
    undo,
)
from pretalx_ofa.organisations.models import NotDuplicate
from tests.factories import (
    affiliate,
    fresh,
    make_event,
    make_organisation,
    make_speaker,
    make_team_member,
)

ACTION = "pretalx_ofa.affiliation.link"


@pytest.fixture
def linked(in_event):
    """Two affiliations that were linked to an organisation in one entry of the journal."""
    lund = make_organisation("Lund University", event=in_event)
    rows = [affiliate(make_speaker(in_event, name), "Lund") for name in ("One", "Two")]
    with recorded(in_event, ACTION, "Lund", person=None) as recording:
        for row in rows:
            recording.change(row, organisation=lund)
    return rows


def organisations():
    return list(Affiliation.objects.order_by("pk").values_list("organisation__name", flat=True))


def test_many_changes_are_one_entry_and_undone_at_once(in_event, linked):
    (entry,) = JournalEntry.objects.all()
    assert organisations() == ["Lund University"] * 2

    undo(entry, person=None)

    assert organisations() == [None, None]
    assert entry.undone
    assert set(in_event.log_entries.values_list("action_type", flat=True)) >= {
        ACTION,
        "pretalx_ofa.journal.undo",
    }


def test_what_was_so_already_is_no_change(in_event, linked):
    with recorded(in_event, ACTION, "Lund", person=None) as recording:
        recording.change(linked[0], organisation=linked[0].organisation)

    assert JournalEntry.objects.count() == 1


def test_a_failure_in_the_middle_changes_nothing(in_event, linked):
    def half_of_it():
        with recorded(in_event, ACTION, "Lund", person=None) as recording:
            recording.change(linked[0], organisation=None)
            recording.change(linked[1], nonsense=None)

    with pytest.raises(FieldDoesNotExist):
        half_of_it()

    assert organisations() == ["Lund University"] * 2
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize("change", ("edit", "delete"))
def test_what_somebody_changed_since_is_not_thrown_away(in_event, linked, change):
    if change == "edit":
        linked[1].organisation = make_organisation("Fable University", event=in_event)
        linked[1].save()
    else:
        linked[1].delete()
    before = organisations()

    with pytest.raises(ChangedSinceError):
        undo(JournalEntry.objects.get(), person=None)

    assert organisations() == before
    assert not JournalEntry.objects.get().undone


def test_the_page_undoes_once_and_says_what(in_event, linked, client):
    client.force_login(make_team_member(in_event, can_change_submissions=True))
    entry = JournalEntry.objects.get()
    url = reverse("plugins:pretalx_ofa:undo", kwargs={"event": in_event.slug, "pk": entry.pk})

    response = client.post(f"{url}?next=/orga/event/", follow=True)

    assert "Undone: Lund" in response.content.decode()
    again = client.post(f"{url}?next=/orga/event/", follow=True)
    assert "“Lund” is undone already." in again.content.decode()
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize(
    "asked",
    (
        "nowhere",
        "overview",
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
    ),
)
def test_after_an_undo_nobody_is_led_elsewhere(in_event, linked, client, asked):
    client.force_login(make_team_member(in_event, can_change_submissions=True))
    entry = JournalEntry.objects.get()
    url = reverse("plugins:pretalx_ofa:undo", kwargs={"event": in_event.slug, "pk": entry.pk})

    response = client.post(f"{url}?{urlencode({'next': asked})}")

    assert (response.status_code, response.url) == (302, in_event.orga_urls.base)


def test_a_subject_of_long_names_is_shortened(in_event, linked):
    """As five long names that are linked at once."""
    with recorded(in_event, ACTION, "x" * 2_500, person=None) as recording:
        recording.change(linked[0], organisation=None)

    assert len(JournalEntry.objects.first().subject) == 1_100


def test_the_message_after_an_action_undoes_it(in_event, client):
    client.force_login(make_team_member(in_event, can_change_submissions=True))
    lund = make_organisation("Lund University", event=in_event)
    affiliate(make_speaker(in_event), "LU <b>")
    keep_in_step(in_event)
    url = reverse("plugins:pretalx_ofa:queue", kwargs={"event": in_event.slug})

    row = Suggestion.objects.get().pk
    page = client.post(url, {"row": row, "organisation": lund.pk}, follow=True)
    assert organisations() == ["Lund University"]
    alert = html.fromstring(page.content.decode()).find_class("alert-success")[0]
    (form,) = alert.iter("form")
    assert "“LU <b>” is linked to Lund University." in alert.text_content()
    assert dict(form.form_values())["csrfmiddlewaretoken"]

    page = client.post(form.action, dict(form.form_values()), follow=True)
    assert organisations() == [None]
    assert "Undone: LU &lt;b&gt;" in page.content.decode()


def test_the_page_says_what_is_in_the_way(in_event, linked, client):
    client.force_login(make_team_member(in_event, can_change_submissions=True))
    linked[0].organisation = None
    linked[0].save()
    entry = JournalEntry.objects.get()
    url = reverse("plugins:pretalx_ofa:undo", kwargs={"event": in_event.slug, "pk": entry.pk})

    page = client.post(url, follow=True).content.decode()

    assert "cannot be undone: “Lund” was changed since" in page


def test_what_it_would_lead_back_to_has_to_be_there(in_event, linked):
    lund = linked[0].organisation
    for row in linked:
        with recorded(in_event, ACTION, "RISE", person=None) as recording:
            recording.change(row, organisation=make_organisation("RISE", event=in_event))
    lund.delete()

    with pytest.raises(DeletedSinceError, match="Lund University"):
        undo(JournalEntry.objects.first(), person=None)

    assert organisations() == ["RISE"] * 2


def test_a_row_that_was_added_is_taken_away(in_event):
    one, other = (make_organisation(name, event=in_event) for name in "AB")
    with recorded(in_event, ACTION, "A ≠ B", person=None) as recording:
        recording.add(NotDuplicate(organisation=one, other=other))

    undo(JournalEntry.objects.get(), person=None)

    assert not NotDuplicate.objects.exists()


@pytest.mark.parametrize("item_count", (1, 30))
def test_many_rows_are_changed_added_and_undone_in_as_many_queries(in_event, item_count):
    lund = make_organisation("Lund University", event=in_event)
    speaker = make_speaker(in_event)
    linked = [affiliate(speaker, "Lund") for _n in range(item_count)]

    def do():
        with recorded(in_event, ACTION, "Lund", person=None) as recording:
            recording.change_all((row, {"organisation": lund, "source": "file"}) for row in linked)
            recording.add_all(
                [
                    Affiliation(event=in_event, speaker=speaker, as_entered="Acme", role="CEO")
                    for _n in range(item_count)
                ]
            )

    with CaptureQueriesContext(connection) as done:
        do()
    with CaptureQueriesContext(connection) as undone:
        undo(JournalEntry.objects.get(), person=None)

    assert (len(done), len(undone)) == (7, 20)
    assert organisations() == [None] * item_count


def test_an_added_row_that_somebody_changed_since_is_not_thrown_away(in_event):
    added = Affiliation(event=in_event, speaker=make_speaker(in_event), as_entered="Acme")
    with recorded(in_event, ACTION, "Acme", person=None) as recording:
        recording.add(added)
    added.role = "Professor"
    added.save()

    with pytest.raises(ChangedSinceError):
        undo(JournalEntry.objects.get(), person=None)

    assert Affiliation.objects.get() == added


def test_an_added_row_that_somebody_else_uses_by_now_stays(in_event):
    with recorded(in_event, ACTION, "Lund", person=None) as recording:
        recording.add(lund := make_organisation("Lund University", event=in_event))
    affiliate(make_speaker(in_event), lund)
    (entry,) = JournalEntry.objects.all()

    with pytest.raises(ChangedSinceError) as raised:
        undo(entry, person=None)

    assert raised.value.args[0] == lund
    assert organisations() == ["Lund University"]


def test_what_only_one_may_have_stays_with_whoever_has_it_now(in_event):
    ror = "https://ror.org/012a77v79"
    one, other = (
        make_organisation("A", event=in_event, ror=ror),
        make_organisation("B", event=in_event),
    )
    with recorded(in_event, ACTION, "A", person=None) as recording:
        recording.change(one, ror=None)
        recording.change(one, city="Lund")
    other.ror = ror
    other.save()

    with pytest.raises(ChangedSinceError):
        undo(JournalEntry.objects.get(), person=None)

    one.refresh_from_db()
    assert one.city == "Lund"


def test_entries_of_another_event_are_out_of_reach(in_event, linked, client):
    other = make_event()
    client.force_login(make_team_member(other, can_change_submissions=True))
    with scopes_disabled():
        entry = JournalEntry.objects.get()
    url = reverse("plugins:pretalx_ofa:undo", kwargs={"event": other.slug, "pk": entry.pk})

    assert client.post(url).status_code == 404


def test_entries_about_somebody_who_is_erased_go(in_event, linked):
    forget_entries(in_event, Affiliation, [0])
    assert JournalEntry.objects.count() == 1

    forget_entries(in_event, Affiliation, [linked[0].pk])

    assert not JournalEntry.objects.exists()


def test_it_goes_with_its_event(event):
    with scope(event=event), recorded(event, ACTION, "x", person=None) as recording:
        recording.change(make_organisation("A", event=event), city="Lund")
    with scopes_disabled():
        shred_event(fresh(event))
        assert not JournalEntry.objects.exists()
