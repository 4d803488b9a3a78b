"""What an import works on, and what it remembers of earlier ones."""

from collections import defaultdict

from pretalx_ofa.programme.models import ImportedObject

BATCH = 500


class Import:
    """One run: ``event``, ``file``, ``report``; ``is_new`` where the run made the event.

    ``known[kind]`` is {key in a file: primary key} of this run and all before it.
    """

    def __init__(self, event, file, report, *, is_new):
        self.event, self.file, self.report, self.is_new = event, file, report, is_new
        self.programme = file.programme
        self.known = defaultdict(dict)
        for row in ImportedObject.objects.filter(event=event):
            self.known[row.kind][row.key] = row.object_id
        self._fresh = {}

    def remember(self, kind, keys, thing):
        for key in keys:
            if self.known[kind].get(key) != thing.pk:
                self.known[kind][key] = thing.pk
                self._fresh[kind, key] = ImportedObject(
                    event=self.event, kind=kind, key=key, object_id=thing.pk
                )

    def store(self):
        # What was deleted in pretalx since then has come back under another primary key.
        ImportedObject.objects.bulk_create(
            self._fresh.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["event", "kind", "key"],
            update_fields=["object_id"],
        )

    def lacks(self, kind, record):
        """The fields of a record that the file does not have."""
        return self.file.lacks.get((kind, record.code), set())


def chunks(items):
    return (items[n : n + BATCH] for n in range(0, len(items), BATCH))
