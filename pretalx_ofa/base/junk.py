"""Words that people type because a form asks and that name nothing: "N/A", "-", "nenhuma".

They are kept as they were typed and never become public. Nothing is guessed: junk is a text without a
letter in any script, or one that consists of the words below and of nothing else, so "None of Your
Business" and "Nil Software" are names. A number has no letters; an organisation of that name is
public once it is linked to a record of its own.
"""

import unicodedata

# The one organisation without a letter that speaks at conferences under its typed name (42.fr).
NAMES = {"42"}
# One of these has to be there: they say that there is nothing.
NOTHING = set(
    """na nan nil nill null none no non not nope nothing nowhere unknown undefined unspecified
    unaffiliated without dont doesnt havent isnt cannot tbd tba
    nenhum nenhuma nada nao sem desconhecido desconhecida
    ninguno ninguna ningun nadie sin desconocido desconocida
    kein keine keiner keines nichts nix ohne unbekannt entfallt
    aucun aucune rien sans neant nai inconnu inconnue
    nessuno nessuna niente senza geen niets onbekend ingen inget ingenting ingen brak zadna
    zadny nincs nema niciuna xx xxx нет нема немає няма אין κανενα κανενας 无 無 没有 なし 無し 尚無 尚无 暫無 暂无 特になし 없음 해당없음 yok khong""".split()
)
# These add nothing to them: "I don't have one", "não se aplica", "keine Organisation".
BESIDE = set(
    """the i we do does did have has one any a an at all am is are it that this to for of yet now
    currently moment present still apply applies applicable available given provided specified say
    affiliation affiliations affiliated organisation organization org company employer institution
    eu nos se aplica aplicavel tenho temos possuo ha informar informado informada
    afiliacao filiacao organizacao instituicao empresa vinculo vinculos institucional profissional
    empregaticio nenhum momento no ainda estou qualquer ou
    yo tengo tenemos hay aplicable afiliacion organizacion institucion por ahora actualmente
    ich wir habe haben zutreffend angabe angaben vorhanden verfugbar firma
    zugehorigkeit derzeit momentan aktuell
    je pas de d objet organisme entreprise institution daffiliation actuellement moment le la
    applicabile disponibile van toepassing""".split()
)
# Abbreviations, which are words of their own where nothing stands between their letters.
SHORT = {"n a", "n d", "s n", "k a", "n v t", "n z"}
APOSTROPHES = str.maketrans("", "", "'’`´")


def is_junk(text):
    """Whether a text names nothing; so does an empty one."""
    words = _words(str(text))
    if " ".join(words) in NAMES:
        return False
    if " ".join(words) in SHORT or not any(char.isalpha() for word in words for char in word):
        return True
    return any(word in NOTHING for word in words) and all(
        word in NOTHING or word in BESIDE for word in words
    )


def without_junk(value):
    """A text, or {language: text} without those that name nothing; "" where none is left."""
    if not isinstance(value, dict):
        return "" if is_junk(value or "") else value
    return {code: text for code, text in value.items() if not is_junk(text or "")} or ""


def _words(text):
    """Words without case, accents and what stands between them."""
    text = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    # Hangul is decomposed too, and put together again.
    text = unicodedata.normalize("NFC", text)
    return "".join(char if char.isalnum() else " " for char in text).split()
