"""`plenary simulate`: many phones on a server, and what they tell of it."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from time import process_time
from typing import Any
from urllib.parse import urlsplit

import click
import msgspec

from live.simulate.client import Gone, Refused
from live.simulate.load.arrival import AT_ONCE
from live.simulate.load.checks import Finding
from live.simulate.load.desk import Desk, Unfit, take_seat
from live.simulate.load.measures import Measures
from live.simulate.load.network import NETWORKS, PHONE
from live.simulate.load.report import Report, Run, report
from live.simulate.load.site import Site
from live.simulate.load.story import Plan, Story
from live.simulate.load.telling import lines

if sys.platform != "win32":
    import resource

    import uvloop

SPARE_FILES = 64
MOST_LOADING = 128
FILES_A_BROWSER = 1 + AT_ONCE
"""While it loads a page; a phone that has is one more."""

TELL_SECONDS = 5
LAG_SECONDS = 0.05
MOST_PHONES = 20_000
TOO_LONG_SECONDS = 300.0
"""A story that lasts so much longer than planned has stopped."""

Say = Callable[[str], None]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """``link``: the moderator's. ``code``: of the session that it has to be for."""

    link: str
    code: str | None
    force: bool
    plan: Plan


@click.command()
@click.argument("link", metavar="MODERATOR_LINK")
@click.option("--phones", type=click.IntRange(1, MOST_PHONES), default=500, show_default=True)
@click.option("--minutes", type=click.FloatRange(0.1, 240), default=3.0, show_default=True)
@click.option(
    "--vote-seconds",
    type=click.FloatRange(0, 600),
    default=5.0,
    show_default=True,
    help="Within how long everybody votes.",
)
@click.option(
    "--arrive-seconds",
    type=click.FloatRange(0, 3600),
    help="Within how long everybody joins; else a third of the time, and at most 50 a second.",
)
@click.option(
    "--network",
    type=click.Choice([*NETWORKS]),
    default=PHONE.name,
    show_default=True,
    help="How slow the phones' network is, and how often it breaks.",
)
@click.option("--files/--no-files", default=True, help="Whether pages' scripts are fetched too.")
@click.option("--seed", type=int, help="The same number gives much the same session.")
@click.option("--session", "code", help="The code of the session: else none but this is used.")
@click.option("--yes", is_flag=True, help="Do not ask before another machine is put under load.")
@click.option("--force", is_flag=True, help="Also where people are who are not simulated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def simulate(
    link: str,
    code: str | None,
    network: str,
    *,
    files: bool,
    yes: bool,
    force: bool,
    as_json: bool,
    **plan: Any,
) -> None:
    """Put a session under load before the day: phones join, speak, vote and see it close.

    Make a session for this on a server like that of the day, and give its moderator's link. At
    the end there is a report; the exit code is 1 if something was lost or wrong.
    """
    if not (is_here(link) or yes):
        click.confirm(f"Put {plan['phones']} phones on {urlsplit(link).netloc}?", abort=True)
    try:
        browsers = loading(plan["phones"])
        planned = Plan(network=NETWORKS[network], loading=browsers if files else 0, **plan)
        told = run(Options(link=link, code=code, force=force, plan=planned), _tell)
    except Unfit as reason:
        raise click.ClickException(str(reason)) from None
    text = msgspec.json.encode(told).decode() if as_json else "\n".join(lines(told))
    sys.stdout.write(f"{text}\n")
    if told.verdict == "wrong":
        raise click.exceptions.Exit(1)


def _tell(line: str) -> None:
    """How far it is; the report is all that the output has."""
    click.echo(line, err=True)


def is_here(url: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def run(options: Options, say: Say) -> Report:
    """Play the whole story; Unfit if it cannot begin."""
    factory = None if sys.platform == "win32" else uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(play(options, say))


def loading(phones: int) -> int:
    """How many browsers can load pages at once; Unfit if not even the phones can be open.

    As many files are allowed from here on as there may be."""
    if sys.platform == "win32":
        return MOST_LOADING
    wanted = phones + SPARE_FILES + MOST_LOADING * FILES_A_BROWSER
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
    left = (allowed - phones - SPARE_FILES) // FILES_A_BROWSER
    if left < 1:
        raise Unfit(
            f"This machine lets a process open {hard} files, too few for {phones} phones: raise "
            "that (ulimit -n), or simulate fewer."
        )
    return left


async def play(options: Options, say: Say) -> Report:
    """The same, in a loop that runs already."""
    measures = Measures()
    desk = await take_seat(options.link, measures)
    try:
        _require_fit(desk, options)
        return await _play(options, desk, measures, say)
    finally:
        await desk.client.stop()


def _require_fit(desk: Desk, options: Options) -> None:
    code = desk.documents["session"]["code"]
    if options.code and options.code.replace("-", "").upper() != code.replace("-", ""):
        raise Unfit(f"This link is for {code}, not for {options.code}.")
    if (people := desk.strangers()) and not options.force:
        raise Unfit(
            f"There are {people} people in this session who are not simulated. Make another one "
            "for this; or --force, and they will be in the middle of it."
        )


async def _play(options: Options, desk: Desk, measures: Measures, say: Say) -> Report:
    parts = urlsplit(options.link)
    site = Site(f"{parts.scheme}://{parts.netloc}")
    plan = options.plan
    story = Story(plan, site, desk, measures)
    loop = asyncio.get_running_loop()
    began, cpu = loop.time(), process_time()
    beside = [
        asyncio.create_task(_tick(story, say, began)),
        asyncio.create_task(_measure_lag(measures)),
    ]
    ending = await _until_it_ends(story, plan)
    for task in beside:
        task.cancel()
    seconds = loop.time() - began
    for phone in story.phones.values():
        phone.leave()
    return report(
        Run(
            url=site.origin,
            phones=plan.phones,
            network=plan.network.name,
            seed=plan.seed,
            vote_seconds=plan.vote_seconds,
            seconds=seconds,
            cpu=(process_time() - cpu) / seconds,
            joined=len(story.phones),
            failed=dict(story.turned),
            findings=(*story.findings, *ending),
        ),
        measures,
    )


async def _until_it_ends(story: Story, plan: Plan) -> list[Finding]:
    """What went wrong, if it ended before it should."""
    try:
        async with asyncio.timeout(plan.arriving + plan.seconds(1) + TOO_LONG_SECONDS):
            await story.run()
    except Refused as refused:
        return [Finding("wrong", f"The moderator was refused while {story.stage}: {refused}.")]
    except Gone:
        return [Finding("wrong", f"The moderator was sent away while {story.stage}.")]
    except TimeoutError:
        return [Finding("wrong", f"It did not go on while {story.stage}.")]
    return []


async def _tick(story: Story, say: Say, began: float) -> None:
    loop = asyncio.get_running_loop()
    for second in range(1, 24 * 3600):
        await asyncio.sleep(max(0, began + second - loop.time()))
        story.tick(loop.time())
        if second % TELL_SECONDS == 0:
            say(f"{second // 60}:{second % 60:02}  {story.told()}")


async def _measure_lag(measures: Measures) -> None:
    """How much later than asked this process comes back to anything."""
    loop = asyncio.get_running_loop()
    while True:
        asked = loop.time() + LAG_SECONDS
        await asyncio.sleep(LAG_SECONDS)
        measures.lag.append(max(0.0, loop.time() - asked))
