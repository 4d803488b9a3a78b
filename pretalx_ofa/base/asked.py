"""What an address asks for: languages (``?lang=pt-br,en``, in any spelling), and words."""

from django.conf import settings
from django.utils import translation

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.i18n.languages import resolve_each

# More is no search, and no name.
MOST_CHARACTERS = 200


def words_asked(request, name):
    """The words in a parameter of the address, on one line of at most MOST_CHARACTERS."""
    return cleaned(request.GET.get(name, "")[:MOST_CHARACTERS])


def languages_asked(request):
    """The one or two languages of the programme in the request's ``lang``; () without any."""
    asked = request.GET.get("lang")
    return resolve_each(asked, event_languages(request.event)) if asked else ()


class InLanguageAsked:
    """A page of ours in the language that its address asks for: ``asked`` are one or two, or ().

    pretalx itself knows no pairs, and of programme languages only those of its interface.
    """

    def dispatch(self, request, *args, **kwargs):
        self.asked = languages_asked(request)
        if self.asked and self.asked[0] in dict(settings.LANGUAGES):
            translation.activate(self.asked[0])
            request.LANGUAGE_CODE = self.asked[0]
        return super().dispatch(request, *args, **kwargs)
