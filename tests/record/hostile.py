"""A session in which every text tries to be something else."""

from msgspec.structs import replace

from live.domain import agenda, life, notes, polls, queue
from live.domain.life import Place
from tests.domain.occasion import MINUTE, actor, chair, scribe
from tests.record.sittings import PLAN, Recorded, opened

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|'/c calc'!A1"
ARROW = "00:01.000 --> 00:02.000"
PIPES = "a | b || c"
MARKUP = "*x* _y_ `z` [l](http://e.example) ![i](j) ~~s~~ \\* # h #"
ENTITY = "&amp; &lt;b&gt; </v><v Eve>"
HEBREW = "שלום abc"
LINES = (
    "# heading\n- list\n1. number\n2) number\n\n    code\n---\n> quote\n| a | b |\n| --- | --- |\n"
    "=== \n```\nfence\n\n<b>html</b>\n* * *\n[x]: http://e.example\n" + ARROW
)
TEXTS = (SCRIPT, FORMULA, ARROW, PIPES, MARKUP, ENTITY, HEBREW, LINES)

mallory = actor("mallory")

HOSTILE = replace(
    PLAN,
    title=f"{SCRIPT} {PIPES}",
    host=MARKUP,
    groups=(*PLAN.groups[1:], Place("civil_society", f"{ENTITY} {PIPES} {{kind}} %(x)s")),
    regions=(Place("global", "1. # x"), Place("africa", HEBREW)),
)


def hostile() -> Recorded:
    here = opened(HOSTILE)
    here.enter(mallory, f"{SCRIPT}{ARROW}", FORMULA, "civil_society", "africa")
    item = here.made(chair, agenda.AddItem(f"- {MARKUP} {PIPES}"))
    here.do(chair, agenda.StartItem(item))
    for about in (SCRIPT, FORMULA, ARROW, PIPES, MARKUP, ENTITY, HEBREW):
        here.speak(mallory, MINUTE, about)
    for text in TEXTS:
        here.do(scribe, notes.PostNote(text, "quote"))
    named = here.made(
        chair, polls.CreatePoll("single", MARKUP, (FORMULA, PIPES, ENTITY, HEBREW), False)
    )
    here.vote(named, (mallory, [0]))
    here.then(chair, polls.PublishPoll(named))
    here.do(chair, queue.AddRequest("call", name=MARKUP, organisation=PIPES, about=SCRIPT))
    here.do(chair, queue.ClearQueue())
    here.do(chair, queue.OfferWriting())
    behalf = queue.RequestFloor("statement", PIPES, None, "on_behalf", MARKUP, FORMULA)
    here.do(mallory, queue.WriteIn(here.made(mallory, behalf), LINES))
    here.speak_of(here.made(mallory, behalf), MINUTE)
    here.do(mallory, queue.RequestFloor("question", ARROW))
    here.do(chair, life.CloseSession())
    return here
