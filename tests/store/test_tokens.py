from base64 import urlsafe_b64decode

from live.store.tokens import new_token, token_hash


def test_a_token_has_256_bits_that_fit_into_an_address() -> None:
    token = new_token()
    assert len(urlsafe_b64decode(token + "=")) == 32
    assert token.replace("-", "").replace("_", "").isalnum()


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token() for _ in range(100)}) == 100


def test_a_token_always_has_the_same_hash() -> None:
    assert token_hash("a") == token_hash("a") != token_hash("b")


def test_whatever_a_browser_sends_has_a_hash() -> None:
    assert len(token_hash("\ud800é\0")) == 32
