"""What people type because a form asks is told from the names of organisations."""

import pytest

from pretalx_ofa.base.junk import is_junk, without_junk


@pytest.mark.parametrize(
    "text",
    (
        "", " ", "-", "—", "...", "?", "'-'", "🌍", "123", "2025", "0",
        "N/A", "n/a", "n.a.", "N. A.", "NA", "null", "NULL", "None", "none.", "(none)", "nil", "Nill",
        "I don't have one.", "I don’t have one", "No affiliation", "not applicable", "Does not apply",
        "Nenhuma", "nenhum", "não se aplica", "Nao se aplica.", "Sem", "sem afiliação", "Não tenho",
        "ninguna", "No aplica", "sin organización", "no tengo",
        "keine", "Keine Angabe", "k.A.", "ohne", "aucune", "Sans objet", "je n’ai pas",
        "nessuna", "geen", "нет", "немає", "無", "尚無", "なし", "없음", "sem vínculo", "no company", "xxx",
        "None at the moment", "nenhum no momento", "ainda não", "ninguna por ahora", "keine Zugehörigkeit",
    ),
)  # fmt: skip
def test_what_names_nothing(text):
    assert is_junk(text)


@pytest.mark.parametrize(
    "text",
    (
        "None of Your Business (noyb)", "Nil Software", "X", "3M", "42", "ΑΒΓ", "研究所", "無印良品",
        "Nada Surf", "Sem Fronteiras", "Médicos sem Fronteiras", "Sans Institute", "NOVA", "NAV",
        "ONG", "Não Lugar", "Keine Eile e.V.", "Null Island", "معهد", "IT", "We", "1&1 Versatel", "O2",
        "Independente", "KA", "ND", "Affiliation",
    ),
)  # fmt: skip
def test_names_stay(text):
    assert not is_junk(text)


def test_of_a_text_in_several_languages_the_others_stay():
    assert without_junk({"en": "N/A", "pt-br": "Diretora"}) == {"pt-br": "Diretora"}
    assert without_junk({"en": "N/A", "pt-br": "-"}) == ""
    assert without_junk("Director") == "Director"
    assert without_junk("null") == without_junk(None) == ""
