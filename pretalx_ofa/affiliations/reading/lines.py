"""A sentence in its language, asked word by word."""

from pretalx_ofa.affiliations.reading.words import SMALL


class Line:
    """Tokens are named by their index; what lies outside is no word, and an empty one."""

    def __init__(self, sentence, language):
        self.tokens = sentence.tokens
        self.text = sentence.text
        self.language = language
        self.small = SMALL[language.code]
        self.closing = _closing(self.tokens)
        self.opening = {closed: opened for opened, closed in self.closing.items()}
        # What was read at a token, by what reads it: it is asked again and again for the same ones.
        self.roles = {}
        # A sentence in capitals: they do not tell an acronym.
        self._shouting = all(not char.islower() for token in self.tokens for char in token.text)

    def __len__(self):
        return len(self.tokens)

    def token(self, at):
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def word(self, at):
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def words(self, first, end):
        return [token.word for token in self.tokens[first:end] if token.is_word]

    def written(self, first, end):
        """The text from one token to another, which is not included."""
        tokens = self.tokens[first:end]
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""

    def relation(self, at):
        """What a preposition says; None of any other word."""
        token = self.token(at)
        if not token:
            return None
        if token.text == "@":
            # None in an address.
            glued = at and self.tokens[at - 1].end == token.start
            return None if glued else self.language.relations.get("@")
        # "MIT" is no German preposition.
        acronym = len(token.text) > 1 and token.text.isupper() and not self._shouting
        return None if acronym else self.language.relations.get(token.word)

    def is_and(self, at):
        return self.word(at) in self.language.ands

    def is_article(self, at):
        return self.word(at) in self.language.articles

    def behind_articles(self, at):
        while self.is_article(at):
            at += 1
        return at

    def before_articles(self, at):
        """The token before a word and its articles; -1 where none is."""
        at -= 1
        while at >= 0 and self.is_article(at):
            at -= 1
        return at

    def ends_at(self, at):
        """Whether no further noun stands there: a mark, a small word, or nothing."""
        token = self.token(at)
        return not token or not token.is_word or token.word in self.language.stops

    def is_closed(self, at):
        """Whether a mark stands there, or nothing."""
        token = self.token(at)
        return not token or not token.is_word


def _closing(tokens):
    """Where each parenthesis that opens is closed; those that are not are missing."""
    opened, closing = [], {}
    for at, token in enumerate(tokens):
        if token.text in ("(", "["):
            opened.append(at)
        elif token.text in (")", "]") and opened:
            closing[opened.pop()] = at
    return closing
