from pretalx_ofa.presentation.affiliations import country_name
from pretalx_ofa.presentation.agenda import DayView, agenda
from pretalx_ofa.presentation.localized import LocalizedText, View, distinct, each
from pretalx_ofa.presentation.speakers import SpeakerCard, speaker_cards


class OrganisationView(View):
    """An organisation with the people who speak for it and the sessions given under it.

    ``places`` are "Curitiba, Brazil" in each language, ``ror`` and ``website`` addresses or empty.
    """

    id: int
    names: list[LocalizedText]
    places: list[LocalizedText]
    ror: str
    website: str
    people: list[SpeakerCard]
    days: list[DayView]


def organisation_view(reading, number):
    """The :class:`OrganisationView` of an id; None where nobody in the programme discloses it."""
    programme = reading.programme
    record = programme.organisation.get(number)
    people = [person.code for person in programme.people if _is_at(person.affiliations, number)]
    if not (record and people):
        return None
    own = {
        session.code
        for session in programme.sessions
        if any(_is_at(programme.affiliations_of(one), number) for one in session.speakers)
    }
    return OrganisationView(
        id=number,
        names=each(record.name, reading.languages),
        places=distinct(_place(record, language) for language in reading.languages),
        ror=record.ror,
        website=record.website,
        people=speaker_cards(reading, set(people).__contains__),
        days=agenda(
            reading,
            lambda _date, entry: not entry.is_break and entry.item.code in own,
            linked=True,
        ),
    )


def _is_at(affiliations, number):
    return any(one.organisation == number and one.kind != "undisclosed" for one in affiliations)


def _place(record, language):
    country = country_name(record.country, language)
    return LocalizedText(", ".join(filter(None, (record.city, country.text))), country.lang)
