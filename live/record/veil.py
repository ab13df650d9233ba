"""Takes people out of facts: their ids, their names, and what texts say of them.

It goes by the types of the fields, so that a new fact is covered as it is: every id of a person is
exchanged, and every text is masked that is not in ``KEPT``.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from live.domain.actors import PersonId
from live.domain.masking import MASK, Names

NAMING = frozenset({"name", "organisation", "label", "on_behalf_of", "owner_text"})
"""Fields that hold nothing but a name: empty where no names are told."""

KEPT = frozenset(
    {
        "id", "item", "turn", "request", "stream", "code", "time_zone", "group", "region", "salt",
        "fingerprint", "rerun_of", "interrupts", "interrupted_by", "requests", "unheard", "counts",
        "ids", "points", "pairs", "of_groups", "of_regions", "said", "act",
    }
)  # fmt: skip
"""Ids of things and of places, and what is counted by them."""

Fact = TypeVar("Fact", bound=msgspec.Struct)
How = Literal["person", "name", "text", "inside"]


class Veil:
    """``aliases``: who stands for whom; whoever is not among them is ``nobody``."""

    def __init__(
        self, names: Names, aliases: Mapping[PersonId, PersonId], nobody: PersonId
    ) -> None:
        self._names = names
        self._aliases = aliases
        self._nobody = nobody

    def over(self, fact: Fact) -> Fact:
        """The same fact, with nobody in it."""
        old = {name: getattr(fact, name) for name, _ in _fields(type(fact))}
        new = {name: self._in(how, old[name]) for name, how in _fields(type(fact))}
        changed = {name: value for name, value in new.items() if value != old[name]}
        return replace(fact, **changed) if changed else fact

    def alias(self, person: PersonId) -> PersonId:
        return self._aliases.get(person, self._nobody)

    def text(self, text: str) -> str:
        return self._names.masked(text, MASK)

    def _in(self, how: How, value: Any) -> Any:
        match value:
            case str() if how == "person":
                return self.alias(PersonId(value))
            case str() if how == "name":
                return ""
            case str():
                return self.text(value)
            case tuple():
                return tuple(self._in(how, one) for one in value)
            case dict():
                return self._entries(how, value)
            case msgspec.Struct():
                return self.over(value)
            case _:
                return value

    def _entries(self, how: How, value: dict[str, Any]) -> dict[str, Any]:
        """Keys that are words, or themes, are texts as well; those that become one are summed."""
        veiled: dict[str, Any] = {}
        for key, entry in value.items():
            known = self.alias(PersonId(key)) if how == "person" else self.text(key)
            inside = self._in("text", entry)
            both = known in veiled and isinstance(inside, int)
            veiled[known] = veiled[known] + inside if both else inside
        return veiled


@cache
def _fields(shape: type[msgspec.Struct]) -> tuple[tuple[str, How], ...]:
    """The fields that may tell of somebody, and how."""
    return tuple(
        (name, how) for name, hint in get_type_hints(shape).items() if (how := _how(name, hint))
    )


def _how(name: str, hint: Any) -> How | None:
    kinds = set(_leaves(hint))
    if PersonId in kinds:
        return "person"
    if any(isinstance(kind, type) and issubclass(kind, msgspec.Struct) for kind in kinds):
        return "inside"
    if name in NAMING:
        return "name"
    return "text" if str in kinds and name not in KEPT else None


def _leaves(hint: Any) -> Iterator[Any]:
    """What a type is made of in the end."""
    if get_origin(hint) is Literal:
        return
    parts = get_args(hint)
    if not parts:
        yield hint
    for part in parts:
        yield from _leaves(part)
