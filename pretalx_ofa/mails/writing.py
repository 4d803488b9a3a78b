"""Writing to some speakers: pretalx's mail editor with them and our template filled in."""

from typing import NamedTuple
from urllib.parse import urlencode

from pretalx.mail.models import MailTemplate

from pretalx_ofa.base.ids import read_id
from pretalx_ofa.base.wording import told_in
from pretalx_ofa.i18n.words import pgettext_noop

# Their codes have to fit into an address: servers take 4,094 bytes.
MOST = 500
# Addresses of accounts that nobody reads: those of imported people, and of deleted accounts.
UNREAL = (".invalid", "@localhost")
# The names in braces are pretalx's placeholders and ours.
SUBJECT = pgettext_noop("pretalx_ofa", "Your affiliation in the programme of {event_name}")
TEXT = pgettext_noop(
    "pretalx_ofa",
    """Hi {name},

the programme of {event_name} says which organisation each speaker speaks for. This is what we have for you:

{affiliations}

Please look whether it is right and complete. One field is enough:

{affiliations_url}

There you can also say that you are independent, that you speak in a personal capacity, or that nothing is to be shown.

Thank you!
The {event_name} organisers""",
)


class Recipients(NamedTuple):
    """``groups`` are tuples of at most MOST codes; ``left_out`` counts people without a real address."""

    groups: list
    left_out: int

    @property
    def count(self):
        return sum(map(len, self.groups))


def recipients(profiles):
    """The :class:`Recipients` among profiles (with their ``user``); no query."""
    codes = [profile.code for profile in profiles if has_address(profile)]
    groups = [tuple(codes[n : n + MOST]) for n in range(0, len(codes), MOST)]
    return Recipients(groups, len(profiles) - len(codes))


def has_address(profile):
    """Whether somebody reads what is sent to a speaker."""
    user = profile.user if profile.user_id else None
    return bool(user and user.is_active and user.email and not user.email.endswith(UNREAL))


def editor_url(event, profiles):
    """The address of pretalx's mail editor, filled in for at most MOST profiles."""
    codes = ",".join(profile.code for profile in profiles)
    query = urlencode({"speakers": codes, "template": our_template(event).pk}, safe=",")
    return f"{event.orga_urls.compose_mails_sessions}?{query}"


def our_template(event):
    """The template that asks for affiliations, made when it is first needed; organisers may change it."""
    pk = read_id(event.settings.ofa_mail_template)
    found = event.mail_templates.filter(pk=pk).first()
    if not found:
        found = event.mail_templates.create(
            subject=told_in(event.locales, SUBJECT), text=told_in(event.locales, TEXT)
        )
        event.settings.ofa_mail_template = found.pk
    return found


def follow_copy(event):
    """pretalx has copied our template, and the setting that says which one it was, to a new event."""
    theirs = MailTemplate.objects.filter(pk=read_id(event.settings.ofa_mail_template)).first()
    if theirs:
        copy = event.mail_templates.filter(role=None, subject=theirs.subject).first()
        event.settings.ofa_mail_template = copy.pk if copy else ""
