"""The languages that an address asks for: ``?lang=pt-br,en``, in any spelling."""

from django.conf import settings
from django.utils import translation

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.i18n.languages import resolve_each


def languages_asked(request):
    """The one or two languages of the programme in the request's ``lang``; () without any."""
    return resolve_each(request.GET.get("lang"), event_languages(request.event))


def activate_asked(request):
    """Makes the first of :func:`languages_asked` the page's, and returns all of them.

    pretalx itself knows no pairs, and of programme languages only those of its interface.
    """
    asked = languages_asked(request)
    if asked and asked[0] in dict(settings.LANGUAGES):
        translation.activate(asked[0])
        request.LANGUAGE_CODE = asked[0]
    return asked
