"""My programme: the sessions that a visitor starred, or that an address names.

Who is logged in has pretalx's favourites. Who is not has stars in the browser alone: its script asks for
the page of their codes. Nothing of a visitor is stored here.
"""

import re
from urllib.parse import urljoin

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from pretalx.common.views.redirect import get_login_redirect

from pretalx_ofa.base.event_settings import reader_language
from pretalx_ofa.base.http import cache_control
from pretalx_ofa.base.links import addresses, our_address
from pretalx_ofa.i18n.languages import bcp47
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.presentation.agenda import agenda
from pretalx_ofa.presentation.chosen import chosen
from pretalx_ofa.presentation.links import Links
from pretalx_ofa.presentation.options import OptionError
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.programme import snapshots
from pretalx_ofa.stars import favourites, qr
from pretalx_ofa.widgets.views import ProgrammePage

MOST_SESSIONS = 500
TOO_MANY = pgettext_noop("pretalx_ofa", "“{name}” has too many values.")


def codes_in(texts):
    """(code, ...) in ["ABCDEF,GHIJKL"], each once."""
    parts = re.split(r"[\s,]+", ",".join(texts).upper())
    return tuple(dict.fromkeys(filter(None, parts)))


class StarsPage(ProgrammePage):
    """Nobody keeps it, no cache and no search engine: it is one visitor's."""

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return cache_control(response, visible_to_everyone=False)

    @cached_property
    def asked_codes(self):
        """The codes in the address; None where it has none. Raises OptionError for too many."""
        codes = codes_in(self.request.GET.getlist("sessions"))
        if len(codes) > MOST_SESSIONS:
            raise OptionError("sessions", TOO_MANY)
        return codes or None

    @cached_property
    def own(self):
        """The visitor's stars; None where only the browser knows them."""
        user = self.request.user
        return favourites.starred(self.request.event, user) if user.is_authenticated else None

    @cached_property
    def reading(self):
        """None where nothing is released."""
        event = self.request.event
        snapshot = snapshots.current(event)
        if not snapshot:
            return None
        languages = self.asked or (reader_language(event, get_language()),)
        links = Links(**addresses(event, self.asked, absolute=False))
        return Reading(snapshots.programme_of(snapshot), languages, links)

    def get_context_data(self, **kwargs):
        codes = self.asked_codes or self.own or ()
        view = self.reading and chosen(self.reading, codes)
        return super().get_context_data(
            view=view,
            lang=self.reading and bcp47(self.reading.languages[0]),
            codes=",".join(view.codes) if view else "",
            is_named=self.asked_codes is not None,
            is_logged_in=self.own is not None,
            **kwargs,
        )


class MyProgramme(StarsPage):
    template_name = "pretalx_ofa/stars/my.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        codes = context["view"].codes if context["view"] else ()
        named = {"sessions": context["codes"]}
        context |= {
            "has_new": context["is_named"] and not set(codes) <= set(self.own or ()),
            "choose": our_address(
                self.request, "choose_sessions", named if context["is_named"] else None
            ),
        }
        return context | self.elsewhere(named) if 0 < len(codes) <= MOST_SESSIONS else context

    def elsewhere(self, named):
        """The calendar of these sessions, and their address for another device, also as a QR code."""
        event, language = self.request.event, self.reading.languages[0]
        links = addresses(event)
        address = urljoin(links["site"], our_address(self.request, "my", named))
        return {
            "address": address,
            "qr": mark_safe(qr.svg(address)),  # noqa: S308 -- drawn from an address
            "calendar": links["calendar"](language, f"sessions={named['sessions']}"),
        }

    def post(self, request, *args, **kwargs):
        """Writes only what was changed on the page: stars of another tab or device stay."""
        if request.user.is_anonymous:
            return get_login_redirect(request)
        before = set(codes_in(request.POST.getlist("before")))
        after = set(codes_in(request.POST.getlist("sessions")))
        known = self.reading.programme.session if self.reading else {}
        add = (after - before) & known.keys()
        favourites.change(request.event, request.user, add=add, remove=before - after)
        messages.success(request, pgettext("pretalx_ofa", "Your programme is saved."))
        return redirect(our_address(request, "my"))


class ChooseSessions(StarsPage):
    """Sessions with boxes to check: a programme without scripts, in the account or in an address."""

    template_name = "pretalx_ofa/stars/choose.html"

    def get_context_data(self, **kwargs):
        days = self.reading and agenda(self.reading, lambda _date, entry: not entry.is_break)
        return super().get_context_data(days=days, **kwargs)
