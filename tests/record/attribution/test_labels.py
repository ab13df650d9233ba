"""Whom the names in a call mean."""

import pytest

from live.domain.actors import PersonId
from live.domain.people import Name
from live.record.attribution.labels import match_labels, matches

ada, ben, lea, dee, li, nour = map(PersonId, ("ada", "ben", "lea", "dee", "li", "nour"))
PEOPLE = {
    ada: Name("Ada Lovelace", "Engine Society"),
    ben: Name("Benoît Ngũgĩ-Sørensen", "Ministry of Roads"),
    lea: Name("Léa María Ortiz", "UNODC"),
    dee: Name("Dee"),
    li: Name("李明"),
    nour: Name("نور الأحمد"),
    PersonId("p_guest"): Name(""),
    PersonId("org_society"): Name("Engine Society"),
}


def meant(label: str) -> PersonId | None:
    return match_labels([label], PEOPLE)[label]


@pytest.mark.parametrize(
    ("label", "person"),
    [
        ("Ada Lovelace", ada),
        ("ADA LOVELACE", ada),
        ("Lovelace, Ada", ada),
        ("Dr. Ada Lovelace", ada),
        ("Ada Lovelace (Engine Society)", ada),
        ("Ada Lovelace - Engine Society", ada),
        ("Engine Society | Ada Lovelace", ada),
        ("iPhone (Ada Lovelace)", ada),
        ("A. Lovelace", ada),
        ("NGUGI SORENSEN Benoit (he/him)", ben),
        ("Lea Ortiz", lea),
        ("Léa María Ortiz Delgado", lea),
        ("Dee", dee),
        ("dee (Kenya)", dee),
        ("李 明", li),
        ("نُور الاحمد", nour),
    ],
)
def test_a_label_means_whom_it_names(label: str, person: PersonId) -> None:
    assert meant(label) == person


@pytest.mark.parametrize(
    "label",
    [
        "iPhone",
        "Ada's iPhone",
        "Ada",
        "Lovelace",
        "Dee Brown",
        "Ada Byron",
        "B. Lovelace",
        "A. L.",
        "Speaker 3",
        "Unknown Speaker",
        "+43 1 26060",
        "Engine Society",
        "UNODC",
        "?",
    ],
)
def test_a_label_that_names_nobody_for_sure_means_nobody(label: str) -> None:
    assert meant(label) is None


def test_a_label_that_may_mean_two_means_nobody() -> None:
    people = {ada: Name("Ana Silva"), ben: Name("Ana SILVA"), lea: Name("Ana Silva Costa")}
    assert match_labels(["Ana Silva"], people) == {"Ana Silva": None}
    assert matches(["Ana Silva"], people)["Ana Silva"].people == (ada, ben)


def test_whose_whole_name_it_is_comes_before_whose_name_it_is_a_part_of() -> None:
    people = {ada: Name("Ana Silva Costa"), ben: Name("Ana Silva")}
    assert match_labels(["SILVA Ana"], people) == {"SILVA Ana": ben}


def test_only_the_whole_name_is_exact() -> None:
    found = matches(["Ada Lovelace (UN)", "A. Lovelace", "Lea Ortiz"], PEOPLE)
    assert [one.exact for one in found.values()] == [True, False, False]


def test_somebody_may_be_called_like_a_title() -> None:
    assert match_labels(["Wei He"], {li: Name("He Wei")}) == {"Wei He": li}
