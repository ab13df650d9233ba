"""The commands `plenary db …`."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from live import safekeeping
from live.room import erasure_log
from live.room.lasting import Applied
from live.safekeeping import InUse, NoTables, Order, Restored
from live.settings import read_settings
from live.store.backup import Manifest, NotEmpty, Unreadable

FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
KEEP = "Keep it as you keep the database: only its owner can read it now."


@click.group()
def db() -> None:
    """The database: bring it up to date, copy it, put it back."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to this release."""
    safekeeping.bring_up_to_date(read_settings())
    click.echo("The tables are of this release.")


@db.command()
@click.argument("file", type=FILE)
@click.option(
    "--without-open-ballots",
    is_flag=True,
    help="Leave out what was cast in secret polls that are open: it could be linked to people.",
)
def backup(file: Path, without_open_ballots: bool) -> None:
    """Copy everything into FILE, also while servers run."""
    try:
        made = safekeeping.copy(read_settings(), file, ballots=not without_open_ballots)
    except NoTables:
        raise click.ClickException("There is nothing in the database yet.") from None
    except FileExistsError:
        raise click.ClickException(f"{file} is there already.") from None
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be written: {fault.strerror}.") from None
    _say([*_of_copy(made, file)])


def _of_copy(made: Manifest, file: Path) -> Iterator[str]:
    size = file.stat().st_size / 1024
    sessions, events = made.rows("sessions"), made.rows("journal")
    yield f"{file}: {sessions} sessions with {events} events, {size:,.0f} KiB. {KEEP}"
    if made.open_polls and made.ballots:
        yield (
            f"{made.open_polls} secret polls are open. Whoever has this file can link their "
            "ballots to people: delete it once there is a later one, or use --without-open-ballots."
        )


@db.command()
@click.argument("file", type=click.File("rb"))
@click.option("--replace", is_flag=True, help="Put it in the place of what is there.")
@click.option(
    "--erasures",
    "logs",
    type=READABLE,
    multiple=True,
    help="A log of erasures that hold whatever the backup says; beside that of the settings.",
)
@click.option("--with-deleted", is_flag=True, help="Keep sessions that were deleted since.")
def restore(file: BinaryIO, replace: bool, logs: tuple[Path, ...], with_deleted: bool) -> None:
    """Put back what `backup` has copied to FILE, on this engine or the other one.

    Who was erased since, and what was redacted or revoked, stays so, as far as the database that
    is replaced or a log of erasures can tell.
    """
    try:
        done = safekeeping.restore(read_settings(), file, Order(replace, logs, with_deleted))
    except Unreadable as fault:
        raise click.ClickException(str(fault)) from None
    except NotEmpty as full:
        raise click.ClickException(
            f"There are {full.sessions} sessions in the database. Give --replace to lose them."
        ) from None
    except InUse:
        raise click.ClickException(
            "The database is in use. Stop all servers, of all machines, and try again."
        ) from None
    _say([*_of_restore(done)])
    if done.broken:
        raise click.exceptions.Exit(1)


def _of_restore(done: Restored) -> Iterator[str]:
    yield f"{done.sessions} sessions are back. Every browser starts afresh."
    applied = done.applied
    if applied != Applied(0, 0, 0):
        yield (
            f"Of what came after the backup: {applied.deleted} sessions deleted again, "
            f"{applied.revoked} badges and links revoked, {applied.events} events added "
            "to erase, redact, remove and discard."
        )
    if done.lost:
        yield f"{done.lost} sessions that are not in the backup are gone."
    if done.unknown:
        yield (
            f"{done.unknown} sessions were not in the database that was replaced. If they had been "
            "deleted on purpose, delete them again."
        )
    if done.open_polls:
        yield (
            f"{done.open_polls} secret polls are open in it. Until they are closed their ballots "
            "can be linked to people, here and in the backup."
        )
    if not done.rewritten:
        yield "What was erased may still be in the database's files: start a server, or vacuum."
    if done.broken:
        yield f"WRONG: the journal is not as it was written in {', '.join(done.broken)}."
    else:
        yield "The journal of every session is as it was written."


@db.command()
def erasures() -> None:
    """Print what must hold whatever backup is restored: a line for each erasure, with ids only."""
    for fact in safekeeping.facts(read_settings()):
        click.echo(erasure_log.line(fact), nl=False)


def _say(lines: list[str]) -> None:
    click.echo("\n".join(lines))
