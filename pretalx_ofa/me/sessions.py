"""Under which of their affiliations a speaker gives a session."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import pgettext
from django.views.generic import FormView
from django_context_decorator import context

from pretalx_ofa.affiliations.forms import SessionAffiliationsForm
from pretalx_ofa.affiliations.queries import sessions_to_choose_for
from pretalx_ofa.affiliations.section import SessionSection
from pretalx_ofa.clashes.keeping import clashes_of
from pretalx_ofa.me.views import SpeakerMixin


class OwnSessionView(SpeakerMixin, FormView):
    template_name = "pretalx_ofa/me/session.html"

    @context
    @cached_property
    def session(self):
        found = sessions_to_choose_for(self.speaker)
        return get_object_or_404(found, code__iexact=self.kwargs["code"])

    def get_form(self, form_class=None):
        return SessionAffiliationsForm(
            request=self.request, submission=self.session, only=self.speaker
        )

    @context
    def clashes(self):
        section = SessionSection(self.session, self.speaker)
        return clashes_of([section], person=self.request.user)

    def form_valid(self, form):
        form.save()
        if not form.problems and not form.clashes:
            messages.success(self.request, pgettext("pretalx_ofa", "Your choice is saved."))
        return self.here()
