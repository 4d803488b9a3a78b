"""Formats draw a Programme, no database needed."""

import datetime as dt
import io

import pikepdf
import pytest
from pikepdf import Name

from pretalx_ofa.exports.fonts import SHIPPED
from pretalx_ofa.exports.formats import pdf as pdf_format
from pretalx_ofa.exports.registry import FORMATS
from pretalx_ofa.presentation.reading import Reading
from pretalx_ofa.programme import records
from pretalx_ofa.programme.text import Text, Value
from pretalx_ofa.tracks.colour import contrast
from pretalx_ofa.tracks.theme import SHAPES
from tests.presentation.programmes import LINKS

ZONE = dt.timezone(dt.timedelta(hours=-3))


def text(en=None, pt=None, original="en", outdated=False, markdown=False):
    values = {}
    for code, words in (("en", en), ("pt-br", pt)):
        if words:
            values[code] = Value(
                text=words,
                state="original" if code == original else "approved",
                outdated=outdated and code != original,
                document=[["p", words]] if markdown else None,
            )
    return Text(original=original, values=values)


def session(code, title, abstract=None, **fields):
    start = dt.datetime(2025, 11, 18, 16, 20, tzinfo=ZONE)
    defaults = {
        "language": title.original,
        "minutes": 30,
        "track": 1,
        "slots": [records.Slot(start=start, end=start + dt.timedelta(minutes=30), room=1)],
    }
    return records.Session(
        code=code, title=title, abstract=abstract or Text(), **(defaults | fields)
    )


def programme(*sessions, **fields):
    people = [
        records.Person(
            code="A",
            name="Ana Souza",
            affiliations=[
                records.Affiliation(id=1, organisation=1, role=text("Professor", "Professora"))
            ],
        ),
        records.Person(
            code="B", name="Öl Zé", affiliations=[records.Affiliation(id=2, kind="independent")]
        ),
    ]
    defaults = {
        "format": records.FORMAT,
        "event": records.Event(
            slug="sym",
            name=text("Open Symposium", "Simpósio Aberto"),
            timezone="America/Sao_Paulo",
            date_from=dt.date(2025, 11, 18),
            date_to=dt.date(2025, 11, 19),
        ),
        "languages": ["en", "pt-br"],
        "source": "released",
        "version": "1.0",
        "rooms": [records.Room(id=1, name=text("Main Room", "Sala principal"))],
        "tracks": [records.Track(id=1, name=text("AI", "IA"), color="#6a1b9a", code="AI")],
        "organisations": [
            records.Organisation(id=1, name=text("Fable University", "Universidade da Fábula"))
        ],
        "people": people,
        "sessions": list(sessions),
    }
    return records.Programme(**(defaults | fields))


BOTH = session("BOTHXX", text("Open models", "Modelos abertos"), text("Text.", "Texto.", markdown=True),
               speakers=[records.Speaking(person="A", affiliations=[1])])  # fmt: skip
ENGLISH = session("ENGLSH", text("English only"), text("Words.", markdown=True),
                  speakers=[records.Speaking(person="B", affiliations=[2])])  # fmt: skip
SPANISH = session(
    "SPANSH",
    Text(
        original="es",
        values={"es": Value(text="Nubes"), "en": Value(text="Clouds", state="approved")},
    ),
    language="es",
)


def render(given, languages=("en", "pt-br"), name="programme.pdf"):
    return FORMATS[name].render(given, languages, {}, LINKS, None, [SHIPPED])


def book(given, languages=("en", "pt-br")):
    return pdf_format.book(Reading(given, languages, LINKS))


def pages(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def test_json_is_the_record_itself():
    data = render(programme(BOTH), (), "programme.json").data

    assert records.from_json(data) == programme(BOTH)


def test_each_side_of_the_book_is_in_its_language():
    columns = book(programme(BOTH))["days"][0]["sessions"][0]["columns"]

    assert [c["title"]["text"] for c in columns] == ["Open models", "Modelos abertos"]
    assert [(c["title"]["lang"], c["title"]["region"]) for c in columns] == [
        ("en", ""),
        ("pt", "BR"),
    ]
    assert [[part["text"] for part in c["speakers"][0]["affiliations"][0]] for c in columns] == [
        ["Professor", "Fable University"],
        ["Professora", "Universidade da Fábula"],
    ]


def test_a_missing_language_is_marked_and_nothing_is_repeated():
    english, portuguese = book(programme(ENGLISH))["days"][0]["sessions"][0]["columns"]

    assert english["marks"] == []
    assert portuguese["title"] is None
    assert portuguese["abstract"] is None
    assert [mark["text"] for mark in portuguese["marks"]] == ["Disponível apenas em inglês"]


def test_an_outdated_translation_is_marked():
    old = session("QLDXXX", text("New", "Antigo", outdated=True))
    portuguese = book(programme(old))["days"][0]["sessions"][0]["columns"][1]

    assert [mark["text"] for mark in portuguese["marks"]] == [
        "O original mudou desde esta tradução"
    ]


def test_an_original_in_a_third_language_stands_below():
    entry = book(programme(SPANISH))["days"][0]["sessions"][0]

    assert entry["columns"][0]["title"]["text"] == "Clouds"
    assert [mark["text"] for mark in entry["columns"][1]["marks"]] == [
        "Disponível apenas em espanhol e inglês"
    ]
    assert entry["original"]["title"] == {"lang": "es", "region": "", "rtl": False, "text": "Nubes"}


def printed(runs):
    return [[part["text"] for part in run] for run in runs]


def test_a_session_over_midnight_says_the_day_of_its_end():
    start = dt.datetime(2025, 11, 18, 23, 0, tzinfo=ZONE)
    late = session(
        "LATEXX",
        text("Late"),
        slots=[records.Slot(start=start, end=start + dt.timedelta(hours=2), room=1)],
    )
    english, portuguese = book(programme(late))["days"][0]["sessions"][0]["where"]

    assert printed(english["times"]) == [["23:00–Wed 19 Nov 01:00", "Main Room"]]
    assert printed(portuguese["times"]) == [["23:00–qua., 19 de nov. 01:00", "Sala principal"]]


def test_a_session_says_where_it_is_its_track_and_the_language_it_is_held_in():
    english, portuguese = book(programme(BOTH))["days"][0]["sessions"][0]["where"]

    assert [printed(english["times"]), printed([english["track"], english["held_in"]])] == [
        [["16:20–16:50", "Main Room"]],
        [["AI"], ["In English"]],
    ]
    assert printed([portuguese["track"], portuguese["held_in"]]) == [["IA"], ["Em inglês"]]


@pytest.mark.parametrize(
    ("sessions", "said"), (((ENGLISH,), []), ((ENGLISH, SPANISH), ["In English"]))
)
def test_a_book_in_one_language_says_it_where_sessions_are_held_in_several(sessions, said):
    content = book(programme(*sessions, languages=["en"]), ("en",))

    where = content["days"][0]["sessions"][0]["where"][0]
    assert [part["text"] for part in where["held_in"]] == said


def test_a_track_has_its_code_its_shape_and_colours_that_can_be_read():
    white = [records.Track(id=1, name=text("AI"), color="#ffffff", code="AI", shape="star")]
    look = book(programme(BOTH, tracks=white))["days"][0]["sessions"][0]["track"]

    assert (look["code"], look["shape"]) == ("AI", "star")
    assert contrast(look["mark"], "#ffffff") >= 3
    assert contrast(look["mark"], look["tint"]) >= 3
    assert contrast(look["ink"], look["tint"]) >= 7


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_drawn(shape):
    tracks = [records.Track(id=1, name=text("AI"), code="AI", shape=shape)]

    assert pages(render(programme(BOTH, tracks=tracks)).data) >= 3


def test_a_description_stands_below_its_abstract_unless_it_repeats_it():
    abstract = text("Words.", "Palavras.", markdown=True)
    more = session("MQREXX", text("More"), abstract, description=text("Many more.", markdown=True))
    same = session("SAMEXX", text("Same"), abstract, description=abstract)
    first, second = book(programme(more, same))["days"][0]["sessions"]

    assert [column["description"] for column in second["columns"]] == [None, None]
    english, portuguese = first["columns"]
    assert english["description"]["document"] == [["p", "Many more."]]
    assert portuguese["description"] is None


def test_a_book_lists_a_person_with_two_sessions_once_and_leads_home():
    again = session("AGAINX", text("Again"), speakers=BOTH.speakers)
    content = book(programme(BOTH, again))

    assert content["people"] == [
        {"name": "Souza, Ana", "pages": ["session-BOTHXX", "session-AGAINX"]}
    ]
    assert content["address"] == "https://x/p/ofa/"


def test_an_original_that_neither_language_has_is_printed_all_the_same():
    only = session("NUBESX", Text(original="es", values={"es": Value(text="Nubes")}), language="es")

    rendered = render(programme(only))

    assert (pages(rendered.data), rendered.notes) == (3, [])


def test_logistics_are_left_out_and_people_sorted_without_accents():
    coffee = session("CQFFEE", text("Coffee"), logistics=True)
    content = book(programme(ENGLISH, BOTH, coffee))

    assert [s["label"] for s in content["days"][0]["sessions"]] == [
        "session-ENGLSH",
        "session-BOTHXX",
    ]
    assert [person["name"] for person in content["people"]] == ["Souza, Ana", "Zé, Öl"]


def test_accepted_proposals_stand_under_not_scheduled_yet_and_are_marked_as_a_draft():
    draft = programme(session("NQTIME", text("Later"), slots=[]), source="accepted", version="")
    content = book(draft)

    assert content["days"][0]["title"][0]["text"] == "Not scheduled yet"
    assert content["draft"][0]["text"] == "Draft, not for publication"


@pytest.fixture(scope="module")
def pdf():
    data = render(programme(BOTH, ENGLISH, SPANISH)).data
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def test_pdf_is_tagged_ua_1_with_title_language_and_outline(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    metadata = pdf.open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert metadata["pdfaid:part"] == "2"
    with pdf.open_outline() as outline:
        days = [item.title for item in outline.root]
        titles = [item.title for item in outline.root[0].children]
    assert days[0].startswith("Tuesday, 18 November 2025")
    assert titles == ["Open models", "English only", "Clouds"]


def structure_languages(node, found):
    if isinstance(node, pikepdf.Array):
        for child in node:
            structure_languages(child, found)
    elif isinstance(node, pikepdf.Dictionary):
        if Name.Lang in node:
            found.add(str(node.Lang))
        if Name.K in node:
            structure_languages(node.K, found)
    return found


def test_pdf_says_the_language_of_its_parts(pdf):
    content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    found = structure_languages(pdf.Root.StructTreeRoot.K, set())

    assert "pt-BR" in found or b"(pt-BR)" in content
    assert "es" in found or b"(es)" in content


def test_the_same_programme_gives_the_same_bytes():
    assert render(programme(BOTH)) == render(programme(BOTH))


@pytest.mark.parametrize(
    "words",
    ("#set page(width: 1cm)", "$x$ *a* _b_ `c` <d> @e // f", "\\u{41}", "]#panic()[", "a" * 3000, "\u202eRTL"),
)  # fmt: skip
def test_words_are_never_read_as_markup(words):
    entry = session(
        "MARKUP",
        text(words),
        Text(original="en", values={"en": Value(text=words, document=[["p", words]])}),
    )

    assert pages(render(programme(entry)).data) >= 3


def test_every_node_of_the_tree_is_drawn():
    document = [
        ["h", {"level": 2}, "Head"],
        ["p", "a", ["br"], ["em", "b"], ["strong", "c"], ["del", "d"], ["code", "e"],
         ["a", {"href": "https://example.org"}, "f"]],
        ["ul", ["li", ["p", "g"], ["ol", {"start": 3}, ["li", ["p", "h"]]]]],
        ["quote", ["p", "i"]],
        ["pre", "j"],
        ["hr"],
        ["table", ["tr", ["th", "k"], ["th", "l"]], ["tr", ["td", "m"]]],
    ]  # fmt: skip
    entry = session(
        "DOCUXX",
        text("Document"),
        Text(original="en", values={"en": Value(text="x", document=document)}),
    )

    assert pages(render(programme(entry)).data) >= 3


def test_an_event_with_one_language_has_a_book_in_one_column():
    single = programme(ENGLISH, languages=["en"])

    assert pages(render(single, ("en",)).data) >= 3


def test_each_language_is_a_file_of_its_own_and_two_stand_side_by_side():
    assert FORMATS["programme.pdf"].modes(["en", "pt-br"]) == [("en", "pt-br"), ("en",), ("pt-br",)]


def test_a_session_without_a_title_is_called_by_its_code():
    content = book(programme(session("NQNAME", text("\u0000 "))))

    entry = content["days"][0]["sessions"][0]
    assert (entry["name"], entry["columns"][0]["title"]["text"]) == ("NQNAME", "NQNAME")
