import hashlib


def fingerprint(text):
    """16 hex digits: a hash of the source text that a translation was made from.

    Line ends do not count: browsers send CRLF, imports LF.
    """
    text = "\n".join(str(text or "").splitlines()).strip()
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def biography_language(spoken, event):
    """The language of the person's sessions (``spoken``) if there is one, else the event's main one:
    pretalx does not store a biography's language.
    """
    languages = set(spoken)
    return languages.pop() if len(languages) == 1 else event.locale
