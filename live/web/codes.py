"""Join codes: 40 bits in letters and digits that nobody takes for one another."""

from secrets import choice

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def new_code() -> str:
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def canonical(written: str) -> str | None:
    """A code as it is kept, from any case and spacing; None if it can be no code."""
    code = "".join(filter(str.isalnum, written)).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def shown(code: str) -> str:
    """``XXXX-XXXX``."""
    return f"{code[:4]}-{code[4:]}"
