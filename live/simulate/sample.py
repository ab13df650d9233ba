"""The sample session: a consultation as they are held, with people and organisations that are
invented, in proportions like those of a real one."""

from collections.abc import Iterator
from itertools import cycle, islice

import msgspec

from live.domain.agenda import AddItem
from live.domain.polls import CreatePoll

TITLE = "Pan-regional stakeholder consultation on cybercrime"
HOST = "Secretariat of the Ad Hoc Committee"
NOTICE = (
    "This consultation is recorded in writing: who speaks, for how long and about what, the polls "
    "and their results, and the notes of the rapporteurs. What you say is attributed to you and "
    "your organisation. Votes in secret polls are linked to nobody. A summary is sent to all "
    "participants and published; the details are deleted after two years."
)
MINUTES = 90
LANGUAGES = ("en", "ar")

AGENDA = (
    AddItem("Opening", 5),
    AddItem("State of the negotiations", 20),
    AddItem("General discussion", 40),
    AddItem("Findings on public-private partnerships", 15),
    AddItem("Next steps", 10),
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
    CreatePoll(
        "single",
        "Is your organisation part of a public-private partnership today?",
        ("Yes", "In preparation", "No"),
        secret=False,
    ),
)


class Sketch(msgspec.Struct, frozen=True):
    """Somebody who might take part."""

    name: str
    organisation: str
    group: str
    region: str
    about: str
    kind: str = "statement"


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
        ("Pacific Registry Operators", "asia_pacific"),
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
        ("Office on Drugs and Crime", "global"),
        ("Human Rights Office", "global"),
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

TOPICS = (
    ("statement", "safeguards in the articles on electronic evidence"),
    ("question", "how interpretation will be paid for in the closing week"),
    ("statement", "victims' access to remedies"),
    ("statement", "protection of security researchers"),
    ("statement", "capacity building for judges"),
    ("question", "the timeline for observer accreditation"),
    ("statement", "small providers and preservation requests"),
    ("statement", "a narrow scope of offences"),
    ("question", "data protection in mutual legal assistance"),
    ("statement", "lessons of a partnership with payment services"),
    ("statement", "children as victims and as witnesses"),
    ("question", ""),
    ("statement", ""),
)

NOTES = (
    (
        "point",
        "Broad support for safeguards that apply to the whole text and not to single articles.",
    ),
    ("question", "Who pays for interpretation into six languages in the closing week?"),
    ("point", "Small providers ask for one point of contact and for model request forms."),
    ("quote", "“A treaty that endangers researchers endangers everybody's security.”"),
    ("point", "Victims should be able to take part without travelling."),
    ("action", "Secretariat to circulate the list of accredited observers by Friday."),
    ("point", "Academia offers a common curriculum for judges and prosecutors."),
    ("decision", "The chapter on technical assistance is discussed first in the next session."),
    ("action", "Civil society and private sector to send a joint text on preservation requests."),
    ("question", "How will personal data be protected when a request is passed on?"),
    (None, "Connection problems of two speakers; both spoke later."),
    ("decision", "Written statements are accepted for ten days after this consultation."),
)


def people() -> Iterator[Sketch]:
    """The 72, mixed as they would come in."""
    names = iter(NAMES)
    topics = cycle(TOPICS)
    seats = [group for group, size in SIZES.items() for _ in range(size)]
    organisations = {group: cycle(found) for group, found in ORGANISATIONS.items()}
    for place in _mixed(len(seats)):
        group = seats[place]
        organisation, region = next(organisations[group])
        kind, about = next(topics)
        yield Sketch(next(names), organisation, group, region, about, kind)


def _mixed(count: int) -> Iterator[int]:
    """Every number below ``count`` once, in an order that jumps about."""
    return islice(((place * 29) % count for place in range(count)), count)
