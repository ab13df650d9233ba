"""What was said, in the transcript."""

import re

from msgspec.structs import replace

from live.domain.captioning import AttributeCaptions, CorrectCaption
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.passages import chosen, passages
from live.record.projection import project
from live.record.speaking import Caption
from tests.domain.occasion import scribe
from tests.record.office import Read
from tests.record.sittings import Recorded, ada, consultation, written
from tests.record.talked import PHONE, brought, in_two_languages, into, line, talked


def told(record: Record, language: str = "en") -> list[str]:
    """The entries of the transcript, without their times."""
    text = written(record, "transcript.md", language)
    return re.findall(r"^- \*\*\d\d:\d\d:\d\d\*\* (.*(?:\n  .*)*)", text, re.MULTILINE)


def that_begins(here: Recorded, words: str) -> Caption:
    return next(one for one in here.record().captions if one.text.startswith(words))


def test_what_was_said_stands_under_the_turn_with_who_said_it() -> None:
    entries = told(talked().record())
    spoke = next(n for n, entry in enumerate(entries) if entry.startswith("Statement: Ada"))
    assert entries[spoke + 1 : spoke + 4] == [
        "Ada Lovelace:\\\n  Welcome to \\<all\\> of you. We have two days \\& a great deal to do.",
        "Chair Person:\\\n  One minute, please.",
        "Ada Lovelace (likely):\\\n  Thank you, Chair.",
    ]


def test_what_was_said_before_the_click_is_told_at_the_beginning_of_the_turn() -> None:
    text = written(talked().record(), "transcript.md")
    [turn] = re.findall(r"\*\*([\d:]+)\*\* Statement: Ada .* on “welcome”", text)
    assert f"**{turn}** Ada Lovelace:\\\n  Welcome" in text


def test_whoever_is_only_likely_to_have_spoken_is_told_as_such() -> None:
    assert "Ben Okri (likely):\\\n  As Ben I say it again." in told(talked().record())


def test_a_line_of_nobody_says_so() -> None:
    assert "Not known who (iPhone):\\\n  A phone rings." in told(talked().record())


def test_what_a_rapporteur_says_of_a_line_is_told() -> None:
    here = talked()
    here.do(scribe, AttributeCaptions(ada.id, (that_begins(here, "A phone").id,)))
    assert "Ada Lovelace:\\\n  A phone rings." in told(here.record())


def test_what_a_rapporteur_says_of_a_label_is_told() -> None:
    here = talked()
    stream = here.session.captions.streams[that_begins(here, "A phone").stream]
    label = stream.labels[PHONE]
    here.do(scribe, AttributeCaptions(ada.id, stream=stream.id, label=label))
    assert "Ada Lovelace:\\\n  A phone rings." in told(here.record())


def test_a_corrected_line_is_told_as_it_is_now() -> None:
    here = talked()
    here.do(scribe, CorrectCaption(that_begins(here, "Safeguards").id, 1, "Safeguards, first."))
    assert any("Safeguards, first." in entry for entry in told(here.record()))


def test_it_says_how_sure_it_is_who_spoke() -> None:
    text = written(talked().record(), "transcript.md")
    assert "What was said is told by 8 lines of captions in English." in text
    assert "Who spoke is certain for 4 (50%), likely for 3 (38%) and not known for 1 (12%)." in text


def test_of_a_session_without_captions_nothing_is_said_of_them() -> None:
    assert "captions" not in written(consultation().record(), "transcript.md")


def test_the_captions_in_the_language_of_the_reader_are_told() -> None:
    record = in_two_languages().record()
    assert "شكرًا جزيلًا." in written(record, "transcript.md", "ar")
    assert "Welcome to" not in written(record, "transcript.md", "ar")


def test_in_a_language_without_captions_it_is_those_of_which_most_is_known() -> None:
    assert chosen(in_two_languages().record(), "zh")[0].language == "en"


def test_other_captions_are_mentioned() -> None:
    text = written(in_two_languages().record(), "transcript.md")
    assert "There are others: Arabic (one line)." in text


def test_without_names_it_is_said_by_which_group_somebody_spoke() -> None:
    entries = told(project(talked().record(), "group"))
    said = next(entry for entry in entries if "A phone rings." in entry or "As Ben" in entry)
    assert said.startswith(("A representative of Government (likely):", "Not known who:"))
    assert not any(name in entry for entry in entries for name in ("Lovelace", "Okri", "iPhone"))


def test_under_the_chatham_house_rule_nobody_is_said_to_have_spoken() -> None:
    record = project(talked().record(), "chatham")
    assert "Speaker:\\\n  As \\[…\\] I say it again." in told(record)
    assert "Who spoke" not in written(record, "transcript.md")


def test_the_word_file_has_what_was_said() -> None:
    text = Read(FORMATS["transcript.docx"].write(talked().record(), "en")).text
    assert "We have two days & a great deal to do." in text


def test_what_moderators_did_is_smaller_beside_what_was_said() -> None:
    assert 'class="minor"' in written(talked().record(), "transcript.html")
    assert 'class="minor"' not in written(consultation().record(), "transcript.html")


def test_lines_of_a_stream_without_a_beginning_are_not_told() -> None:
    here = consultation()
    brought(here, line(0, "When was this?"), zero=None)
    assert here.record().captions == ()


def test_captions_are_in_the_order_of_time_whatever_they_come_from() -> None:
    captions = in_two_languages().record().captions
    assert [one.start for one in captions] == sorted(one.start for one in captions)
    assert {one.language for one in captions} == {"en", "ar"}


def test_a_long_speech_is_parted_at_the_end_of_a_sentence() -> None:
    here = consultation()
    sentence = "This is a sentence that goes on for a while and then ends."
    brought(here, *(line(into(here, 1, nth), sentence) for nth in range(20)))
    [passage] = passages(chosen(here.record(), "en"))
    assert passage.text.count("\n\n") == 1
    assert passage.text.replace("\n\n", " ") == " ".join([sentence] * 20)


def test_languages_without_spaces_have_none_between_their_lines() -> None:
    lines = [replace(one, language="zh-Hans") for one in talked().record().captions[1:3]]
    assert passages(lines)[0].text == "".join(one.text for one in lines)


def test_what_is_mostly_certain_is_not_marked() -> None:
    lines = talked().record().captions[1:3]
    likely = replace(lines[0], confidence="likely")
    assert passages([likely, lines[1]])[0].confidence == "certain"
    assert passages([likely])[0].confidence == "likely"
