"""What stands before and behind a span: whether its words end there or belong to something longer."""

from pretalx_ofa.organisations.matching.features import Feature
from pretalx_ofa.organisations.matching.spans import SHORT_ANSWER
from pretalx_ofa.organisations.matching.vocabulary import (
    AND,
    BODIES,
    FORMS,
    PARTICLES,
    ROLES,
    UNITS,
    WHOLES,
)
from pretalx_ofa.organisations.matching.words import COMMA, HYPHEN, NUMERALS, closes, opens

# So far before a name its role or unit begins, and so far behind it its unit, in words.
ROLE, UNIT = 7, 4


class SpanContext:
    """The words of a string around the names in it: all :class:`Span` and those that are surely a
    name, whoever's."""

    def __init__(self, found, spans, surely, location):
        self.found, self.location = found, location
        self.begins, self.ends = {span.start for span in surely}, {span.end for span in surely}
        # Beside the "and" of a short answer, what may be a name is one.
        self.may_begin, self.may_end = self.begins, self.ends
        if len(found) <= SHORT_ANSWER:
            self.may_begin, self.may_end = {s.start for s in spans}, {s.end for s in spans}
        # Capitals say nothing in a string of capitals.
        self.is_loud = not any(word.raw[1:].islower() for word in found)
        self.parts = [0]
        for n in range(1, len(found)):
            self.parts.append(self.parts[-1] + self._parts_names(n))

    def _parts_names(self, n):
        """Whether another part of the string begins at a word: after a comma, or an "and" of two."""
        is_joined = self.found[n - 1].text in AND and n - 1 in self.may_end and n in self.may_begin
        return self.found[n].gap >= COMMA or is_joined

    def is_alone(self, span):
        """Whether a span is all of a part of a short answer, but for an "and" behind it."""
        if len(self.found) > SHORT_ANSWER:
            return False
        part = self.parts[span.start]
        rest = self.found[span.end :]
        others = [word for word, p in zip(rest, self.parts[span.end :], strict=True) if p == part]
        is_first = span.start == 0 or self.parts[span.start - 1] < part
        return is_first and all(word.text in AND for word in others)

    def left(self, start):
        """What stands before a word, as one of the features LEFT_*."""
        found = self.found
        if start == 0 or found[start].gap >= COMMA:
            return Feature.LEFT_FREE
        before = found[start - 1]
        if before.text in AND and start - 1 in self.may_end:
            return Feature.LEFT_FREE
        if role := self._role(start):
            return role
        if found[start].gap == HYPHEN:
            return Feature.LEFT_HYPHEN
        if before.text in PARTICLES:
            if start > 1 and found[start - 2].canonical in WHOLES and before.gap < COMMA:
                # "University of Ulsan College of Medicine" is not Ulsan College's.
                return Feature.LEFT_BODY
            return Feature.LEFT_PARTICLE_FREE if opens(found, start - 1) else Feature.LEFT_PARTICLE
        if self._is_known_beside(start, before):
            return Feature.LEFT_KNOWN
        if self.location.places.is_place(before.text):
            return Feature.LEFT_PLACE
        is_kind = found[start].canonical in FORMS
        return Feature.LEFT_WORD_KIND if is_kind else Feature.LEFT_WORD

    def _role(self, start):
        """ "professora da", "Researcher at", "Departamento de Informática da"."""
        found, n = self.found, start - 1
        is_joined = found[n].text in PARTICLES
        for n in range(start - 1, max(-1, start - 1 - ROLE), -1):
            if found[n].text in ROLES and (is_joined or n == start - 1):
                return Feature.LEFT_ROLE
            if found[n].canonical in UNITS and is_joined:
                return Feature.LEFT_UNIT
            if found[n].gap >= COMMA or found[n].text in AND or n in self.ends:
                return None
        return None

    def _is_known_beside(self, start, before):
        """Another name, an abbreviation, a unit or a word of a kind ends where a span starts."""
        if start in self.ends or before.canonical in FORMS:
            return True
        first = self.parts.index(self.parts[start])
        is_short = before.raw.isupper() and not self.is_loud
        return is_short or self.found[first].canonical in UNITS

    def right(self, end, record):
        """What stands behind the span of a record, as one of the features RIGHT_*."""
        found = self.found
        if closes(found, end):
            return Feature.RIGHT_FREE
        if found[end].text in AND and end + 1 < len(found) and self._begins_another(end + 1):
            return Feature.RIGHT_FREE
        if end in self.begins:
            return Feature.RIGHT_NAME
        if self._unit_follows(end):
            return Feature.RIGHT_UNIT
        return self._kind_behind(end) or self._place_behind(end, record) or self._word_behind(end)

    def _kind_behind(self, end):
        """What makes another organisation of a name: "X University" is not X University Hospital,
        "Université de Paris-XII" is not that of Paris."""
        after = self.found[end]
        if after.canonical == "hospital":
            return Feature.RIGHT_HOSPITAL
        if after.canonical in BODIES:
            return Feature.RIGHT_BODY
        is_number = after.text in NUMERALS or (after.text.isdigit() and after.gap == HYPHEN)
        return Feature.RIGHT_NUMBER if is_number else None

    def _place_behind(self, end, record):
        """ "USP São Carlos", "Instituto Politécnico de Tomar"."""
        location = self.location
        if self.found[end].text in PARTICLES:
            return Feature.RIGHT_OWN_PLACE if location.is_of(end + 1, record) else None
        if location.is_in(end, record):
            return Feature.RIGHT_OWN_PLACE
        return Feature.RIGHT_PLACE if end in location.starts else None

    def _word_behind(self, end):
        after = self.found[end]
        if after.gap == HYPHEN:
            return Feature.RIGHT_HYPHEN
        if after.text in PARTICLES:
            return Feature.RIGHT_AND if after.text in AND else Feature.RIGHT_PARTICLE
        is_short = after.raw.isupper() and not self.is_loud
        if is_short or after.text.isdigit() or after.canonical in FORMS:
            return Feature.RIGHT_KNOWN
        return Feature.RIGHT_WORD

    def is_spelt_out(self, start):
        """Whether an acronym is the first letters of the words before it."""
        letters = self.found[start].text
        for particles in (PARTICLES, ()):
            before = [w.text[0] for w in self.found[:start] if w.text not in particles]
            if "".join(before[-len(letters) :]) == letters:
                return True
        return False

    def _begins_another(self, start):
        """Whether a name or somebody's role begins at a word."""
        return start in self.may_begin or self.found[start].text in ROLES

    def _unit_follows(self, end):
        """ "… Larner College of Medicine": the rest of the part is a unit with a name of its own."""
        for word in self.found[end : end + UNIT]:
            if word.gap > HYPHEN:
                return False
            if word.canonical in UNITS or word.canonical == "college":
                return True
        return False
