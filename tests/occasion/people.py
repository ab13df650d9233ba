"""Who takes part: names and organisations in six languages, some of them alike."""

from typing import NamedTuple

from live.domain.actors import Actor, PersonId, Role
from live.domain.life import Place, Plan
from tests.domain.occasion import NOW, chair, scribe

PLAN = Plan(
    title="Pan-regional stakeholder consultation on the convention against cybercrime",
    code="CYBR2345",
    host="Secretariat of the Convention",
    starts_at=NOW,
    planned_minutes=60,
    time_zone="Europe/Vienna",
    notice="The session is recorded.",
    languages=("en", "ar"),
    groups=(
        Place("civil_society", "Civil society"),
        Place("private_sector", "Private sector"),
        Place("government", "Government"),
        Place("academia", "Academia"),
        Place("un_system", "United Nations system"),
    ),
    regions=(
        Place("africa", "Africa"),
        Place("asia_pacific", "Asia and the Pacific"),
        Place("latin_america", "Latin America and the Caribbean"),
        Place("europe", "Europe"),
    ),
)


class Guest(NamedTuple):
    """``label``: how the call names them."""

    id: str
    name: str
    organisation: str
    group: str
    region: str
    label: str = ""

    @property
    def actor(self) -> Actor:
        return Actor(PersonId(self.id), Role.PARTICIPANT)


AMINA = Guest("p_amina", "Amina Diallo", "Sahel Digital Rights Network", "civil_society", "africa")
CARLOS = Guest(
    "p_carlos",
    "Carlos Mendoza Ríos",
    "Red de Derechos Digitales",
    "civil_society",
    "latin_america",
    "Mendoza Rios, Carlos",
)
PRIYA = Guest("p_priya", "Priya Raman", "Open Networks Forum", "civil_society", "asia_pacific")
KENJI = Guest(
    "p_kenji",
    "Kenji Watanabe",
    "Pacific Cloud Providers Association",
    "private_sector",
    "asia_pacific",
    "Kenji Watanabe (PCPA)",
)
OLGA = Guest(
    "p_olga", "Ольга Иванова", "Союз интернет-провайдеров", "private_sector", "europe", "iPhone"
)
JEAN = Guest("p_jean", "Jean-Baptiste Kouassi", "Ministère de l'Intérieur", "government", "africa")
MARIA = Guest("p_maria", "Maria Santos", "Ministry of Justice", "government", "latin_america")
LI = Guest("p_li", "李伟", "网络法研究中心", "academia", "asia_pacific")
AHMAD = Guest("p_ahmad", "أحمد الخطيب", "جامعة النيل", "academia", "africa")
HELENA = Guest("p_helena", "Helena Novak", "Office on Drugs and Crime", "un_system", "europe")

SPEAKERS = (AMINA, CARLOS, PRIYA, KENJI, OLGA, JEAN, MARIA, LI, AHMAD, HELENA)

MONA = Guest(chair.id, "Mona Haddad", "Secretariat of the Convention", "", "")
ROSA = Guest(scribe.id, "Rosa Bianchi", "", "", "")
"""The moderator and the rapporteur."""


FAMILIES = {
    "civil_society": ("Bergqvist", "Dvořák", "Eriksen", "Fontaine", "Grünwald", "Halász"),
    "private_sector": ("Ibsen", "Jansen", "Kowalski", "Lindqvist", "Marchetti"),
    "government": ("Nyberg", "Oliveira", "Papadakis", "Quintana", "Rasmussen", "Szabó"),
    "academia": ("Tervo", "Uhlíř", "Valente", "Wójcik"),
}


def _listening() -> tuple[Guest, ...]:
    """Those who only vote, so that each group but one is large enough to be told."""
    return tuple(
        Guest(f"p_{family}", f"Ingrid {family}", f"{family} Institute", group, "europe")
        for group, families in FAMILIES.items()
        for family in families
    )


LISTENING = _listening()
EVERYBODY = (*SPEAKERS, *LISTENING)
