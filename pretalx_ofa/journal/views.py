from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import pgettext
from django.views.generic import View
from pretalx.common.views.mixins import EventPermissionRequired
from pretalx.common.views.redirect import get_next_url

from pretalx_ofa.journal.models import JournalEntry
from pretalx_ofa.journal.recording import (
    ChangedSinceError,
    DeletedSinceError,
    UndoneError,
    undo,
)


class UndoView(EventPermissionRequired, View):
    """Undoes an entry of the journal."""

    permission_required = "submission.orga_update_submission"
    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        entry = get_object_or_404(JournalEntry, event=request.event, pk=pk)
        try:
            undo(entry, person=request.user)
        except UndoneError:
            text = pgettext("pretalx_ofa", "“{subject}” is undone already.")
            messages.info(request, text.format(subject=entry.subject))
        except DeletedSinceError as error:
            text = pgettext(
                "pretalx_ofa", "“{subject}” cannot be undone: “{thing}” is there no longer."
            )
            thing = error.args[0] or entry.subject
            messages.error(request, text.format(subject=entry.subject, thing=thing))
        except ChangedSinceError as error:
            text = pgettext(
                "pretalx_ofa", "“{subject}” cannot be undone: “{thing}” was changed since."
            )
            messages.error(request, text.format(subject=entry.subject, thing=error.args[0]))
        else:
            text = pgettext("pretalx_ofa", "Undone: {subject}")
            messages.success(request, text.format(subject=entry.subject))
        return redirect(self.next_url() or request.event.orga_urls.base)

    def next_url(self):
        """The path that the address names as the next one; None for what is no path of this site."""
        url = get_next_url(self.request)
        # Without a slash it would be looked for among the names of pages.
        return url if url and url.startswith("/") else None
