"""Token buckets, by a clock that is moved by hand."""

from live.web.limits import MOST_KEYS, Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_may_come_at_once() -> None:
    buckets = Buckets(3, 1, Clock())
    assert [buckets.take("a") for _ in range(4)] == [True, True, True, False]


def test_tries_come_back_with_time() -> None:
    clock = Clock()
    buckets = Buckets(2, 0.5, clock)
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    clock.now += 2
    assert [buckets.take("a") for _ in range(2)] == [True, False]


def test_no_more_than_a_burst_is_saved_up() -> None:
    clock = Clock()
    buckets = Buckets(2, 1, clock)
    buckets.take("a")
    clock.now += 3600
    assert buckets.left("a") == 2


def test_one_key_does_not_use_up_anothers_tries() -> None:
    buckets = Buckets(1, 1, Clock())
    assert [buckets.take("a"), buckets.take("b")] == [True, True]


def test_the_wait_is_until_the_next_try() -> None:
    clock = Clock()
    buckets = Buckets(1, 0.1, clock)
    buckets.take("a")
    assert buckets.wait_seconds("a") == 10
    clock.now += buckets.wait_seconds("a")
    assert buckets.take("a")


def test_keys_that_are_full_again_are_forgotten() -> None:
    clock = Clock()
    buckets = Buckets(1, 1, clock)
    for nth in range(MOST_KEYS):
        buckets.take(str(nth))
    clock.now += 1
    buckets.take("another")
    assert list(buckets._left) == ["another"]
