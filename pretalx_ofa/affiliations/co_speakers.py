"""Forms in which a submitter says where others of a proposal work, who have to say yes."""

from django import forms

from pretalx_ofa.affiliations import invited
from pretalx_ofa.affiliations.rows import AffiliationRows
from pretalx_ofa.affiliations.section import InvitedSection, fields_of
from pretalx_ofa.clashes.forms import ComparedForm
from pretalx_ofa.clashes.keeping import save


def owner_of(address):
    """What the fields of an invited address begin with."""
    return f"ofa-invited-{address.lower()}"


class CoSpeakersForm(AffiliationRows, ComparedForm, forms.Form):
    """The further speakers of a proposal: invited ones as they were written, speakers without what is
    stored of them, which is theirs."""

    is_own = True

    def __init__(self, data, *, submission, person):
        super().__init__(data)
        self.event, self.person = submission.event, person
        self.section = InvitedSection(submission)
        self.addresses = self.section.stored()
        self.speakers = [
            speaker for speaker in submission.speakers.all() if speaker.user_id != person.pk
        ]
        self.add_made_from()
        for address, names in self.addresses.items():
            self.add_names(owner_of(address), names)
        for speaker in self.speakers:
            self.add_names(_owner_of_speaker(speaker))

    def people(self):
        """[(name or address, whether they are only invited, fields)] for the template."""
        found = [
            (address, True, self.names_context(owner_of(address))) for address in self.addresses
        ]
        return found + [
            (speaker.get_display_name(), False, self.names_context(_owner_of_speaker(speaker)))
            for speaker in self.speakers
        ]

    def save(self):
        """Stores what was written: a :class:`Saved`."""
        for speaker in self.speakers:
            names = self.names_sent(_owner_of_speaker(speaker))
            entries = [fields_of({"organisation": name}) for name in names]
            invited.suggest(speaker, entries, person=self.person)
        posted = {
            address: self.names_sent(owner_of(address))
            for address in self.addresses
            if f"{owner_of(address)}-0" in self.data
        }
        return save(self.section, posted, self.made_from, person=self.person)


def _owner_of_speaker(speaker):
    return f"ofa-speaker-{speaker.code}"
