"""What anybody may try with the draft summary, at any time."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from live.domain import draft
from live.domain.actors import Actor, PersonId
from tests.domain.paper_rules import PaperRules
from tests.domain.rules import UNKNOWN, flag, mostly, nth, pick, writers

TEXTS = ("", "Law.", "Law. More time.", "Training.\n\nLaw. More time.", "😀 Law.")


class DraftRules(PaperRules):
    """``texts``: what stands in each section, as a plain text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}

    def named_section(self, which: int) -> str:
        return pick([*draft.BESIDES, *self.session.agenda.items], which)

    def writer(self, section: str) -> PersonId | None:
        known = self.session.draft.sections.get(section)
        return known.writer if known else None

    @rule(who=writers, which=nth, saw=mostly)
    def take_section(self, who: Actor, which: int, saw: bool) -> None:
        section = self.named_section(which)
        writer = self.writer(section)
        may = saw or writer == who.id
        command = draft.TakeSection(section, writer if saw else PersonId(UNKNOWN))
        if self.does(who, command, may=may):
            assert self.writer(section) == who.id
            self.texts.setdefault(section, self.session.draft.sections[section].text)

    @precondition(lambda self: self.texts)
    @rule(who=writers, which=nth, text=st.sampled_from(TEXTS), saw=mostly)
    def write_section(self, who: Actor, which: int, text: str, saw: bool) -> None:
        section = self.session.draft.section(pick(list(self.texts), which))
        writes = saw and section.writer in (None, who.id)
        command = draft.WriteSection(section.id, section.revision if saw else 0, text)
        if self.does(who, command) is None:
            return
        after = self.session.draft.section(section.id)
        if writes:
            self.texts[section.id] = text
        elif text:
            assert text in (after.text, *(aside.text for aside in after.asides))

    @precondition(lambda self: self.texts)
    @rule(who=writers, which=nth)
    def release_section(self, who: Actor, which: int) -> None:
        section = pick(list(self.texts), which)
        held = self.writer(section)
        done = self.does(who, draft.ReleaseSection(section))
        assert not done or held == who.id

    @precondition(lambda self: any(one.asides for one in self.session.draft.sections.values()))
    @rule(who=writers, which=nth, known=flag)
    def drop_aside(self, who: Actor, which: int, known: bool) -> None:
        sections = [one for one in self.session.draft.sections.values() if one.asides]
        section = pick(sections, which)
        self.does(who, draft.DropAside(section.id, section.asides[0].id if known else UNKNOWN))

    @invariant()
    def nobodys_words_are_another_text(self) -> None:
        sections = self.session.draft.sections.values()
        assert {section.id: section.text for section in sections} == self.texts
