"""Every command of every part, and their names on the wire."""

from live.domain import agenda, floor, life, notes, people, polls, queue

Command = (
    life.LifeCommand
    | people.PeopleCommand
    | agenda.AgendaCommand
    | queue.QueueCommand
    | floor.FloorCommand
    | polls.PollsCommand
    | notes.NotesCommand
)

PARTS: tuple[type[Command], ...] = (
    life.LifeCommand,
    people.PeopleCommand,
    agenda.AgendaCommand,
    queue.QueueCommand,
    floor.FloorCommand,
    polls.PollsCommand,
    notes.NotesCommand,
)

COMMANDS: dict[str, type[Command]] = {
    str(kind.__struct_config__.tag): kind for part in PARTS for kind in part.__subclasses__()
}
"""All commands by their names, ``part.verb``."""

BROWSER_COMMANDS = {name: kind for name, kind in COMMANDS.items() if kind is not people.Join}
"""Those that a browser can send; joining is a form."""
