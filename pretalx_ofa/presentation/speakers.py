"""Everybody who speaks, in groups: by name, by track, by organisation."""

from pretalx_ofa.presentation.affiliations import organisation_links
from pretalx_ofa.presentation.finding import folded
from pretalx_ofa.presentation.localized import LocalizedText, NamedLink, View, phrases
from pretalx_ofa.presentation.people import collated, index, photo_of
from pretalx_ofa.presentation.tracks import TrackView, content_tracks
from pretalx_ofa.programme.text import Text

# So many are found without letters.
FEW = 60


class SpeakerCard(View):
    """``photo`` is an address or empty; ``tracks`` are those of their sessions."""

    code: str
    name: str
    filed_as: str
    url: str
    photo: str
    organisations: list[NamedLink]
    tracks: list[TrackView]


class SpeakerGroup(View):
    """``titles`` are empty where all are one group. ``sign`` is short: a letter, or the code of a track; "" for organisations. ``url`` is the page of
    what the group is named after, "" where there is none."""

    anchor: str
    sign: str
    titles: list[LocalizedText]
    url: str
    speakers: list[SpeakerCard]


def speaker_cards(reading, wanted=None):
    """[:class:`SpeakerCard`] by name: of all speakers, or of those for whose code ``wanted`` holds."""
    return [
        _card(reading, entry)
        for entry in index(reading.programme)
        if not wanted or wanted(entry.code)
    ]


def found_by(programme, words):
    """A function that tells whether a person's name and organisations have all of some words."""
    asked = folded(words).split()

    def is_found(code):
        texts = folded(_words_of(programme, programme.person[code])) if asked else ""
        return all(word in texts for word in asked)

    return is_found


def by_name(_reading, cards):
    """[:class:`SpeakerGroup`] by the first letter of the filed name; what begins with none is "#". A few
    are one group.
    """
    if len(cards) <= FEW:
        return [SpeakerGroup(anchor="all", sign="", titles=[], url="", speakers=cards)]
    groups = {}
    for card in cards:
        groups.setdefault(_letter(card.filed_as), []).append(card)
    return [
        SpeakerGroup(
            anchor=f"letter-{letter}",
            sign=letter,
            titles=[LocalizedText(letter)],
            url="",
            speakers=speakers,
        )
        for letter, speakers in groups.items()
    ]


def by_track(reading, cards):
    """[:class:`SpeakerGroup`] in the order of tracks; somebody in two stands in both."""
    groups = {track.id: [] for track in content_tracks(reading)}
    rest = []
    for card in cards:
        for track in card.tracks:
            groups[track.id].append(card)
        if not card.tracks:
            rest.append(card)
    found = [
        SpeakerGroup(
            anchor=f"track-{track.id}",
            sign=f"{track.glyph} {track.code}".strip(),
            titles=track.names,
            url=track.url,
            speakers=groups[track.id],
        )
        for track in content_tracks(reading)
        if groups[track.id]
    ]
    return found + _rest(reading, rest, _without_track)


def by_organisation(reading, cards):
    """[:class:`SpeakerGroup`] by name of the organisation; somebody at two stands at both."""
    groups, rest = {}, []
    for card in cards:
        for link in card.organisations:
            name = link.names[0].text
            groups.setdefault((collated(name), link.url or name), (link, []))[1].append(card)
        if not card.organisations:
            rest.append(card)
    found = [
        SpeakerGroup(
            anchor=f"organisation-{number}",
            sign="",
            titles=link.names,
            url=link.url,
            speakers=speakers,
        )
        for number, (_key, (link, speakers)) in enumerate(sorted(groups.items(), key=_first), 1)
    ]
    return found + _rest(reading, rest, _without_organisation)


GROUPINGS = {"name": by_name, "track": by_track, "organisation": by_organisation}


def _card(reading, entry):
    programme = reading.programme
    person = programme.person[entry.code]
    tracks = {session.track for session in programme.sessions_of[entry.code]}
    return SpeakerCard(
        code=entry.code,
        name=entry.name,
        filed_as=entry.filed_as,
        url=reading.links.person(entry.code),
        photo=photo_of(reading, person),
        organisations=organisation_links(reading, person.affiliations),
        tracks=[track for number, track in reading.tracks.items() if number in tracks],
    )


def _words_of(programme, person):
    parts = [person.name]
    for affiliation in person.affiliations:
        if affiliation.kind == "undisclosed":
            continue
        parts.append(affiliation.name)
        record = programme.organisation.get(affiliation.organisation)
        name = record.name if record else Text()
        parts += [value.text for value in name.readable.values()]
    return "\n".join(parts)


def _letter(filed):
    first = collated(filed)[0][:1].upper()
    return first if first.isalpha() else "#"


def _first(item):
    return item[0]


def _rest(reading, speakers, heading):
    if not speakers:
        return []
    return [
        SpeakerGroup(
            anchor="others",
            sign="",
            titles=phrases(reading.languages, heading),
            url="",
            speakers=speakers,
        )
    ]


def _without_track(words):
    return words.pgettext("pretalx_ofa", "Without a track")


def _without_organisation(words):
    return words.pgettext("pretalx_ofa", "Without an organisation")
