"""To whom captions may be passed on."""

from urllib.parse import urlsplit

import pytest

from live.web.relay import LONGEST, Passed, Relays, Unreachable, _everybodys


@pytest.mark.parametrize(
    "url",
    [
        "https://call.example/post?id=1&signature=%2F",
        "https://CALL.example/post",
        "https://call.example:443/post",
        "https://eu.wm.video.example/post",
        "http://127.0.0.1:8123/post",
    ],
)
def test_captions_go_to_the_hosts_that_are_named(url: str) -> None:
    assert Relays(["call.example", "*.video.example", "http://127.0.0.1:8123"]).permits(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://call.example/post",
        "https://call.example:444/post",
        "https://call.example.evil.example/post",
        "https://notvideo.example/post",
        "https://video.example/post",
        "https://call.example\\@evil.example/",
        "https://call.example@evil.example/",
        "https://evil.example#call.example",
        "https://call.example/a b",
        "https://call.example/\n",
        "https://[::1",
        "http://127.0.0.1:8124/post",
        "https://127.0.0.1:8123/post",
        "https:///post",
        "",
        f"https://call.example/{'x' * LONGEST}",
    ],
)
def test_captions_go_nowhere_else(url: str) -> None:
    assert not Relays(["call.example", "*.video.example", "http://127.0.0.1:8123"]).permits(url)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "fc00::1",
     "::ffff:10.0.0.1", "0.0.0.0", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_a_private_address_is_nobodys(address: str) -> None:
    assert not _everybodys(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9"])
def test_a_public_address_is_everybodys(address: str) -> None:
    assert _everybodys(address)


def test_a_named_host_at_a_private_address_is_not_reached() -> None:
    relays = Relays(["localhost"])
    with pytest.raises(Unreachable):
        relays._connected(urlsplit("https://localhost/"))


async def test_a_host_whose_name_nobody_can_look_up_is_not_reached() -> None:
    relays = Relays(["*.call.example"])
    assert not await relays._delivered(f"https://{'a' * 64}.call.example/", Passed(1, "en", b"x"))
    await relays.close()
