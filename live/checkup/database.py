"""The database: whether it answers, has our tables, and keeps what was acknowledged."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from live.checkup.findings import Finding, counted, ok, warning, wrong
from live.settings import Settings
from live.store import examination
from live.store.connection import Fault
from live.store.database import Database, OutcomeUnknown, Unavailable
from live.store.examination import Postgres, Sqlite
from live.store.upgrade import Standing

WHAT = "database"
FULL = 2
OVER_A_NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.sshfs")
LITTLE_BYTES = 1 << 30
SLOW_SECONDS = 0.005
APART_SECONDS, FAR_APART_SECONDS = 0.5, 5.0
OLDEST_POSTGRES = 12
UPGRADE = "run plenary db upgrade"
LOST = "what was acknowledged can be lost when the machine fails"


async def look(settings: Settings) -> list[Finding]:
    file = settings.sqlite_file
    if file is not None and not file.exists():
        return [ok(WHAT, f"{file} will be made at the first start."), *_disk(file)]
    database = Database(settings.database_url)
    try:
        found = await database.write(examination.examine)
    except (Unavailable, OutcomeUnknown, Fault) as fault:
        return [wrong(WHAT, f"It does not answer: {_said(fault)}")]
    finally:
        await database.close()
    if isinstance(found, Sqlite):
        return [*_sqlite(found), *(_disk(file) if file else ())]
    return [*_postgres(found, settings.workers)]


def _said(fault: BaseException) -> str:
    """What the driver says, on one line; it knows no password."""
    while fault.__cause__ is not None:
        fault = fault.__cause__
    return " ".join(str(getattr(fault, "orig", fault)).split()) or type(fault).__name__


def _sqlite(found: Sqlite) -> Iterator[Finding]:
    if found.synchronous < FULL:
        yield wrong(WHAT, f"SQLite does not wait for the disk (synchronous): {LOST}.")
    if found.journal_mode != "wal":
        yield wrong(WHAT, "SQLite cannot keep a write-ahead log here; use another folder.")
    if found.faults != "ok":
        yield wrong(WHAT, f"The file is damaged ({found.faults}): restore a backup.")
    if found.standing in (Standing.OLDER, Standing.MISSING):
        yield ok(WHAT, f"SQLite {found.version}; its tables are brought up to date at the start.")
    else:
        yield from _standing(found.standing, f"SQLite {found.version}")


def _standing(standing: Standing, name: str) -> Iterator[Finding]:
    match standing:
        case Standing.CURRENT:
            yield ok(WHAT, f"{name}, with the tables of this release.")
        case Standing.NEWER:
            yield warning(WHAT, f"{name}, with the tables of a newer release.")
        case Standing.OLDER:
            yield wrong(WHAT, f"{name}, with the tables of an older release: {UPGRADE}.")
        case Standing.MISSING:
            yield wrong(WHAT, f"{name}, without our tables: {UPGRADE}.")


def _disk(file: Path) -> Iterator[Finding]:
    folder = next(one for one in file.absolute().parents if one.exists())
    kind = _file_system(folder)
    if kind.startswith(OVER_A_NETWORK):
        yield wrong(
            WHAT, f"{folder} is on another machine ({kind}), where SQLite's locks do not hold."
        )
    left = shutil.disk_usage(folder).free
    if left < LITTLE_BYTES:
        yield warning(WHAT, f"Only {left >> 20} MiB are left on the disk of {folder}.")


def _file_system(folder: Path) -> str:
    """Its kind; empty where nobody can tell."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return ""
    kinds = {Path(line.split()[1]): line.split()[2] for line in mounts}
    return next((kinds[one] for one in (folder, *folder.parents) if one in kinds), "")


def _postgres(found: Postgres, workers: int) -> Iterator[Finding]:
    told = found.settings
    yield from _standing(found.standing, f"PostgreSQL {told['server_version']}")
    if int(told["server_version"].split(".")[0]) < OLDEST_POSTGRES:
        yield warning(WHAT, f"PostgreSQL before {OLDEST_POSTGRES} was not tried.")
    if found.replica:
        yield wrong(WHAT, "It is a replica, on which nothing can be written.")
    if told["server_encoding"] != "UTF8":
        yield wrong(WHAT, f"Its encoding is {told['server_encoding']}; make one with UTF8.")
    if told["fsync"] == "off":
        yield wrong(WHAT, f"fsync is off: {LOST}, or all of it.")
    if told["synchronous_commit"] in ("off", "local"):
        yield _acknowledged_too_early(told["synchronous_commit"])
    if told["full_page_writes"] == "off":
        yield warning(WHAT, "full_page_writes is off: a page can be torn when the machine fails.")
    if told["archive_mode"] != "off":
        yield warning(
            WHAT,
            "Its write-ahead log is archived: what is erased stays there, and of secret polls that "
            "were open what leads to people, for as long as the archive is kept.",
        )
    yield from _connections(found, workers)
    yield from _distance(found)


def _acknowledged_too_early(setting: str) -> Finding:
    if setting == "off":
        return wrong(WHAT, f"synchronous_commit is off: {LOST}.")
    return warning(WHAT, "synchronous_commit is local: a standby can lack what was acknowledged.")


def _connections(found: Postgres, workers: int) -> Iterator[Finding]:
    most = int(found.settings["max_connections"])
    most -= int(found.settings["superuser_reserved_connections"])
    needed = 2 * workers * examination.MOST_CONNECTIONS  # two of each while they are replaced
    words = (
        f"{counted(workers, 'worker')} may need {needed} connections; "
        f"{most} are possible, {found.used} in use"
    )
    if needed > most:
        yield wrong(WHAT, f"{words}: raise max_connections, or serve with fewer workers.")
    else:
        yield ok(WHAT, f"{words}.")


def _distance(found: Postgres) -> Iterator[Finding]:
    if found.seconds > SLOW_SECONDS:
        yield warning(
            WHAT,
            f"An answer takes {found.seconds * 1000:.0f} ms, and a commit several: "
            "move the server nearer to it.",
        )
    apart = abs(found.ahead_seconds)
    if apart > APART_SECONDS:
        words = f"Its clock and this machine's are {apart:.1f} s apart: let both follow NTP."
        yield (wrong if apart > FAR_APART_SECONDS else warning)("clock", words)
    else:
        yield ok("clock", f"The database's clock is {apart * 1000:.0f} ms off this machine's.")
