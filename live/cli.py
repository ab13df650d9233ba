"""The command `plenary`."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click
import msgspec

from live import __version__, agenda_file, demo, office, simulation
from live.checkup import everything
from live.checkup.findings import Finding, good
from live.db_commands import db
from live.domain.life import ATTRIBUTIONS
from live.errors import LiveError
from live.i18n import SOURCE, languages
from live.office import Office
from live.opening import LOOPBACK, CannotServe, Opening
from live.record import proof
from live.record.fonts import FontMissing
from live.record.formats import FORMATS, file_named
from live.settings import BadSetting, read_settings, unknown_variables
from live.store.database import Unavailable
from live.store.engines import NoDriver
from live.workers.parent import GaveUp

T = TypeVar("T")


class Plenary(click.Group):
    """Says what is wrong in one line, where it is nothing of ours."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BadSetting as wrong:
            raise click.UsageError(str(wrong)) from None
        except Unavailable:
            raise click.ClickException(
                "The database cannot be used now. `plenary check` says why."
            ) from None
        except NoDriver as missing:
            raise click.ClickException(str(missing)) from None
        except office.WrongTables as wrong:
            raise click.ClickException(str(wrong)) from None


@click.group(cls=Plenary)
@click.version_option(__version__, prog_name="plenary")
def main() -> None:
    """Run live consultation sessions beside a video call."""


@main.command()
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; else $PORT, else 8000.")
@click.option(
    "--workers",
    type=click.IntRange(1, 512),
    help="How many processes serve; else $WEB_CONCURRENCY, else 1. Several need Redis.",
)
@click.option("--print-host-link", is_flag=True, help="Make a new link for the host, and print it.")
def serve(host: str, port: int | None, workers: int | None, print_host_link: bool) -> None:
    """Serve. At the first start, print the link with which the host comes in."""
    settings = read_settings(port=port, workers=workers)
    asyncio.run(office.look(settings))
    try:
        Opening(settings, host, print_host_link, print_line).serve()
    except (CannotServe, GaveUp) as reason:
        raise click.ClickException(str(reason)) from None


@main.command("demo")
@click.option("--host", default=LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; else $PORT, else 8000.")
@click.option("--autopilot", is_flag=True, help="Let it be moderated too, and only watch.")
@click.option(
    "--people", type=click.IntRange(1, 500), default=72, show_default=True, help="How many come."
)
@click.option(
    "--minutes",
    type=click.IntRange(5, 480),
    default=20,
    show_default=True,
    help="How long the session is planned to take.",
)
@click.option(
    "--pace",
    type=click.FloatRange(0.1, 1000),
    default=1.0,
    show_default=True,
    help="How much faster than life they act.",
)
@click.option("--seed", type=int, help="The same number gives much the same session.")
def lively(port: int | None, **options: Any) -> None:
    """Serve a sample session with people in it, and forget it afterwards."""
    settings = read_settings(port=port)
    try:
        demo.run(settings, demo.Options(**options), print_line)
    except OSError as taken:
        where = f"{options['host']}:{settings.port}"
        raise click.ClickException(f"Cannot listen on {where}: {taken}") from None


main.add_command(simulation.simulate)
main.add_command(db)


@main.group()
def session() -> None:
    """Sessions: create them without the pages."""


@session.command()
@click.option("--title", required=True)
@click.option(
    "--file",
    "agenda",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The agenda: a YAML or JSON list of titles, or of objects with title and minutes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def new(title: str, agenda: Path | None, as_json: bool) -> None:
    """Create a session and print its links."""
    try:
        items = agenda_file.read_structured(agenda.read_text("utf-8-sig")) if agenda else []
        links = visit(lambda desk: desk.new_session(office.plan(title), items))
    except (LiveError, UnicodeDecodeError) as refusal:
        raise click.ClickException(str(refusal)) from None
    if as_json:
        print_line(msgspec.json.encode(links).decode())
        return
    for name, value in msgspec.structs.asdict(links).items():
        print_line(f"{name.removesuffix('_url'):12}{value}")


@main.group()
def host() -> None:
    """The host's way in."""


@host.command()
def link() -> None:
    """Make a new link for the host, and print it."""
    print_line(visit(Office.new_host_link))


@main.command()
@click.option(
    "--phones",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    help="How many are expected at once.",
)
def check(phones: int) -> None:
    """See whether this machine is ready to serve; exits with 1 if something is wrong."""
    try:
        settings = read_settings()
    except BadSetting as fault:
        found = [Finding("settings", "wrong", str(fault))]
    else:
        found = asyncio.run(everything.look(settings, unknown_variables(), phones))
    for finding in found:
        print_line(str(finding))
    if not good(found):
        raise click.exceptions.Exit(1)


class Records(click.Group):
    """What is no command of its own is the code of a session."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = args[0] in self.commands
        return super().resolve_command(ctx, args if known else ["of", *args])


@main.group(cls=Records, subcommand_metavar="CODE | verify FILE [OPTIONS]")
def record() -> None:
    """Records: write a file of one, or check a file. See `plenary record of --help`."""


@record.command("of")
@click.argument("code")
@click.option("--format", "file", required=True, help="Such as summary.docx, docx or zip.")
@click.option("--attribution", type=click.Choice(ATTRIBUTIONS), help="Else as was promised.")
@click.option("--lang", "language", type=click.Choice([*languages()]), default=SOURCE)
@click.option("--version", type=click.IntRange(min=1), help="Else the final one, or as it is now.")
@click.option("--template", help="The form of the summary, else that of the session.")
@click.option("--output", type=click.File("wb", lazy=True), default="-", help="Else the output.")
def of(code: str, file: str, output: BinaryIO, **wish: Any) -> None:
    """Write a file of a session's record."""
    name = file_named(file)
    if name is None:
        raise click.UsageError(f"There is no {file}; there are {', '.join(FORMATS)}.")
    wished = office.Wish(**wish)
    try:
        content = visit(lambda desk: desk.record_file(code, name, wished))
    except (LiveError, FontMissing, office.Promised) as refusal:
        raise click.ClickException(str(refusal)) from None
    output.write(content)


@record.command("verify")
@click.argument("file", type=click.File("rb"))
def verify(file: BinaryIO) -> None:
    """Check a record.json or record.zip without a database; exits with 1 if something is wrong."""
    findings = proof.verify(file.read())
    for finding in findings:
        print_line(f"{SIGNS[finding.verdict]:6}{finding.text}")
    if any(finding.verdict == "wrong" for finding in findings):
        raise click.exceptions.Exit(1)


SIGNS = {"right": "ok", "open": "-", "wrong": "WRONG"}


def visit(work: Callable[[Office], Awaitable[T]]) -> T:
    return asyncio.run(office.visit(read_settings(), work))


def print_line(line: str) -> None:
    """Print at once, also where the output goes to a file or to another program."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
