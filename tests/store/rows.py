"""Rows to begin with."""

from pathlib import Path

from sqlalchemy import URL, make_url

from live.store.sessions import Session

SESSION = "s_1"


def url_in(folder: Path) -> URL:
    return make_url(f"sqlite+pysqlite:///{folder / 'plenary.db'}")


def a_session(session_id: str = SESSION, code: str = "ABCDEFGH", created_at: int = 1) -> Session:
    return Session(
        id=session_id,
        code=code,
        title="Consultation",
        status="draft",
        epoch="e_1",
        created_at=created_at,
    )
