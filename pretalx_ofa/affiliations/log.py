"""Labels of the activity log for affiliations."""

from django.utils.translation import pgettext_lazy

ACTIVITY_LABELS = {
    "pretalx_ofa.affiliation.create": pgettext_lazy("pretalx_ofa", "An affiliation was added."),
    "pretalx_ofa.affiliation.update": pgettext_lazy("pretalx_ofa", "Affiliations were changed."),
    "pretalx_ofa.affiliation.delete": pgettext_lazy("pretalx_ofa", "An affiliation was removed."),
    "pretalx_ofa.affiliation.session": pgettext_lazy(
        "pretalx_ofa", "The affiliations a session is given under were changed."
    ),
    "pretalx_ofa.affiliation.invited": pgettext_lazy(
        "pretalx_ofa", "Where further speakers work was said, or changed."
    ),
    "pretalx_ofa.person.delete": pgettext_lazy(
        "pretalx_ofa", "How a speaker's name is filed, and their ORCID iD, were removed."
    ),
    "pretalx_ofa.person.update": pgettext_lazy(
        "pretalx_ofa", "How a speaker's name is filed, or their ORCID iD, was changed."
    ),
    "pretalx_ofa.affiliation.link": pgettext_lazy(
        "pretalx_ofa", "Words were linked to organisations."
    ),
    "pretalx_ofa.suggestion.accept": pgettext_lazy(
        "pretalx_ofa", "Suggested affiliations were accepted."
    ),
    "pretalx_ofa.suggestion.make": pgettext_lazy(
        "pretalx_ofa", "Words became an organisation of the event's own."
    ),
    "pretalx_ofa.suggestion.dismiss": pgettext_lazy(
        "pretalx_ofa", "Suggested affiliations were dismissed."
    ),
    "pretalx_ofa.organisation.merge": pgettext_lazy(
        "pretalx_ofa", "An organisation was merged into another one."
    ),
    "pretalx_ofa.organisation.differ": pgettext_lazy(
        "pretalx_ofa", "Two organisations that looked alike were told apart."
    ),
    "pretalx_ofa.organisation.confirm": pgettext_lazy(
        "pretalx_ofa", "An organisation that a speaker proposed was accepted."
    ),
    "pretalx_ofa.proposal.answer": pgettext_lazy(
        "pretalx_ofa", "A change in the registry of organisations was decided on."
    ),
}
