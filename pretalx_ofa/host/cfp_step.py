"""The step of pretalx's call for papers that asks for affiliations.

pretalx keeps a step's cleaned data in the session: its texts in several languages would come back as
one. So this one keeps what was posted. Until the last step the submitter may have no account, and
nothing is stored but that.
"""

from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from pretalx.cfp.flow import DedraftMixin, FormFlowStep

from pretalx_ofa.affiliations import invited
from pretalx_ofa.affiliations.asking import AskedForm
from pretalx_ofa.affiliations.queries import on_file
from pretalx_ofa.affiliations.wording import line_of
from pretalx_ofa.base.wording import told_in
from pretalx_ofa.i18n.words import pgettext_noop

TITLE = pgettext_noop("pretalx_ofa", "Which organisation do you speak for?")
TEXT = pgettext_noop(
    "pretalx_ofa",
    "It stands beside your name in the programme. One field is enough, and you can change it later.",
)


class AffiliationsStep(DedraftMixin, FormFlowStep):
    identifier = "ofa_affiliations"
    icon = "university"
    # After the account, before the profile: a draft has what is before the step it is saved on.
    priority = 60
    form_class = AskedForm
    template_name = "pretalx_ofa/cfp/step.html"

    @property
    def label(self):
        # With soft hyphens: pretalx's row of steps is too wide for a phone otherwise.
        return pgettext("pretalx_ofa", "Affil\u00adiation")

    # pretalx would look the English words up without their context.
    @property
    def _title(self):
        return told_in(self.event.locales, TITLE)

    @property
    def _text(self):
        return told_in(self.event.locales, TEXT)

    def is_applicable(self, request):
        return self.event.settings.ofa_affiliations_asked != "no"

    def is_completed(self, request):
        self.request = request
        form = self.get_form(from_storage=True)
        return form.is_valid() if form.is_bound else bool(form.standing) or not form.is_required

    def get_form(self, from_storage=False):
        is_posted = self.request.method == "POST" and not from_storage
        data = self.request.POST if is_posted else self.get_form_data()
        return AskedForm(data or None, **self.get_form_kwargs())

    def get_form_kwargs(self):
        user, code = self.request.user, getattr(self.request, "access_code", None)
        addresses = self.cfp_session["data"].get("info", {}).get("additional_speaker") or []
        is_required = self.event.settings.ofa_affiliations_asked == "required"
        return {
            "event": self.event,
            "addresses": addresses.split(",") if isinstance(addresses, str) else addresses,
            "draft": self.dedraft_submission,
            "own": getattr(user, "email", "") or "",
            "is_required": is_required and not self.on_file,
            "access_code": code.code if code else "",
        }

    @cached_property
    def on_file(self):
        """Lines of what a speaker of the event has there already."""
        user = self.request.user
        rows = [] if user.is_anonymous else on_file(self.event, user)
        return [line_of(row, get_language()) for row in rows]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"on_file": self.on_file}

    def set_data(self, data):
        self.cfp_session["data"][self.identifier] = self.get_form().raw

    def done(self, request, draft=False):
        self.request = request
        submission, person = request.submission, request.user
        form = self.get_form(from_storage=True)
        if form.is_bound and form.is_valid():
            form.save(submission, person=person)
        known = list(form.addresses)
        if not draft:
            invited.take_over(submission, person.email, person.get_speaker(self.event), is_own=True)
            known = [invitation.email for invitation in submission.invitations.all()]
        invited.forget_others(submission, [*known, *([person.email] if draft else [])])
