"""Every command of every part, and their names on the wire."""

from live.domain import (
    agenda,
    captioning,
    contributions,
    draft,
    floor,
    life,
    notes,
    people,
    polls,
    proposals,
    queue,
    redaction,
    turns,
    versions,
)

Command = (
    life.LifeCommand
    | people.PeopleCommand
    | agenda.AgendaCommand
    | queue.QueueCommand
    | floor.FloorCommand
    | turns.TurnsCommand
    | polls.PollsCommand
    | contributions.ContributionsCommand
    | notes.NotesCommand
    | proposals.ProposalsCommand
    | redaction.RedactionCommand
    | captioning.CaptionsCommand
    | draft.DraftCommand
    | versions.VersionsCommand
)

PARTS: tuple[type[Command], ...] = (
    life.LifeCommand,
    people.PeopleCommand,
    agenda.AgendaCommand,
    queue.QueueCommand,
    floor.FloorCommand,
    turns.TurnsCommand,
    polls.PollsCommand,
    contributions.ContributionsCommand,
    notes.NotesCommand,
    proposals.ProposalsCommand,
    redaction.RedactionCommand,
    captioning.CaptionsCommand,
    draft.DraftCommand,
    versions.VersionsCommand,
)

COMMANDS: dict[str, type[Command]] = {
    str(kind.__struct_config__.tag): kind for part in PARTS for kind in part.__subclasses__()
}
"""All commands by their names, ``part.verb``."""

FORMS = (
    people.Join,
    polls.ImportPolls,
    polls.DiscardPoll,
    captioning.PostCaption,
    captioning.ImportCaptions,
    versions.MakeRecord,
)
"""Those that come about by a form, a file, a captioner's tool, a restore or by themselves."""

BROWSER_COMMANDS = {name: kind for name, kind in COMMANDS.items() if kind not in FORMS}
"""Those that a browser can send."""
