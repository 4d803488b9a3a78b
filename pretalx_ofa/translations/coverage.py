"""How far a session is translated, as one word."""

from pretalx_ofa.i18n.languages import primary
from pretalx_ofa.translations.sources import fingerprint

STATES = ("original", "approved", "outdated", "draft", "missing")


def coverage(texts, original, translations, language):
    """One of ``STATES`` for a session in a language.

    ``texts`` are the originals, {field: text}; ``translations`` {field: row with ``state`` and
    ``source_hash``} in that language. The weakest field decides: a translated title over a missing
    abstract is a draft.
    """
    if primary(original) == primary(language):
        return "original"
    needed = [name for name, text in texts.items() if text.strip()]
    found = [translations[name] for name in needed if name in translations]
    if not found:
        return "missing"
    if len(found) < len(needed) or any(row.state != "approved" for row in found):
        return "draft"
    if any(translations[name].source_hash != fingerprint(texts[name]) for name in needed):
        return "outdated"
    return "approved"
