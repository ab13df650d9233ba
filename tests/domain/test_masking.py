import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain.masking import Names
from live.domain.people import Name

ADA = Name("Ada Lovelace", "Analytical Engines Ltd")
JOSE = Name("José Núñez-Ortega", "Red de Derechos")
AHMAD = Name("أحمد الخطيب", "شبكة الحقوق")
LI = Name("李伟", "网络安全协会")
NAMES = Names([ADA, JOSE, AHMAD, LI])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Thank you, Ada Lovelace.", "Thank you, […]."),
        ("thank you, ADA  LOVELACE", "thank you, […]"),
        ("Ms. Lovelace's point", "Ms. […]'s point"),
        ("as Ada said", "as […] said"),
        ("of Analytical Engines Ltd, in London", "of […], in London"),
        ("analytical engines are good", "analytical engines are good"),
        ("Jose Nunez-Ortega spoke", "[…] spoke"),
        ("Señora Ortega", "Señora […]"),
        ("adaptation and lovelaces", "adaptation and lovelaces"),
        ("قال أحمد الخطيب ذلك", "قال […] ذلك"),
        ("شكرا لأحمد", "شكرا […]"),
        ("李伟先生说", "[…]先生说"),
        ("来自网络安全协会的代表", "来自[…]的代表"),
        ("nobody", "nobody"),
    ],
)
def test_names_are_found_in_a_text(text: str, masked: str) -> None:
    assert NAMES.masked(text, "[…]") == masked


def test_a_common_word_is_no_name_unless_it_is_written_as_one() -> None:
    will = Names([Name("Will May")])
    assert will.masked("They will come in may.", "X") == "They will come in may."
    assert will.masked("Then Will spoke.", "X") == "Then X spoke."


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        (Name("Ada LOVELACE"), "Ms Lovelace", "Ms […]"),
        (Name("ada lovelace"), "Ada, and Lovelace, and ada", "[…], and […], and […]"),
        (Name("", "Greenpeace"), "of GREENPEACE", "of […]"),
        (Name("김민수"), "김민수는 동의했다", "[…]는 동의했다"),
        (Name("王伟杰 (Wang Weijie)"), "王伟杰说; Ms Wang", "[…]说; Ms […]"),
    ],
)
def test_names_are_found_however_they_were_given(name: Name, text: str, masked: str) -> None:
    assert Names([name]).masked(text, "[…]") == masked


def test_organisations_can_be_left_as_they_are() -> None:
    persons = Names([ADA], organisations=False)
    assert persons.masked("Ada of Analytical Engines Ltd", "X") == "X of Analytical Engines Ltd"


def test_no_names_change_nothing() -> None:
    assert Names([Name("")]).masked("Ada", "X") == "Ada"


def test_names_of_two_letters_are_found_as_they_are_written() -> None:
    short = Names([Name("Bo"), Name("Li Wei"), Name("So An")])
    assert short.masked("Mr Li and Bo spoke; so did an expert.", "X") == (
        "Mr X and X spoke; so did an expert."
    )
    assert short.masked("So it was. An expert spoke.", "X") == "So it was. An expert spoke."


def test_names_are_found_without_what_links_their_parts() -> None:
    linked = Names([Name("Sean O'Brien"), Name("Jean-Luc Picard")])
    assert linked.masked("OBrien and JeanLuc", "X") == "X and X"


@pytest.mark.parametrize("word", ["Иванову", "Ивановой", "Ольге", "ИВАНОВА", "Иванов"])
def test_names_in_cyrillic_are_found_in_every_case(word: str) -> None:
    assert Names([Name("Ольга Иванова")]).masked(f"для {word}.", "X") == "для X."


def test_a_longer_word_in_cyrillic_is_no_name() -> None:
    assert Names([Name("Ян Ким")]).spans("кимоно и янтарь") == []


def test_what_others_are_called_as_well_is_spared() -> None:
    ada = Names([Name("Ada Brown")], spared=[Name("Bo Brown")])
    assert ada.masked("Ada Brown, Ada and Brown", "X") == "X, X and Brown"


def test_titles_of_people_are_no_names() -> None:
    assert Names([Name("Professor Ada")]).masked("the Professor left", "X") == "the Professor left"


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(words, words)
def test_a_name_never_stays_in_a_text(before: str, after: str) -> None:
    masked = NAMES.masked(f"{before} Ada Lovelace {after}", "[…]")
    assert "Ada Lovelace" not in masked


@given(words)
def test_what_is_masked_has_nothing_more_to_mask(text: str) -> None:
    once = NAMES.masked(text, "[…]")
    assert NAMES.masked(once, "[…]") == once


@given(words)
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    if not NAMES.spans(text):
        assert NAMES.masked(text, "[…]") == text
