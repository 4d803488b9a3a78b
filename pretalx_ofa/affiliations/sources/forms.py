from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext, pgettext_lazy

from pretalx_ofa.affiliations.sources import spreadsheet
from pretalx_ofa.affiliations.sources.finding import offered
from pretalx_ofa.i18n.characters import cleaned
from pretalx_ofa.tables.limits import FILE_BYTES
from pretalx_ofa.tables.rows import TableError, column_letters

# From here on texts are chosen without being asked for.
LIKELY = 0.5
LONGEST_NAME = 200


class SourcesForm(forms.Form):
    """Which texts are read: what somebody may choose, and a file.

    Once it is valid, ``chosen`` are [[source, key]] and ``rows`` the file's proposals as lists.
    """

    texts = forms.MultipleChoiceField(required=False)
    file = forms.FileField(
        required=False,
        label=pgettext_lazy("pretalx_ofa", "A spreadsheet"),
        help_text=pgettext_lazy(
            "pretalx_ofa",
            "CSV, XLSX or ODS with a column “code” or “email” for the speaker and a column"
            " “organisation”; “role” and “unit” are read, too.",
        ),
    )

    def __init__(self, *args, event, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.offered = {
            f"{name}-{choice.key}": (name, choice) for name, choice in offered(event, user)
        }
        likely = [value for value, (_n, choice) in self.offered.items() if choice.likely >= LIKELY]
        self.fields["texts"].choices = [
            (value, choice.label) for value, (_name, choice) in self.offered.items()
        ]
        # Where no question looks right everything does.
        self.fields["texts"].initial = likely or list(self.offered)

    def choices(self):
        """[(value, :class:`Choice`, whether it is ticked)]."""
        ticked = self["texts"].value() or []
        return [(v, choice, v in ticked) for v, (_name, choice) in self.offered.items()]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return []
        name = cleaned(file.name)[-LONGEST_NAME:]
        try:
            # One byte more than may be read is refused there.
            return spreadsheet.propose(self.event, name, file.read(FILE_BYTES + 1))
        except TableError as error:
            raise ValidationError([sentence(problem) for problem in error.problems]) from None

    def clean(self):
        data = super().clean()
        if not self.errors and not data["texts"] and not data["file"]:
            raise ValidationError(
                pgettext("pretalx_ofa", "Choose what is to be read, or a file with rows in it.")
            )
        return data

    @property
    def chosen(self):
        found = [self.offered[value] for value in self.cleaned_data["texts"]]
        return [[name, choice.key] for name, choice in found]

    @property
    def rows(self):
        return [list(proposal) for proposal in self.cleaned_data["file"]]


def sentence(problem):
    """A :class:`Problem` in the reader's language, with its place."""
    text = pgettext("pretalx_ofa", problem.message).format(**problem.values)
    if problem.column:
        place = pgettext("pretalx_ofa", "Row {row}, column {column}: {text}")
    elif problem.row:
        place = pgettext("pretalx_ofa", "Row {row}: {text}")
    else:
        return text
    return place.format(row=problem.row, column=column_letters(problem.column), text=text)
