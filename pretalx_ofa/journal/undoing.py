"""Views whose message after an action offers to undo what the journal has recorded of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse

from pretalx_ofa.base.answering import with_undo
from pretalx_ofa.journal.recording import entries_made


class UndoMixin:
    """``succeeded`` says what was done; with the Undo of what was recorded while the view ran."""

    def dispatch(self, request, *args, **kwargs):
        with entries_made() as self.entries:
            return super().dispatch(request, *args, **kwargs)

    def succeeded(self, text, **words):
        """Adds the message ``text``, its braces filled from ``words``."""
        text = text.format(**words)
        if self.entries:
            text = self._with_undo(text, self.entries.pop())
        messages.success(self.request, text)

    def _with_undo(self, text, entry):
        url = reverse(
            "plugins:pretalx_ofa:undo", kwargs={"event": entry.event.slug, "pk": entry.pk}
        )
        back = urlencode({"next": self.undone_url()})
        return with_undo(self.request, text, f"{url}?{back}", what=entry.subject)

    def undone_url(self):
        """The page to show once it is undone."""
        raise NotImplementedError
