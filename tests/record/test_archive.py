"""All files of the record in one."""

import hashlib
import io
from zipfile import ZipFile

import pytest

from live.i18n import languages
from live.record.archive import archive, unpacked
from live.record.formats import FORMATS
from tests.record.hostile import hostile
from tests.record.office import parts
from tests.record.sittings import Recorded, consultation, opened

OTHERS = [name for name in FORMATS if name != "record.zip"]
FILES = [("b.txt", b"two"), ("a.txt", b"one")]
WHOLE = [consultation(), hostile(), opened(), Recorded()]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("here", WHOLE)
def test_every_other_file_is_in_it(here: Recorded, language: str) -> None:
    record = here.record()
    found = parts(FORMATS["record.zip"].write(record, language))
    assert list(found) == [*OTHERS, "SHA256SUMS"]
    for name in OTHERS:
        assert found[name] == FORMATS[name].write(record, language)


def test_there_is_a_sum_of_every_file() -> None:
    found = parts(FORMATS["record.zip"].write(consultation().record(), "en"))
    told = [line.split("  ") for line in found["SHA256SUMS"].decode().splitlines()]
    assert [name for _, name in told] == OTHERS
    for digest, name in told:
        assert digest == hashlib.sha256(found[name]).hexdigest()


def test_the_same_record_gives_the_same_file() -> None:
    record = consultation().record()
    write = FORMATS["record.zip"].write
    assert write(record, "en") == write(record, "en") != write(record, "ar")


def test_files_keep_their_order() -> None:
    assert unpacked(archive(FILES)) == FILES


def test_files_have_no_date_but_can_be_read() -> None:
    with ZipFile(io.BytesIO(archive(FILES))) as packed:
        for entry in packed.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o644
