"""A speaker's own pages: their affiliations, and describing an unknown organisation."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.views.generic import FormView, View
from django_context_decorator import context
from i18nfield.strings import LazyI18nString
from pretalx.cfp.views.event import LoggedInEventPageMixin
from pretalx.common.views.redirect import get_login_redirect

from pretalx_ofa.affiliations import queries
from pretalx_ofa.affiliations.co_speakers import CoSpeakersForm
from pretalx_ofa.affiliations.editing import TooManyError, confirm, copy_earlier, remove
from pretalx_ofa.affiliations.forms import OwnAffiliationsForm
from pretalx_ofa.affiliations.linking import link_described, link_own
from pretalx_ofa.affiliations.section import (
    InvitedSection,
    SpeakerSection,
    session_sections,
)
from pretalx_ofa.affiliations.wording import line_of, state_of
from pretalx_ofa.base.activity import one_entry
from pretalx_ofa.base.asked import InLanguageAsked
from pretalx_ofa.base.http import FORM_METHODS
from pretalx_ofa.base.ids import read_id
from pretalx_ofa.base.links import our_address
from pretalx_ofa.base.rules import profile_of
from pretalx_ofa.clashes.forms import tell_clashes
from pretalx_ofa.clashes.keeping import clashes_of, clashing_submissions, own_clash
from pretalx_ofa.clashes.views import decide
from pretalx_ofa.me.preview import public_lines
from pretalx_ofa.me.stored import stored_about
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
        return queries.unlinked_words_of(self.speaker)

    @cached_property
    def with_others(self):
        """The speaker's proposals that can be edited and have further speakers, or invited ones."""
        return queries.proposals_with_others(self.speaker)

    @property
    def sections(self):
        """What clashes are about that a speaker decides on here."""
        clashing = clashing_submissions(self.request.event, self.request.user)
        proposals = [proposal for proposal in self.with_others if proposal.pk in clashing]
        return [SpeakerSection(self.speaker), *map(InvitedSection, proposals)]


class MeView(SpeakerMixin, FormView):
    template_name = "pretalx_ofa/me/me.html"

    def get_form(self, form_class=None):
        return OwnAffiliationsForm(request=self.request, speaker=self.speaker)

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
            for session in queries.sessions_to_choose_for(self.speaker)
        ]

    @context
    def clashes(self):
        return clashes_of(self.sections, person=self.request.user)

    @context
    def suggested(self):
        """[(affiliation, its line)] that somebody else wrote, and that waits for a yes."""
        found = queries.suggested_to(self.speaker)
        return [(row, line_of(row, get_language())) for row in found]

    @context
    def earlier(self):
        """[(affiliation, its line)] of other events, to be taken over in one click."""
        if not self.may_write:
            return []
        return [(row, line_of(row, get_language())) for row in queries.earlier(self.speaker)]

    @context
    def on_file(self):
        """[(affiliation, its line, why the public does not see it)]."""
        rows = queries.on_file(self.request.event, self.request.user)
        return [(row, line_of(row, get_language()), state_of(row)) for row in rows]

    @context
    def proposals(self):
        return self.with_others

    @context
    @cached_property
    def public_lines(self):
        return public_lines(self.speaker)

    def form_valid(self, form):
        if "preview" in self.request.POST:
            return self.preview(form)
        form.save()
        if not form.problems and not form.clashes:
            messages.success(self.request, pgettext("pretalx_ofa", "Your affiliations are saved."))
        return self.here()

    def preview(self, form):
        """The page as it was posted, with what would become public; nothing is stored."""
        with transaction.atomic():
            form.store()
            self.public_lines = public_lines(self.speaker)
            transaction.set_rollback(True)
        form.tell_problems()
        return self.render_to_response(self.get_context_data(form=form, is_preview=True))


class AnswerView(SpeakerMixin, View):
    """A speaker says yes or no to what somebody else wrote of them."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        pk, answer = read_id(request.POST.get("affiliation")), request.POST.get("answer")
        found = [row for row in queries.suggested_to(self.speaker) if row.pk == pk]
        if not self.may_write or not found or answer not in {"yes", "no"}:
            raise Http404
        if answer == "yes":
            confirm(found[0], person=request.user)
            messages.success(request, pgettext("pretalx_ofa", "Your affiliations are saved."))
        else:
            remove(found[0], person=request.user)
            messages.success(request, pgettext("pretalx_ofa", "It is removed."))
        return self.here()


class EarlierView(SpeakerMixin, View):
    """An affiliation of an earlier event is still true: it is added to this one."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        pk = read_id(request.POST.get("affiliation"))
        found = [row for row in queries.earlier(self.speaker) if row.pk == pk]
        if not self.may_write or not found:
            raise Http404
        try:
            copy_earlier(self.speaker, found[0], person=request.user)
        except TooManyError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, pgettext("pretalx_ofa", "Your affiliations are saved."))
        return self.here()


class CoSpeakersView(SpeakerMixin, FormView):
    """A speaker says where the other people of their proposal work; each of them says yes or no."""

    template_name = "pretalx_ofa/me/co_speakers.html"

    @context
    @cached_property
    def proposal(self):
        found = [p for p in self.with_others if p.code == self.kwargs["code"].upper()]
        if not found:
            raise Http404
        return found[0]

    def get_form(self, form_class=None):
        data = self.request.POST if self.request.method == "POST" else None
        return CoSpeakersForm(data, submission=self.proposal, person=self.request.user)

    def form_valid(self, form):
        saved = form.save()
        tell_clashes(self.request, saved.clashes, our_address(self.request, "me"))
        for key, problem in saved.problems.items():
            messages.error(self.request, f"{key}: {problem}")
        if not saved.clashes and not saved.problems:
            text = pgettext("pretalx_ofa", "Saved. Nothing of it is public until they say yes.")
            messages.success(self.request, text)
        return self.here()


class DataView(SpeakerMixin, View):
    """All that is stored about a speaker, as a JSON file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        return JsonResponse(
            stored_about(self.speaker),
            json_dumps_params={"ensure_ascii": False, "indent": 2},
            headers={
                "Content-Disposition": f'attachment; filename="{request.event.slug}.json"',
                "Cache-Control": "private, no-store",
            },
        )


class DecideOwnView(SpeakerMixin, View):
    """A speaker decides on what they typed while somebody else changed it."""

    http_method_names = ["post"]

    def post(self, request, *args, pk, **kwargs):
        sections = [*self.sections, *session_sections(self.speaker)]
        clashes = [
            clash
            for section in sections
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
