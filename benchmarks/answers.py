"""Answers as people at Portuguese-language events type them, with their ids, made by rules of form.

Of the registry's own acronyms, names, hosts and cities, the same at every run; the words around them are
general vocabulary. Some name nobody.
"""

import random
import string

from benchmarks.names import plain
from pretalx_ofa.organisations.matching.keys import ACRONYM, WRITTEN, hosts
from pretalx_ofa.organisations.matching.spans import SpanFinder
from pretalx_ofa.organisations.matching.words import significant, words

ROWS, NOBODY = 1200, 0.2
# So many relations make an organisation known.
FAMOUS = 4
COUNTRIES = {"BR": 10, "PT": 6, "AO": 1, "MZ": 1, "CV": 1, "ES": 1, "AR": 1, "CO": 1}
ROLES = (
    "professora da {}", "Professor na {}", "pesquisador do {}", "Doutoranda na {}", "docente da {}",
    "estudante de mestrado na {}", "Investigadora no {}", "Bolseiro de investigação na {}",
    "mestrando - {}", "Coordenadora de projetos da {}", "servidor da {}", "aluno de doutoramento da {}",
    "Profesor de la {}", "investigadora en el {}", "Researcher at {}", "PhD student, {}",
    "Professor of Law at the {}", "Senior Lecturer, {}", "chercheuse à {}", "Professorin an der {}",
    "Wissenschaftler am {}", "Analista de sistemas - {}", "Diretora do {}", "bibliotecário na {}",
)  # fmt: skip
UNITS = (
    "Departamento de Informática da {}", "Faculdade de Direito da {}", "Instituto de Artes - {}",
    "Faculdade de Letras, {}", "Escola de Engenharia da {}", "Departamento de Física, {}",
    "Biblioteca Central da {}", "Centro de Tecnologia - {}", "Facultad de Ciencias, {}",
    "Department of Computer Science, {}", "Reitoria da {}", "Laboratório de Redes da {}",
)  # fmt: skip
PARTS = "FE FM FD IF IME ICB Poli FCM FAU IC IQ FFLCH CCS EAD FACOM DCC FEM ISCA FLUC".split()
JOINED = (" e ", " & ", " / ", "/", " + ", ", ", "; ", " and ")
NONE = (
    "aposentada", "freelancer", "independente", "não se aplica", "nenhuma", "autônomo", "estudante",
    "Professora da rede pública", "consultor independente", "artista", "jornalista", "desempregado",
    "n/a", "-", "pesquisadora independente", "self-employed", "Software Engineer", "cidadã",
    "ativista digital", "voluntário", "ensino médio", "empresa privada", "startup", "ONG local",
    "coletivo", "setor público", "Governo", "Universidade", "rádio comunitária", "advogada",
)  # fmt: skip


def labelled(index):
    """[{text, ror, country?}] as the labelled sets have them."""
    maker = _Maker(index)
    return [maker.row() for _ in range(ROWS)]


class _Maker:
    def __init__(self, index):
        self.index, self.chosen, self.finder = index, random.Random(8), SpanFinder(index)
        records = [index.record(number) for number in range(len(index))]
        self.records = [
            r for r in records if r.status == "active" and r.country in COUNTRIES and r.city
        ]
        self.weights = [
            COUNTRIES[r.country] * (1 + len(r.relations)) * (4 if "education" in r.types else 1)
            for r in self.records
        ]

    def row(self):
        if self.chosen.random() < NOBODY:
            return {"text": self.nobody(), "ror": []}
        while True:
            way = self.chosen.choice(
                (self.acronym, self.acronym, self.with_role, self.with_place, self.with_unit,
                 self.unit_acronym, self.two, self.two, self.name, self.host, self.short_university)
            )  # fmt: skip
            if row := way():
                return row

    def record(self):
        return self.chosen.choices(self.records, self.weights)[0]

    def short(self, record):
        """(an acronym of a record as it may be typed, the country where others have it, too)."""
        own = [n.value for n in record.names if n.kind == "acronym" and n.value.isalnum()]
        own = [value for value in own if len(value) > 2]
        if not own:
            return None, None
        value = self.chosen.choice(own)
        numbers = {
            self.index.name_records[name]
            for kind in (ACRONYM, WRITTEN)
            for name, _short in self.index.names_with_key(kind, [words(value)[0].text])
        }
        others = [self.index.record(n) for n in numbers if self.index.record(n).id != record.id]
        near = [o for o in others if o.country in COUNTRIES and o.status == "active"]
        if any(o.country == record.country for o in near):
            return None, None
        cases = (str, str, str, str.lower, str.lower, str.title)
        return self.chosen.choice(cases)(value), record.country if others else None

    def in_context(self, record, country):
        """Where more is said than letters, the best known one is mostly meant without its country."""
        if country and len(record.relations) > FAMOUS and self.chosen.random() < 0.8:
            return None
        return country

    def long(self, record):
        names = [n.value for n in record.names if n.kind in {"display", "label"} and " " in n.value]
        if not names or not self.is_alone(names[0]):
            return None
        value = self.chosen.choice(names)
        return self.chosen.choice((str, str, plain, lambda text: plain(text).lower()))(value)

    def is_alone(self, value):
        numbers = {
            self.index.name_records[name]
            for name, _short in self.index.names_with_key(WRITTEN, significant(words(value)))
        }
        return len(numbers) == 1

    def one(self):
        """(text, record, country) of an acronym or a name."""
        while True:
            record = self.record()
            if self.chosen.random() < 0.6:
                text, country = self.short(record)
            else:
                text, country = self.long(record), None
            if text:
                return text, record, country

    @staticmethod
    def labels(text, country, *records):
        row = {"text": text, "ror": [record.id for record in records]}
        return row | {"country": country} if country else row

    def acronym(self):
        record = self.record()
        text, country = self.short(record)
        return self.labels(text, country, record) if text else None

    def name(self):
        record = self.record()
        text = self.long(record)
        return self.labels(text, None, record) if text else None

    def with_role(self):
        text, record, country = self.one()
        country = self.in_context(record, country)
        return self.labels(self.chosen.choice(ROLES).format(text), country, record)

    def with_unit(self):
        text, record, country = self.one()
        country = self.in_context(record, country)
        return self.labels(self.chosen.choice(UNITS).format(text), country, record)

    def with_place(self):
        record = self.record()
        text, _country = self.short(record)
        between = self.chosen.choice((" ", " - ", ", ", "/", " (", " campus "))
        city = self.chosen.choice((record.city, record.city.lower(), plain(record.city)))
        end = ")" if between == " (" else ""
        return self.labels(f"{text}{between}{city}{end}", None, record) if text else None

    def unit_acronym(self):
        record = self.record()
        text, country = self.short(record)
        if not text or text.islower() or "education" not in record.types:
            return None
        part, between = self.chosen.choice(PARTS), self.chosen.choice("-//")
        pair = (part, text) if self.chosen.random() < 0.7 else (text, part)
        return self.labels(between.join(pair), self.in_context(record, country), record)

    def two(self):
        (one, first, country), (other, second, another) = self.one(), self.one()
        kin = {identifier for _kind, identifier in first.relations}
        if first.id == second.id or second.id in kin or (country and another):
            return None
        text = self.chosen.choice(JOINED).join((one, other))
        return self.labels(text, country or another, first, second)

    def host(self):
        record = self.record()
        found = hosts(record)
        if not found:
            return None
        form = self.chosen.choice(("{}", "www.{}", "https://www.{}/", "http://{}", "ana@{}"))
        return self.labels(form.format(found[0]), None, record)

    def short_university(self):
        """ "U. Porto", "UMinho"."""
        record = self.record()
        for name in record.names:
            found = words(name.value)
            if len(found) == 3 and found[0].text == "universidade" and self.is_alone(name.value):
                form = self.chosen.choice(("U. {}", "U{}", "Univ. {}", "Uni {}"))
                return self.labels(form.format(found[2].raw), None, record)
        return None

    def nobody(self):
        kind = self.chosen.randrange(5)
        record = self.record()
        if kind == 0:
            return self.chosen.choice(NONE)
        if kind == 1:
            form = self.chosen.choice(("{0}", "{0}/{1}", "{0} - {1}", "{0}, {1}"))
            return form.format(record.city, record.region_code or record.country_name)
        if kind == 2:
            name = "".join(self.chosen.choice(string.ascii_lowercase) for _ in range(8))
            host = self.chosen.choice(("gmail.com", "hotmail.com", "uol.com.br", "outlook.pt"))
            return f"{name}@{host}"
        while True:
            letters = "".join(self.chosen.choice("ABCEFGIMNPRSTU") for _ in range(3))
            text = self.chosen.choice(("UF", "IF", "U", "F", "I")) + letters
            if kind == 4:
                text = text.title() if self.chosen.random() < 0.5 else f"professora da {text}"
            if not self.finder.spans(words(text)):
                return text
