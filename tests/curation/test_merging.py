"""Two organisations become one: links move, typed words stay, everything can be undone."""

import pytest
from django.urls import reverse
from django_scopes import scope
from lxml import html

from pretalx_ofa.affiliations.linking import MergeError, merge
from pretalx_ofa.affiliations.models import Affiliation
from pretalx_ofa.host.activation import copy, erase_user
from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import undo
from pretalx_ofa.organisations.duplicates import likely_duplicates
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import known_names, organisation_named
from pretalx_ofa.organisations.recognising import recognise
from pretalx_ofa.organisations.registry.load import load
from tests.factories import affiliate, make_event, make_organisation, make_speaker, make_team_member
from tests.organisations.conftest import REGISTRY, ror

MERGE_QUERIES = 7


@pytest.fixture
def organiser(event):
    return make_team_member(event, can_change_submissions=True)


@pytest.fixture
def pair(in_event):
    """(a spelling with somebody there, the organisation it means)"""
    short = make_organisation("Zagaran", event=in_event)
    affiliate(make_speaker(in_event, "Ana"), short)
    return short, make_organisation("Zagaran, Inc.", event=in_event)


def links():
    return list(Affiliation.objects.order_by("pk").values_list("as_entered", "organisation__name"))


def test_links_move_and_words_stay(in_event, organiser, pair):
    assert merge(in_event, *pair, person=organiser) == 1

    assert links() == [("Zagaran", "Zagaran, Inc.")]


def test_words_that_are_typed_later_lead_to_the_other_one(in_event, organiser, pair):
    merge(in_event, *pair, person=organiser)

    assert organisation_named(in_event, "ZAGARAN") == pair[1]
    assert recognise(in_event, ["zagaran"])[0].organisation == pair[1].pk


def test_it_is_undone_with_one_click(in_event, organiser, pair):
    merge(in_event, *pair, person=organiser)

    undo(JournalEntry.objects.get(), person=organiser)

    assert links() == [("Zagaran", "Zagaran")]
    assert organisation_named(in_event, "zagaran") == pair[0]


def test_what_was_merged_before_comes_along(in_event, organiser, pair):
    third = make_organisation("Zagaran Group", event=in_event)
    merge(in_event, *pair, person=organiser)
    merge(in_event, pair[1], third, person=organiser)

    assert organisation_named(in_event, "zagaran") == third
    undo(JournalEntry.objects.first(), person=organiser)
    assert organisation_named(in_event, "zagaran") == pair[1]


def test_an_own_organisation_becomes_the_registrys(in_event, organiser, dump, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    load(dump())
    own = make_organisation("Lunds univ.", event=in_event)
    affiliate(make_speaker(in_event), own)
    registered = Organisation.objects.get(ror=ror(9))

    merge(in_event, own, registered, person=organiser)

    assert links() == [("Lunds univ.", "Lund University")]
    assert organisation_named(in_event, "lunds univ") == registered


def test_it_is_no_longer_offered_or_listed(in_event, organiser, pair, client):
    merge(in_event, *pair, person=organiser)
    client.force_login(organiser)
    search = reverse(
        "plugins:pretalx_ofa:orga_organisation_search", kwargs={"event": in_event.slug}
    )

    assert [r["name"] for r in client.get(search, {"q": "zagaran"}).json()["results"]] == [
        "Zagaran, Inc."
    ]
    assert known_names(in_event) == ["Zagaran", "Zagaran, Inc."]


def test_other_events_keep_what_they_have(in_event, organiser):
    shared, target = make_organisation("Shared"), make_organisation("Target")
    other = make_event()
    affiliate(make_speaker(other), shared)
    affiliate(make_speaker(in_event), shared)

    merge(in_event, shared, target, person=organiser)

    assert links() == [("Shared", "Target")]
    with scope(event=other):
        assert links() == [("Shared", "Shared")]


def test_nothing_is_merged_into_itself_or_into_what_is_gone(in_event, organiser, pair):
    merge(in_event, *pair, person=organiser)
    for source, target in ((pair[1], pair[1]), (pair[0], pair[1]), (pair[1], pair[0])):
        with pytest.raises(MergeError):
            merge(in_event, source, target, person=organiser)


FACTS = ("name", "ror", "country", "city", "website", "confirmation")


def facts(organisation):
    found = Organisation.objects.get(pk=organisation.pk)
    return tuple(getattr(found, name) for name in FACTS)


def test_the_name_that_stays_is_chosen_and_the_rest_is_known_of_both(in_event, organiser, pair):
    short, full = pair
    Organisation.objects.filter(pk=full.pk).update(ror=ror(9), city="Boston")
    full.refresh_from_db()
    before = facts(short), facts(full)

    merge(in_event, short, full, person=organiser, keep_name=True)

    assert links() == [("Zagaran", "Zagaran")]
    assert facts(short) == ("Zagaran", ror(9), "", "Boston", "", "confirmed")
    assert organisation_named(in_event, "zagaran, inc") == short
    undo(JournalEntry.objects.get(), person=organiser)
    assert (facts(short), facts(full)) == before


def test_an_own_name_may_stay_over_the_registrys(in_event, organiser, dump, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    load(dump())
    own = make_organisation("LU", event=in_event)
    registered = Organisation.objects.get(ror=ror(9))
    affiliate(make_speaker(in_event), registered)

    merge(in_event, own, registered, person=organiser, keep_name=True)

    assert links() == [("Lund University", "LU")]
    assert facts(own)[:4] == ("LU", ror(9), "SE", "Lund")
    assert organisation_named(in_event, "Lunds universitet") == own
    assert likely_duplicates(in_event) == []
    undo(JournalEntry.objects.get(), person=organiser)
    assert links() == [("Lund University", "Lund University")]
    assert facts(own)[:2] == ("LU", None)


def test_what_organisers_merge_into_a_proposal_accepts_it(in_event, organiser, pair):
    proposed = make_organisation("Zagaran Co", event=in_event, confirmation="suggested")

    merge(in_event, pair[0], proposed, person=organiser)

    assert facts(proposed)[-1] == "confirmed"


def test_a_merge_with_what_a_release_removed_is_not_undone_and_says_so(
    in_event, organiser, client, dump, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    load(dump())
    gone = Organisation.objects.get(ror=ror(10))
    affiliate(make_speaker(in_event), gone)
    merge(in_event, gone, make_organisation("RISE", event=in_event), person=organiser)
    without = [record for record in REGISTRY if record["id"] != ror(10)]
    load(dump(without, "v2.17-2026-12-19-ror-data.json"))
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    client.force_login(organiser)
    url = reverse(
        "plugins:pretalx_ofa:undo",
        kwargs={"event": in_event.slug, "pk": JournalEntry.objects.get().pk},
    )

    page = client.post(url, follow=True).content.decode()

    assert "cannot be undone: “RISE Research Institutes of Sweden” is there no longer" in page
    assert links() == [("RISE Research Institutes of Sweden", "RISE")]


def test_what_was_merged_outlives_what_it_was_merged_into(in_event, organiser, pair, client):
    merge(in_event, *pair, person=organiser)
    client.force_login(organiser)
    url = reverse(
        "plugins:pretalx_ofa:organisation_delete",
        kwargs={"event": in_event.slug, "pk": pair[1].pk},
    )

    page = client.get(url).content.decode()
    assert "This cannot be undone." in page
    assert "become organisations of their own again: Zagaran." in page
    client.post(url)

    assert organisation_named(in_event, "zagaran") == pair[0]
    assert links() == [("Zagaran", None)]


def merge_on_page(client, event, source, **data):
    url = reverse(
        "plugins:pretalx_ofa:organisation_merge", kwargs={"event": event.slug, "pk": source.pk}
    )
    return client.post(url, data, follow=True).content.decode()


def test_on_the_page_the_other_one_is_chosen_or_named(in_event, organiser, pair, client):
    client.force_login(organiser)

    page = merge_on_page(client, in_event, pair[0], as_entered="zagaran, inc", chosen="")

    assert "“Zagaran” is “Zagaran, Inc.” now; one affiliation moved." in page


@pytest.mark.parametrize("name", ("Zagaran, Inc.", "Zagaran"))
def test_on_the_page_both_names_are_offered(in_event, organiser, pair, client, name):
    client.force_login(organiser)
    url = reverse("plugins:pretalx_ofa:organisations", kwargs={"event": in_event.slug})
    form = next(
        form
        for form in html.fromstring(client.get(url).content.decode()).forms
        if "stays" in form.inputs
    )
    labels = {
        label.text_content().strip(): label.xpath("input/@value")[0]
        for label in form.xpath(".//fieldset/label")
    }
    assert set(labels) == {"Zagaran, Inc.", "Zagaran"}

    client.post(form.action, dict(form.fields) | {"stays": labels[name]})

    assert links() == [("Zagaran", name)]


@pytest.mark.parametrize(
    ("data", "problem"),
    (
        ({"as_entered": "Nowhere"}, "No one organisation is called “Nowhere”."),
        ({"as_entered": ""}, "A name is needed."),
        ({"chosen": "999999"}, "This organisation is there no longer."),
        ({"chosen": "x"}, "A name is needed."),
        ({"as_entered": "zagaran"}, "These are the same already."),
    ),
)
def test_what_is_wrong_is_said(in_event, organiser, pair, client, data, problem):
    client.force_login(organiser)

    assert problem in merge_on_page(client, in_event, pair[0], **data)
    assert links() == [("Zagaran", "Zagaran")]


def test_another_events_organisation_is_no_target(in_event, organiser, pair, client):
    client.force_login(organiser)
    foreign = make_organisation("Foreign", event=make_event())

    assert "is there no longer" in merge_on_page(client, in_event, pair[0], chosen=foreign.pk)


def test_the_next_edition_gets_what_was_merged(in_event, organiser, pair):
    merge(in_event, *pair, person=organiser)
    edition = make_event()

    copy(edition, in_event.slug, {}, {})

    with scope(event=edition):
        found = organisation_named(edition, "zagaran")
    assert (found.name, found.event) == ("Zagaran, Inc.", edition)


def test_erasing_somebody_erases_what_the_journal_says_of_them(in_event, organiser, pair):
    merge(in_event, *pair, person=organiser)

    erase_user(Affiliation.objects.get().speaker.user)

    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("item_count", (1, 3))
def test_each_link_costs_the_same(in_event, organiser, pair, item_count, django_assert_num_queries):
    # What a process asks once, and what a transaction tells once.
    merge(in_event, *pair, person=organiser)
    short, target = (make_organisation(name, event=in_event) for name in ("A", "B"))
    for n in range(item_count):
        affiliate(make_speaker(in_event, f"Speaker {n}"), short)

    with django_assert_num_queries(MERGE_QUERIES + item_count):
        merge(in_event, short, target, person=organiser)
