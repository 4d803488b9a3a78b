"""The keys under which a speaker stood in imported files."""

from pretalx_ofa.programme.models import ImportedObject


def imported(speaker):
    rows = ImportedObject.objects.filter(event=speaker.event, kind="people", object_id=speaker.pk)
    return [row.key for row in rows]
