"""The sample session: a consultation as they are held, with people and organisations that are
invented, in proportions like those of a real one."""

from collections.abc import Iterator
from itertools import cycle, islice

import msgspec

from live.domain.agenda import AddItem
from live.domain.polls import CreatePoll
from live.simulate.contributions import (
    DISCUSSION,
    NEGOTIATIONS,
    NEXT_STEPS,
    OPENING,
    PARTNERSHIPS,
)

TITLE = "Pan-regional stakeholder consultation on cybercrime"
HOST = "Secretariat of the Consultation"
NOTICE = (
    "This consultation is recorded in writing: who speaks, for how long and about what, the polls "
    "and their results, and the notes of the rapporteurs. What you say is attributed to you and "
    "your organisation. Votes in secret polls are linked to nobody. A summary is sent to all "
    "participants and published; the details are deleted after two years."
)
MINUTES = 90
LANGUAGES = ("en", "ar")

AGENDA = (
    AddItem(OPENING, 5),
    AddItem(NEGOTIATIONS, 20),
    AddItem(DISCUSSION, 40),
    AddItem(PARTNERSHIPS, 15),
    AddItem(NEXT_STEPS, 10),
)

POLLS = (
    CreatePoll(
        "single",
        "Which provision needs the most work before the closing week?",
        (
            "Safeguards and human rights",
            "International cooperation",
            "Scope of offences",
            "Technical assistance",
            "No position",
        ),
    ),
    CreatePoll(
        "single",
        "Is your organisation part of a public-private partnership today?",
        ("Yes", "In preparation", "No"),
        secret=False,
    ),
    CreatePoll(
        "multiple",
        "Where can your organisation contribute in the next twelve months?",
        (
            "Training for investigators and judges",
            "Preserving electronic evidence",
            "Support for victims",
            "Research and data",
            "Reporting channels for the public",
        ),
        max=3,
    ),
)
"""In the order in which they are held, in the last items of the agenda."""

WEIGHTS = {
    POLLS[0].question: (8, 6, 5, 4, 1),
    POLLS[1].question: (6, 4, 5),
    POLLS[2].question: (6, 4, 5, 5, 3),
}
"""How often each option is marked, by and large."""


class Sketch(msgspec.Struct, frozen=True):
    """Somebody who might take part."""

    name: str
    organisation: str
    group: str
    region: str


ORGANISATIONS = {
    "civil_society": (
        ("Sahel Digital Rights Network", "africa"),
        ("Red Andina por la Privacidad", "latin_america"),
        ("Open Courts Initiative", "western_europe"),
        ("Mekong Internet Freedom Forum", "asia_pacific"),
        ("Carpathian Human Rights House", "eastern_europe"),
        ("Victims' Voices Online", "western_europe"),
        ("Youth Coalition for Safer Networks", "africa"),
        ("Fundación Datos Abiertos", "latin_america"),
        ("Gulf Consumer Protection League", "asia_pacific"),
    ),
    "private_sector": (
        ("Nordic Cloud Alliance", "western_europe"),
        ("Chamber of Digital Commerce", "western_europe"),
        ("Savanna Payments", "africa"),
        ("Pacific Names Exchange", "asia_pacific"),
        ("Cámara de Telecomunicaciones del Sur", "latin_america"),
        ("Vistula Security Services", "eastern_europe"),
    ),
    "government": (
        ("Ministry of Justice", "africa"),
        ("Ministry of Digital Economy", "asia_pacific"),
        ("Federal Prosecutor's Office", "western_europe"),
        ("Ministerio Público", "latin_america"),
        ("National Cybersecurity Centre", "eastern_europe"),
    ),
    "academia": (
        ("Institute for Comparative Criminal Law", "western_europe"),
        ("University of the Highlands", "africa"),
        ("Centro de Estudios Digitales", "latin_america"),
        ("Seoul Institute of Network Policy", "asia_pacific"),
    ),
    "united_nations": (
        ("Programme on Digital Justice", "global"),
        ("Rights and Technology Unit", "global"),
    ),
}

SIZES = {
    "civil_society": 28,
    "private_sector": 17,
    "government": 14,
    "academia": 9,
    "united_nations": 4,
}
"""How many come from each group: 72 in all."""

NAMES = (
    "Amara Diallo", "Jonas Lindqvist", "مريم الهاشمي", "Ana Beltrán", "Hye-jin Park",
    "Peter Novák", "Samuel Okoye", "Lucía Fernández", "Thomas Keller", "Nour El-Sayed",
    "Ravi Menon", "Chloé Martin", "Ibrahim Traoré", "Katarzyna Nowak", "Mei-Ling Chen",
    "Diego Salazar", "Fatima Zahra Alaoui", "Henrik Dahl", "Oksana Kovalenko", "Tendai Moyo",
    "Sofia Papadaki", "Arjun Das", "Isabel Duarte", "Yusuf Demir", "Grace Wanjiru",
    "Paolo Ricci", "Leila Haddad", "Marek Dvořák", "Aiko Tanaka", "Carlos Mendoza",
    "Zainab Bello", "Emma Fischer", "Andrei Popescu", "Nadia Rahman", "José Quispe",
    "Hannah Levi", "Kwame Boateng", "Elena Petrova", "Min-jun Lee", "Valentina Rojas",
    "Omar Farouk", "Ingrid Olsen", "Thandiwe Dube", "Miguel Santos", "Anjali Sharma",
    "Stefan Ionescu", "Aisha Mwangi", "Laurent Dubois", "Bilal Chaudhry", "Camila Torres",
    "Nikolai Ivanov", "Rania Khoury", "Daniel Mensah", "Yuki Sato", "Beatriz Lima",
    "Erik Johansson", "Salma Ben Youssef", "Tomás Herrera", "Olena Bondar", "Siti Rahayu",
    "Patrick O'Brien", "Adaeze Nwosu", "Julia Wagner", "Hassan Al-Rashid", "Marta Kowalska",
    "Luis Paredes", "Chipo Banda", "Anna Schmidt", "Farid Karimov", "Rosa Aguilar",
    "Kofi Asante", "Marie Lefèvre",
)  # fmt: skip


def agenda(minutes: int = MINUTES) -> list[AddItem]:
    """The items, each with its share of a session of so many minutes."""
    return [AddItem(item.title, _share(item, minutes)) for item in AGENDA]


def _share(item: AddItem, minutes: int) -> int:
    planned = item.minutes
    assert isinstance(planned, int)
    return max(1, round(planned * minutes / MINUTES))


def people(most: int = sum(SIZES.values())) -> Iterator[Sketch]:
    """Those who take part: however few, in these proportions."""
    return islice(_everybody(), most)


def _everybody() -> Iterator[Sketch]:
    seats = sorted((nth / size, group) for group, size in SIZES.items() for nth in range(size))
    organisations = {group: cycle(found) for group, found in ORGANISATIONS.items()}
    for nth, (_, group) in enumerate(cycle(seats)):
        organisation, region = next(organisations[group])
        yield Sketch(_name(nth), organisation, group, region)


def _name(nth: int) -> str:
    """Beyond the list, a first name of one and the last name of another."""
    again, place = divmod(nth, len(NAMES))
    other = NAMES[(place + again) % len(NAMES)]
    return f"{NAMES[place].split()[0]} {other.split(maxsplit=1)[1]}"
