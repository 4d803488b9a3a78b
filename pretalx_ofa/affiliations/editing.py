"""Changing affiliations: what was typed is kept, and every change is logged with its speaker."""

from pretalx_ofa.affiliations.models import Affiliation, SessionAffiliation
from pretalx_ofa.organisations.queries import organisation_chosen, organisation_named


def store(speaker, affiliation, values, *, person):
    """Adds or changes an affiliation; one without any content is not kept.

    ``values`` may hold any of organisation (words), chosen (the id of the one that is meant), kind,
    role, unit, since, until, position and is_public; what is missing stays as it is.
    """
    is_new, is_own = affiliation is None, speaker.user_id == person.pk
    source = Affiliation.Source.SPEAKER if is_own else Affiliation.Source.ORGANISER
    affiliation = affiliation or Affiliation(speaker=speaker, source=source)
    before = affiliation.get_instance_data()
    words, chosen = values.pop("organisation", None), values.pop("chosen", None)
    for name, value in values.items():
        if name != "position" or value is not None:
            setattr(affiliation, name, value)
    standing = str(affiliation.organisation or affiliation.as_entered)
    if words is not None and (chosen or words != standing):
        affiliation.as_entered = words
        affiliation.organisation = organisation_chosen(
            speaker.event, chosen, words
        ) or organisation_named(speaker.event, words)
    if is_empty(affiliation):
        if not is_new:
            remove(affiliation, person=person)
        return
    after = affiliation.get_instance_data()
    if is_new or after != before:
        affiliation.save()
        speaker.log_action(
            f"pretalx_ofa.affiliation.{'create' if is_new else 'update'}",
            person=person,
            orga=not is_own,
            old_data={} if is_new else before,
            new_data=after,
        )


def is_empty(affiliation):
    return affiliation.kind == Affiliation.Kind.ORDINARY and not any(
        str(value or "").strip()
        for value in (
            affiliation.organisation,
            affiliation.as_entered,
            affiliation.role,
            affiliation.unit,
        )
    )


def remove(affiliation, *, person):
    affiliation.delete(
        log_kwargs={
            "person": person,
            "orga": affiliation.speaker.user_id != person.pk,
            "old_data": affiliation.get_instance_data(),
            "new_data": {},
        }
    )


def choose_for_session(submission, own, chosen, *, person):
    """Says which of somebody's affiliations (ids ``own``, in order) a session is given under.

    All or none of them means: all, also those added later.
    """
    wanted = [pk for pk in own if pk in chosen]
    if len(wanted) == len(own):
        wanted = []
    rows = SessionAffiliation.objects.filter(submission=submission, affiliation__in=own)
    standing = list(rows.values_list("affiliation_id", flat=True))
    if standing == wanted:
        return
    rows.delete()
    for position, pk in enumerate(wanted):
        SessionAffiliation.objects.create(
            submission=submission, affiliation_id=pk, position=position
        )
    submission.log_action("pretalx_ofa.affiliation.session", person=person, orga=True)
