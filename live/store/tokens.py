"""Secrets that prove who somebody is: 256 random bits, kept here only as their hash."""

from hashlib import sha256
from secrets import token_urlsafe


def new_token() -> str:
    return token_urlsafe(32)


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
