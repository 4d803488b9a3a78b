"""Any text makes a book: what typst refuses is bounded, replaced by marks, or printed plain."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pretalx_ofa.exports.fonts import SHIPPED
from pretalx_ofa.exports.formats import typesetting
from pretalx_ofa.exports.formats.bounds import (
    LONGEST_ADDRESS,
    MOST_COLUMNS,
    MOST_DEEP,
    bounded,
    breakable,
    line,
    words_of,
)
from pretalx_ofa.exports.formats.fonts import Trial, clean, clusters_of, marked
from pretalx_ofa.exports.formats.format import MissingCharacters, PrintedPlain, SessionName
from pretalx_ofa.programme import records
from pretalx_ofa.programme.text import Text, Value
from tests.exports.font_files import font_with
from tests.exports.test_formats import BOTH, book, pages, programme, render, session, text

FLAG = "\U0001f3f3\ufe0f\u200d\u26a7\ufe0f"
KEYCAP = "1\ufe0f\u20e3"
GOOD = SessionName(code="GOODXX", title="Good")


def written(document):
    """A text that consists of a document."""
    return Text(original="en", values={"en": Value(text="x", document=document)})


def nested(name, depth):
    node = ["p", "deep"]
    for _ in range(depth):
        node = [name, ["li", node]] if name == "ul" else [name, node]
    return [node]


@pytest.fixture
def prints(monkeypatch):
    """How often a book was printed: a list with an entry for each time."""
    real, found = typesetting.Press.print, []

    def counted(press, content):
        found.append(content)
        return real(press, content)

    monkeypatch.setattr(typesetting.Press, "print", counted)
    return found


# What is known to be refused is never given to typst


@pytest.mark.parametrize(
    "document",
    (
        nested("quote", 20),
        nested("quote", 400),
        nested("ul", 40),
        [["p", ["em", ["strong", *nested("em", 40)[0][1:]]]]],
        [["ol", {"start": 99999999999999999999}, ["li", ["p", "x"]]]],
        [["p", ["a", {"href": "https://example.org/" + "a" * 9_000}, "x"]]],
        [["p", ["a", {"href": ""}, "x"], ["a", {"href": "https://é.org/\u0007 "}, "y"]]],
        [["p", ["del", "x", ["a", {"href": "https://example.org"}, ["del", "y"]]]]],
        [["p", "_" * 50_000]],
        [["p", "a\u00a0" * 25_000]],
        [["p", "x" + "\u0301" * 50_000]],
        [["p", "\U0001f469\u200d" * 20_000]],
        [["p", "\U0001f1e7" * 20_000]],
        [["table", ["tr", *[["td", "x"]] * 5_000]]],
        [["table"], ["ul"], ["p"], ["pre", ""], ["h", {"level": 1}]],
    ),
)
def test_what_is_too_deep_too_long_or_too_wide_is_printed_at_once(prints, document):
    rendered = render(programme(BOTH, session("BADBAD", text("Bad"), written(document))))

    assert pages(rendered.data) >= 4
    assert len(prints) == 1


@pytest.mark.parametrize(
    "words",
    ("\u202e\u0007 x \ufffe", "\u200b", "\u0000", "\ud800", "\u0301", "\ufff9", "\uf8ff", "\U000f0000",
     "_" * 50_000, KEYCAP, f"Queer {FLAG}", "1\u20e3", "x̣̂҉ ก่้ क्‍ष Z͑ͫ̓a҉lgo", "soft\u00adhyphen\u2028\ufeff"),
)  # fmt: skip
def test_any_name_is_printed_at_once_wherever_it_stands(prints, words):
    name = Text(original="en", values={"en": Value(text=words)})
    given = programme(
        session("STRANG", name, name, speakers=[records.Speaking(person="A")]),
        people=[records.Person(code="A", name=words)],
        rooms=[records.Room(id=1, name=name)],
        tracks=[records.Track(id=1, name=name)],
    )
    event = records.Event(
        slug="sym", name=name, timezone="UTC", date_from=given.event.date_from,
        date_to=given.event.date_to,
    )  # fmt: skip

    assert pages(render(programme(*given.sessions, people=given.people, event=event)).data) >= 3
    assert len(prints) == 1


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "a 1_/\u00a0\u00ad\u0301\u200b\u200d\u202e\u20e3\ufe0f\U0001f1e7\U0001f469"
        ),
    ),
    max_size=60,
)
INLINE = st.recursive(
    ANY_TEXT,
    lambda inside: st.one_of(
        st.builds(
            lambda name, child: [name, child], st.sampled_from(["em", "strong", "del"]), inside
        ),
        st.builds(lambda href, child: ["a", {"href": href}, child], ANY_TEXT, inside),
        st.builds(lambda words: ["code", words], ANY_TEXT),
        st.just(["br"]),
    ),
    max_leaves=4,
)
BLOCK = st.recursive(
    st.one_of(
        st.builds(lambda *words: ["p", *words], INLINE, INLINE),
        st.builds(lambda words: ["h", {"level": 2}, words], INLINE),
        st.builds(lambda words: ["pre", words], ANY_TEXT),
        st.just(["hr"]),
        st.lists(st.builds(lambda words: ["td", words], INLINE), max_size=15).map(
            lambda cells: ["table", ["tr", *cells]]
        ),
    ),
    lambda inside: st.one_of(
        st.builds(lambda child: ["quote", child], inside),
        st.builds(lambda child: ["ul", ["li", child]], inside),
        st.builds(lambda n, child: ["ol", {"start": n}, ["li", child]], st.integers(), inside),
    ),
    max_leaves=12,
)


ANY_SESSION = st.tuples(ANY_TEXT, ANY_TEXT, st.lists(BLOCK, max_size=3))


@settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ANY_SESSION, min_size=10, max_size=10))
def test_any_text_makes_a_book(sessions):
    entries, people = [], []
    for n, (title, name, document) in enumerate(sessions):
        people.append(records.Person(code=f"P{n}", name=name))
        speaking = [records.Speaking(person=f"P{n}")]
        entries.append(session(f"S{n}", text(title or "x"), written(document), speakers=speaking))

    rendered = render(programme(*entries, people=people))

    assert pages(rendered.data) >= 3
    assert PrintedPlain not in map(type, rendered.notes)


# Characters


def test_what_no_font_has_becomes_a_mark_and_is_named_with_its_sessions():
    strange = session("STRANG", text(f"Grapes 🍇, {FLAG} and 日本"))
    rendered = render(programme(BOTH, strange))

    named = [SessionName(code="STRANG", title=strange.title.values["en"].text)]
    assert rendered.notes == [
        MissingCharacters(script="Hani", characters=["日", "本"], sessions=named),
        MissingCharacters(script="Zsye", characters=["🍇", FLAG], sessions=named),
    ]


def test_what_is_missing_in_the_events_name_is_named_without_a_session():
    event = records.Event(
        slug="sym", name=text("開"), timezone="UTC", date_from=programme().event.date_from,
        date_to=programme().event.date_to,
    )  # fmt: skip

    assert render(programme(BOTH, event=event)).notes == [
        MissingCharacters(script="Hani", characters=["開"], sessions=[])
    ]


def test_characters_are_tried_as_readers_see_them(tmp_path):
    font_with(tmp_path, "Signs", "\U0001f3f3\u26a7")
    # A letter that every font has, with an accent of the Bassa script that none has.
    strange = "a\U00016af0"
    tried = {KEYCAP, FLAG, strange, "日", "é", "x\u0323\u0302"}

    assert Trial([SHIPPED]).refused(tried) == {FLAG, strange, "日"}
    assert Trial([SHIPPED, tmp_path]).refused(tried) == {strange, "日"}


@pytest.mark.parametrize(
    "words", ("مرحبا بالعالم", "שלום", "नमस्ते", "Ελλάδα", "Việt", "ქართული", "☎ ✓ €")
)
def test_the_books_own_fonts_have_many_scripts_in_every_style(words):
    assert Trial([SHIPPED]).refused(set(clusters_of(words))) == set()


def test_a_letter_stays_where_its_accents_cannot_be_printed():
    refused = {KEYCAP, "日", "\ufff9"}

    assert marked(f"Step {KEYCAP}: 日本\ufff9", refused) == "Step 1▯: ▯本\u200b"


def test_what_turns_the_direction_of_other_words_is_left_out():
    assert clean("a\u202eb\u0000c\u2067d\td\ud800") == "abcd d"


def test_clusters_are_what_readers_see():
    assert clusters_of(f"Ana e\u0301 {FLAG}1 {KEYCAP}\n") == ["e\u0301", FLAG, KEYCAP]


# Fonts that were added


CHINESE = session("HANHAN", text("開放資料"))


def test_a_book_is_readable_where_a_font_is_at_hand(tmp_path):
    font_with(tmp_path, "Squares", "開放資料")
    content = book(programme(CHINESE, BOTH))

    data, notes = typesetting.typeset(content, [SHIPPED, tmp_path], None)

    assert notes == []
    assert b"Squares" in data


def test_of_several_fonts_each_gives_what_it_has(tmp_path):
    font_with(tmp_path, "One", "開放")
    font_with(tmp_path, "Two", "資")

    _data, notes = typesetting.typeset(book(programme(CHINESE)), [SHIPPED, tmp_path], None)

    assert [note.characters for note in notes] == [["料"]]


def test_a_file_that_is_no_font_does_no_harm(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font")

    data, notes = typesetting.typeset(book(programme(BOTH)), [SHIPPED, tmp_path], None)

    assert (pages(data), notes) == (4, [])


# What is refused all the same


def press(monkeypatch, refuses):
    """typst, which from now on refuses what ``refuses(content as text)`` says."""
    real = typesetting.Press.print

    def print_or_refuse(self, content):
        if refuses(repr(content)):
            raise typesetting.RefusedError("the ink is not black enough") from ValueError()
        return real(self, content)

    monkeypatch.setattr(typesetting.Press, "print", print_or_refuse)


SESSIONS = [
    session(f"SESS{n}X", text(f"Session {n}"), written([["p", ["em", f"no {n}"]]]))
    for n in range(7)
]


def faulty_codes(rendered):
    return [note.sessions and [s.code for s in note.sessions] for note in rendered.notes]


@pytest.mark.parametrize("bad", ([3], [0, 6], [1, 2, 5]))
def test_sessions_that_are_refused_are_printed_plain_and_named(monkeypatch, bad):
    press(monkeypatch, lambda content: any(f"['em', 'no {n}']" in content for n in bad))

    rendered = render(programme(*SESSIONS))

    assert pages(rendered.data) >= 3
    assert faulty_codes(rendered) == [[f"SESS{n}X" for n in bad]]


def test_a_book_of_a_thousand_faulty_sessions_is_not_tried_two_thousand_times():
    tried = []

    class Refusing(typesetting.Press):
        def print(self, content):
            tried.append(content)
            if "'em'" in repr(content):
                raise typesetting.RefusedError
            return b"printed"

    sessions = [{"label": f"s{n}", "document": [["p", ["em", "no"]]]} for n in range(1000)]
    content = {"title": "", "days": [{"title": "", "sessions": sessions}], "people": []}

    data, labels = typesetting.printed_plain(content, Refusing([SHIPPED], None))

    assert (data, len(labels)) == (b"printed", 1000)
    assert len(tried) <= typesetting.MOST_TRIALS + 1


def test_a_fault_that_is_in_no_session_makes_all_of_it_plain(monkeypatch):
    press(monkeypatch, lambda content: content.count("'em'") == len(SESSIONS))

    assert render(programme(*SESSIONS)).notes == [PrintedPlain(sessions=[])]


def test_only_plain_text_that_is_refused_is_an_error(monkeypatch):
    press(monkeypatch, lambda content: True)

    with pytest.raises(ValueError, match="not black enough"):
        render(programme(*SESSIONS))


def test_a_panic_below_typst_costs_its_session_its_formatting():
    # A line of more than 65,535 bytes with nothing in it but spaces.
    blank = session("BLANKX", text("Blank"), written([["p", "\u00a0" * 50_000]]))

    rendered = render(programme(BOTH, blank))

    assert pages(rendered.data) >= 3
    assert faulty_codes(rendered) == [["BLANKX"]]


# Bounds


def test_what_is_too_deep_becomes_a_line_with_all_its_words():
    document = bounded(nested("quote", 400))

    depth, node = 0, document[0]
    while node[0] == "quote":
        depth, node = depth + 1, node[1]
    assert (depth, node) == (MOST_DEEP, ["p", "deep"])


def test_a_table_too_wide_for_a_page_becomes_a_line():
    row = ["tr", *[["td", str(n)] for n in range(MOST_COLUMNS + 1)]]

    assert bounded([["table", row]]) == [["p", " ".join(map(str, range(MOST_COLUMNS + 1)))]]


def test_addresses_are_ascii_and_those_that_are_too_long_only_words():
    odd = ["a", {"href": "https://é.org/a b"}, "x"]
    long = ["a", {"href": "https://example.org/" + "a" * LONGEST_ADDRESS}, "y"]

    assert bounded([["p", odd, long]]) == [
        ["p", ["a", {"href": "https://%C3%A9.org/a%20b"}, "x"], "y"]
    ]


def test_a_line_is_cut_and_says_so():
    assert line("x" * 50_000) == "x" * 999 + "…"
    assert line("Title") == "Title"


@pytest.mark.parametrize(
    ("word", "parts"),
    (
        ("https://example.org/a-long-address", ["https://", "example.", "org/", "a-", "long-", "address"]),
        ("_" * 40, ["_" * 18, "_" * 18, "_" * 4]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrtsgesellschaft"]),
        (FLAG * 25, [FLAG * 18, FLAG * 7]),
    ),
)  # fmt: skip
def test_long_words_break_at_their_joints_and_never_inside_a_character(word, parts):
    assert breakable(word).split("\u200b") == parts


def test_words_of_a_node_are_all_there():
    node = ["ul", ["li", ["p", "a", ["em", "b"]]], ["li", ["p", "c", ["br"], "d"]]]

    assert re.sub(r"\s+", " ", words_of(node)) == "ab c d"
