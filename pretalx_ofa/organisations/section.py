"""What the form of an organisation has in it, field by field, so that two people can edit at once."""

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from i18nfield.strings import LazyI18nString

from pretalx_ofa.base.event_settings import event_languages
from pretalx_ofa.base.wording import by_language
from pretalx_ofa.clashes.comparing import normal_lines
from pretalx_ofa.clashes.sections import Section, section
from pretalx_ofa.i18n.languages import babel_locale, bcp47, language_name
from pretalx_ofa.organisations.editing import store
from pretalx_ofa.organisations.models import Organisation

FIELDS = ("types", "country", "city", "website")


@section
class OrganisationSection(Section):
    """Keys are ``name.LANGUAGE``, ``aliases`` (one in each line), ``types`` (a list), ``country``, ``city``
    and ``website``."""

    name = "organisation"
    owner = "organisation"
    permission = "submission.orga_update_submission"
    of_event = True

    def stored(self):
        fresh, main, aliases = self._fresh()
        names = by_language(LazyI18nString(main), event_languages(self.event))
        values = {f"name.{code}": name for code, name in names.items()}
        values |= {name: getattr(fresh, name) for name in FIELDS}
        return values | {"aliases": normal_lines(aliases), "types": sorted(fresh.types)}

    def _fresh(self):
        """The organisation as it is now, {language: name} and its other names, one in each line."""
        fresh = Organisation.objects.prefetch_related("names").get(pk=self.thing.pk)
        names = list(fresh.names.all())
        main = {name.language: name.value for name in names if name.is_main}
        return fresh, main, "\n".join(name.value for name in names if not name.is_main)

    def problems(self, stored, changed):
        names = {k: v for k, v in (stored | changed).items() if k.startswith("name.")}
        if any(names.values()):
            return {}
        text = pgettext("pretalx_ofa", "A name is needed.")
        return {key: text for key in names if key in changed}

    def write(self, values, *, person):
        fresh, main, aliases = self._fresh()
        main |= {k.partition(".")[2]: v for k, v in values.items() if k.startswith("name.")}
        # The event's languages first: the first name is the one that is displayed.
        order = dict.fromkeys([*event_languages(self.event), *main])
        store(
            self.event,
            fresh,
            names={code: main[code] for code in order if main.get(code)},
            aliases=values.get("aliases", aliases).splitlines(),
            person=person,
            **{name: values.get(name, getattr(fresh, name)) for name in FIELDS},
        )

    def label(self, key):
        name, _, code = key.partition(".")
        labels = {
            "name": pgettext("pretalx_ofa", "Name"),
            "aliases": pgettext("pretalx_ofa", "Other names"),
            "types": pgettext("pretalx_ofa", "What it is"),
            "country": pgettext("pretalx_ofa", "Country"),
            "city": pgettext("pretalx_ofa", "City"),
            "website": pgettext("pretalx_ofa", "Website"),
        }
        return f"{labels[name]} ({language_name(code, get_language())})" if code else labels[name]

    def readable(self, key, value):
        if key == "types":
            labels = dict(Organisation.Type.choices)
            return "; ".join(str(labels.get(kind, kind)) for kind in value or ())
        if key == "country":
            return babel_locale(get_language()).territories.get(value, value) or ""
        return value or ""

    def language(self, key):
        return bcp47(key.partition(".")[2]) if key.startswith("name.") else ""

    def url(self):
        return reverse(
            "plugins:pretalx_ofa:organisation_edit",
            kwargs={"event": self.event.slug, "pk": self.thing.pk},
        )
