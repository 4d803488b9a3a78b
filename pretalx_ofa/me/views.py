"""A speaker's own pages: their affiliations, and describing an unknown organisation."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import pgettext
from django.views.generic import FormView, View
from django_context_decorator import context
from i18nfield.strings import LazyI18nString
from pretalx.cfp.views.event import LoggedInEventPageMixin
from pretalx.common.views.redirect import get_login_redirect

from pretalx_ofa.affiliations.forms import AffiliationsForm
from pretalx_ofa.affiliations.linking import link_described, link_own
from pretalx_ofa.affiliations.queries import sessions_to_choose_for, unlinked_words_of
from pretalx_ofa.affiliations.section import SpeakerSection, sections_of_speaker
from pretalx_ofa.base.activity import one_entry
from pretalx_ofa.base.asked import InLanguageAsked
from pretalx_ofa.base.http import FORM_METHODS
from pretalx_ofa.base.links import our_address
from pretalx_ofa.base.rules import profile_of
from pretalx_ofa.clashes.keeping import clashes_of, own_clash
from pretalx_ofa.clashes.views import decide
from pretalx_ofa.organisations.editing import store
from pretalx_ofa.organisations.forms import OrganisationForm
from pretalx_ofa.organisations.models import Organisation
from pretalx_ofa.organisations.queries import folded


class SpeakerMixin(InLanguageAsked, LoggedInEventPageMixin):
    """Pages of a speaker (404 without a proposal); writing needs its speakers_can_edit_submissions."""

    http_method_names = FORM_METHODS

    @cached_property
    def speaker(self):
        found = profile_of(self.request.user, self.request.event)
        if not found:
            raise Http404
        return found

    def handle_no_permission(self):
        # pretalx sends only visitors of its own pages to the log-in.
        if self.request.user.is_anonymous:
            return get_login_redirect(self.request)
        raise Http404

    @context
    @cached_property
    def may_write(self):
        return self.request.event.get_feature_flag("speakers_can_edit_submissions")

    def here(self):
        return redirect(our_address(self.request, "me"))

    def post(self, request, *args, **kwargs):
        if not self.may_write:
            raise Http404
        return super().post(request, *args, **kwargs)

    @cached_property
    def unknown(self):
        """[str] as entered by the speaker that are linked to no organisation."""
        return unlinked_words_of(self.speaker)


class MeView(SpeakerMixin, FormView):
    template_name = "pretalx_ofa/me/me.html"

    def get_form(self, form_class=None):
        return AffiliationsForm(request=self.request, speaker=self.speaker, is_own=True)

    @context
    def to_describe(self):
        """[(words, address of the page that describes them)]."""
        return [
            (words, our_address(self.request, "propose_organisation", {"name": words}))
            for words in self.unknown
        ]

    @context
    def sessions(self):
        """[(title, address of the page where the speaker chooses under which ones it is given)]."""
        return [
            (session.title, our_address(self.request, "own_session", code=session.code))
            for session in sessions_to_choose_for(self.speaker)
        ]

    @context
    def clashes(self):
        return clashes_of([SpeakerSection(self.speaker)], person=self.request.user)

    def form_valid(self, form):
        form.save()
        if not form.problems and not form.clashes:
            messages.success(self.request, pgettext("pretalx_ofa", "Your affiliations are saved."))
        return self.here()


class DecideOwnView(SpeakerMixin, View):
    """A speaker decides on what they typed while somebody else changed it."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        clashes = [
            clash
            for section in sections_of_speaker(self.speaker)
            if (clash := own_clash(section, pk, person=request.user)) and section.has(clash.key)
        ]
        if not self.may_write or not clashes:
            raise Http404
        decide(request, clashes[0])
        return self.here()


class ProposeView(SpeakerMixin, FormView):
    """A speaker describes the organisation that their words mean; organisers confirm it later."""

    template_name = "pretalx_ofa/me/propose.html"
    form_class = OrganisationForm

    @context
    @cached_property
    def words(self):
        asked = self.request.GET.get("name", "")
        if asked not in self.unknown:
            raise Http404
        return asked

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"event": self.request.event}

    def get_initial(self):
        return {"name": LazyI18nString({self.request.event.locale: self.words})}

    def form_valid(self, form):
        values, person = form.values(), self.request.user
        names = [*values["names"].values(), *values["aliases"]]
        if folded(self.words) not in map(folded, names):
            # What was typed stays one of its names, so that it leads there.
            values["aliases"].append(self.words)
        with one_entry():
            organisation = store(
                self.request.event,
                None,
                person=person,
                orga=False,
                confirmation=Organisation.Confirmation.SUGGESTED,
                **values,
            )
            link_own(self.speaker, organisation, person=person)
        text = pgettext("pretalx_ofa", "Thank you. The organisers will look at “{name}”.")
        if link_described(organisation, person=person):
            text = pgettext("pretalx_ofa", "Your affiliations are saved.")
        messages.success(self.request, text.format(name=organisation.name))
        return self.here()
