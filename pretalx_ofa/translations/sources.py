import hashlib


def fingerprint(text):
    """16 hex digits that say which source text a translation was made from.

    Line ends do not count: browsers send CRLF, imports LF.
    """
    text = "\n".join(str(text or "").splitlines()).strip()
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def biography_language(spoken, event):
    """pretalx does not know a biography's language: that of the person's sessions, if it is one."""
    languages = set(spoken)
    return languages.pop() if len(languages) == 1 else event.locale
