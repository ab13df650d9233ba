"""Join codes: 40 bits in letters and digits that nobody takes for one another."""

from secrets import choice

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
IGNORED = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\t\u200e\u200f")


def new_code() -> str:
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def canonical(written: str) -> str | None:
    """A code as it is kept, from any case and spacing; None if it can be no code."""
    code = written.translate(IGNORED).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def shown(code: str) -> str:
    """``XXXX-XXXX``."""
    return f"{code[:4]}-{code[4:]}"
