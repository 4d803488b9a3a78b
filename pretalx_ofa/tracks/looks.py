"""The look of an event's tracks: stored when it is first needed, so that it stays."""

from i18nfield.strings import LazyI18nString

from pretalx_ofa.base.changes import mark_changed
from pretalx_ofa.tracks.colour import clean, shades
from pretalx_ofa.tracks.models import TrackTheme
from pretalx_ofa.tracks.theme import Look, Track, assign

COLOURS = ("color", "ink", "tint", "mark")
# A builder that stores the same code at the same moment wins; the next try sees what it stored.
TRIES = 5


def looks(event):
    """{primary key: :class:`Look`} of all tracks of an event.

    Two queries; two more where a track has no look yet, one where its colour was changed.
    """
    tracks = {track.pk: track for track in event.tracks.all()}
    themes = _stored(event)
    if tracks.keys() - themes.keys():
        themes = ensure_themes(event, tracks.values(), themes)
    _renew_colours(tracks, themes)
    return {
        pk: Look(theme.code, theme.shape, theme.ink, theme.tint, theme.mark)
        for pk, theme in themes.items()
        if pk in tracks
    }


def ensure_themes(event, tracks, themes=None, *, wanted=None):
    """Stores a look for tracks that have none; {primary key: :class:`TrackTheme`} of all.

    ``themes`` are those known to be stored, ``wanted`` {primary key: (code, shape)} to be granted
    where the code is free. Calls at the same time agree in the end: a row that is there already
    stays, and one whose code is taken gets another one.
    """
    themes = _stored(event) if themes is None else themes
    for _try in range(TRIES):
        missing = [
            Track(
                track.pk, _name(track, event), clean(track.color), *(wanted or {}).get(track.pk, ())
            )
            for track in tracks
            if track.pk not in themes
        ]
        if not missing:
            break
        standing = [Track(pk, "", t.color, t.code, t.shape) for pk, t in themes.items()]
        found = assign(missing, standing)
        TrackTheme.objects.bulk_create(
            [
                TrackTheme(
                    event=event,
                    track_id=track.id,
                    code=found[track.id][0],
                    shape=found[track.id][1],
                    **_colours(track.color),
                )
                for track in missing
            ],
            ignore_conflicts=True,
        )
        themes = _stored(event)
    return themes


def copy_themes(event, track_map):
    """Copies looks to another event; ``track_map`` leads from old primary keys to new tracks."""
    copies = []
    for theme in TrackTheme.objects.filter(track__in=list(track_map)):
        copy = TrackTheme(event=event, track=track_map[theme.track_id])
        for name in ("code", "shape", *COLOURS):
            setattr(copy, name, getattr(theme, name))
        copies.append(copy)
    TrackTheme.objects.bulk_create(copies)
    mark_changed(event)


def _stored(event):
    return {theme.track_id: theme for theme in TrackTheme.objects.filter(event=event)}


def _renew_colours(tracks, themes):
    changed = []
    for pk, theme in themes.items():
        if pk in tracks and theme.color != (color := clean(tracks[pk].color)):
            for name, value in _colours(color).items():
                setattr(theme, name, value)
            changed.append(theme)
    if changed:
        TrackTheme.objects.bulk_update(changed, COLOURS)


def _colours(color):
    return {"color": color} | shades(color)._asdict()


def _name(track, event):
    """The name in the event's main language, else in any that has one."""
    name = track.name
    if isinstance(name, LazyI18nString) and isinstance(name.data, dict):
        return name.data.get(event.locale) or next(filter(None, name.data.values()), "")
    return str(name)
