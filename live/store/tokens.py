"""Tokens: 256 random bits that only their holder knows; the database has their hash."""

from hashlib import sha256
from secrets import token_urlsafe


def new_token() -> str:
    return token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token, or looked up for whatever a browser says is one."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
