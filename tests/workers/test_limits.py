"""Whoever guesses codes does not have more tries where there are more workers."""

from live.simulate.door import post
from live.web.doors import WRONG_CODES_A_MINUTE
from tests.workers.conftest import WORKERS
from tests.workers.several import Several

TRIES = 4 * WRONG_CODES_A_MINUTE
TOO_MANY = 429


async def test_wrong_codes_are_counted_by_all_workers_together(server: Several) -> None:
    answers = [await post(server.url, "/s/22222222/do", b"{}") for _ in range(TRIES)]
    tried = [answer for answer in answers if answer.status != TOO_MANY]
    assert WRONG_CODES_A_MINUTE <= len(tried) < WORKERS * WRONG_CODES_A_MINUTE
