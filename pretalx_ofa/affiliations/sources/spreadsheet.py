"""A file with a column that says who (speaker code or e-mail) and one that says which organisation."""

from pretalx.person.models import SpeakerProfile

from pretalx_ofa.affiliations.reading.answers import organisations_in
from pretalx_ofa.affiliations.sources.source import Source
from pretalx_ofa.affiliations.suggestions.refreshing import Proposal
from pretalx_ofa.i18n.words import pgettext_noop
from pretalx_ofa.organisations.queries import folded
from pretalx_ofa.tables.rows import Problem, TableError, read_rows

# What columns are called, folded, in the languages of exports that people have.
NAMES = {
    "code": """code; id; speaker; speaker code; speaker id; pretalx id; codigo; codigo do palestrante;
        codigo do orador; palestrante; orador; codigo de ponente; ponente; kennung; identifiant""",
    "email": """e mail; email; mail; e mail address; email address; speaker email; speaker e mail;
        endereco de e mail; correio eletronico; correo; correo electronico; e mail adresse; courriel""",
    "organisation": """organisation; organization; organisations; organizations; affiliation;
        affiliations; institution; company; employer; company affiliation; company organization;
        university; organizacao; organizacoes; instituicao; instituicoes; instituicao ou organizacao;
        afiliacao; afiliacao institucional; filiacao; filiacao institucional; empresa; universidade;
        organizacion; institucion; afiliacion; organisme; entreprise; etablissement; firma;
        einrichtung; hochschule; universitat""",
    "role": """role; position; job title; title; function; cargo; funcao; cargo ou funcao; puesto;
        poste; fonction; funktion; rolle; stelle""",
    "unit": """unit; department; unit or department; faculty; unidade; departamento; faculdade;
        unidade ou departamento; facultad; departement; faculte; abteilung; fakultat""",
}
COLUMNS = {
    name.strip(): column
    for column, names in NAMES.items()
    for name in " ".join(names.split()).split(";")
}
MOST_PROBLEMS = 50
# These make a cell a formula in every program.
FORMULAS = ("=", "＝")
NO_PERSON = pgettext_noop(
    "pretalx_ofa",
    "No column says who it is. One has to be called “code” (the speaker's code in pretalx) or “email”."
    " There are: {columns}.",
)
NO_ORGANISATION = pgettext_noop(
    "pretalx_ofa",
    "No column says which organisation. One has to be called “organisation” or “affiliation”. There"
    " are: {columns}.",
)
TWICE = pgettext_noop("pretalx_ofa", "There are two columns that say “{name}”.")
NOBODY = pgettext_noop("pretalx_ofa", "The row does not say who it is.")
UNKNOWN = pgettext_noop("pretalx_ofa", "Nobody among the speakers of this event is “{value}”.")
TWO_PEOPLE = pgettext_noop("pretalx_ofa", "“{code}” and “{email}” are not the same person.")
FORMULA = pgettext_noop("pretalx_ofa", "This is a formula, no text.")
MORE = pgettext_noop("pretalx_ofa", "There are more problems; mend these first.")


def propose(event, key, data):
    """[:class:`Proposal`] of a file (bytes); ``key`` is its name.

    All or nothing: raises :class:`TableError` with every problem, at most MOST_PROBLEMS.
    """
    headings, *rows = read_rows(data)
    columns = _columns(headings)
    people = _People(event)
    proposals, problems = [], []
    for row in rows:
        cells = {name: _cell(row, place) for name, place in columns.items()}
        found = [row.flaws[place + 1] for place in columns.values() if place + 1 in row.flaws]
        found += [
            Problem(FORMULA, row.number, columns[name] + 1)
            for name, cell in cells.items()
            if cell.startswith(FORMULAS)
        ]
        if not found and cells["organisation"]:
            speaker, found = people.find(row.number, cells, columns)
        if found:
            problems += found
            continue
        role, unit = cells.get("role", ""), cells.get("unit", "")
        proposals += [
            Proposal(speaker=speaker, words=words, key=key, role=role, unit=unit)
            for words in organisations_in(cells["organisation"])
        ]
    if problems:
        more = [Problem(MORE)] if len(problems) > MOST_PROBLEMS else []
        raise TableError(*problems[:MOST_PROBLEMS], *more)
    return proposals


def _columns(headings):
    """{what a column says: its place from 0}."""
    columns, problems = {}, []
    for place, heading in enumerate(headings.cells):
        if name := COLUMNS.get(folded(heading)):
            if name in columns:
                problems.append(Problem(TWICE, headings.number, place + 1, {"name": heading}))
            columns.setdefault(name, place)
    there = ", ".join(filter(None, headings.cells))
    if not {"code", "email"} & columns.keys():
        problems.append(Problem(NO_PERSON, headings.number, 0, {"columns": there}))
    if "organisation" not in columns:
        problems.append(Problem(NO_ORGANISATION, headings.number, 0, {"columns": there}))
    if problems:
        raise TableError(*problems)
    return columns


def _cell(row, place):
    return row.cells[place] if place < len(row.cells) else ""


class _People:
    """The speakers of an event by code and by address, in any case."""

    def __init__(self, event):
        rows = SpeakerProfile.objects.filter(event=event)
        rows = list(rows.values_list("pk", "code", "user__email"))
        self.known = {
            "code": {(code or "").lower(): pk for pk, code, _email in rows},
            "email": {(email or "").lower(): pk for pk, _code, email in rows},
        }

    def find(self, number, cells, columns):
        """(primary key, []) or (None, [:class:`Problem`])."""
        said = {name: cells[name] for name in ("code", "email") if cells.get(name)}
        if not said:
            place = min(columns[name] for name in ("code", "email") if name in columns)
            return None, [Problem(NOBODY, number, place + 1)]
        found = {name: self.known[name].get(value.lower()) for name, value in said.items()}
        problems = [
            Problem(UNKNOWN, number, columns[name] + 1, {"value": said[name]})
            for name, pk in found.items()
            if pk is None
        ]
        if not problems and len(set(found.values())) > 1:
            problems = [Problem(TWO_PEOPLE, number, columns["code"] + 1, said)]
        return (None, problems) if problems else (next(iter(found.values())), [])


SPREADSHEET = Source("file", propose, reads_file=True)
