from sqlalchemy import Connection

from live.store import directory, sessions
from live.store.directory import Entry
from tests.store.rows import SESSION, a_session

ADA = Entry("Ada", "Analytical Society", "en")
BO = Entry("Bo")


def test_a_person_is_read_as_saved(connection: Connection) -> None:
    directory.save(connection, SESSION, "p_ada", ADA)
    assert directory.read(connection, SESSION) == {"p_ada": ADA}


def test_saving_again_replaces_the_entry(connection: Connection) -> None:
    directory.save(connection, SESSION, "p_ada", ADA)
    directory.save(connection, SESSION, "p_ada", Entry("Ada L.", language="fr"))
    assert directory.read(connection, SESSION) == {"p_ada": Entry("Ada L.", "", "fr")}


def test_only_the_people_asked_for_are_read(connection: Connection) -> None:
    directory.save(connection, SESSION, "p_ada", ADA)
    directory.save(connection, SESSION, "p_bo", BO)
    assert directory.read(connection, SESSION, ["p_bo", "p_cy"]) == {"p_bo": BO}
    assert directory.read(connection, SESSION, []) == {}


def test_one_person_has_an_entry_in_each_session(connection: Connection) -> None:
    sessions.insert(connection, a_session("s_2", "BBBBBBBB"))
    directory.save(connection, SESSION, "p_ada", ADA)
    directory.save(connection, "s_2", "p_ada", BO)
    assert directory.read(connection, SESSION) == {"p_ada": ADA}
