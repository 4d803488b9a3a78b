"""The interface is complete in both Portuguese variants, in our own words."""

import re

import pytest

from tools.messages import LANGUAGES, collect, is_translated, load


@pytest.fixture(scope="module")
def messages():
    return {(m.context, m.id): m for m in collect() if m.id}


def test_every_message_has_our_context(messages):
    assert {context for context, _id in messages} == {"pretalx_ofa"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(messages, language):
    translated = {(m.context, m.id) for m in load(language) if m.id and is_translated(m)}

    assert set(messages) - translated == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language):
    def placeholders(text):
        return set(re.findall(r"%\(\w+\)s|\{\w*\}", text))

    for message in load(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        allowed = set().union(*map(placeholders, ids))
        for string in strings:
            assert placeholders(string) <= allowed, string
        assert placeholders(strings[-1]) == placeholders(ids[-1]), strings[-1]


def test_the_two_variants_use_their_own_words():
    # "Arquivo" is a file in Brazil, and in both countries what keeps old documents.
    texts = [
        " ".join(str(m.string) for m in load(code) if "Archive" not in m.id)
        for code in ("pt_BR", "pt_PT")
    ]
    brazil, portugal = texts

    for word in ("Trilha", "Configurações", "Arquivo"):
        assert word.casefold() in brazil.casefold()
        assert word.casefold() not in portugal.casefold()
    for word in ("Área temática", "Definições", "Ficheiro"):
        assert word.casefold() in portugal.casefold()
        assert word.casefold() not in brazil.casefold()
    assert "Acompanhar" not in portugal, "pretalx's own catalogue takes the noun for a verb"
