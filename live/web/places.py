"""The stakeholder groups and regions that a new session begins with."""

from live.domain.life import Place


def N_(text: str) -> str:  # noqa: N802  gettext's own name for a text to be translated later
    return text


GROUPS = (
    Place("civil_society", N_("Civil society")),
    Place("private_sector", N_("Private sector")),
    Place("government", N_("Government")),
    Place("academia", N_("Academia")),
    Place("united_nations", N_("United Nations")),
    Place("other", N_("Other")),
)
REGIONS = (
    Place("africa", N_("Africa")),
    Place("asia_pacific", N_("Asia and the Pacific")),
    Place("eastern_europe", N_("Eastern Europe")),
    Place("latin_america", N_("Latin America and the Caribbean")),
    Place("western_europe", N_("Western Europe and other States")),
    Place("global", N_("Global")),
)
LANGUAGES = ("en", "ar")
NOTICE = N_(
    "This consultation is recorded in writing: who speaks, for how long and about what, the polls "
    "and their results, and the notes of the rapporteurs. Votes in secret polls are linked to "
    "nobody. A summary is sent to all participants."
)


def from_lines(written: str, known: tuple[Place, ...]) -> tuple[Place, ...]:
    """One place a line; those of the standard list keep their ids."""
    names = [line.strip() for line in written.splitlines() if line.strip()]
    ids = {place.name: place.id for place in known}
    return tuple(Place(ids.get(name, f"place_{nth}"), name) for nth, name in enumerate(names))
