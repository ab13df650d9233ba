"""What people do in more than one story."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.async_api import Locator, expect

from tests.browser.people import Person
from tests.web.sockets import command

KINDS = {
    "Choose one": "single",
    "Choose several": "multiple",
    "Yes or no": "yes_no",
    "Rate on a scale": "rating",
    "Put in order": "ranking",
    "Write some words": "words",
    "Write a text": "text",
}


async def do(person: Person, name: str, **arguments: Any) -> Any:
    """What the forms of their page do, without the time that it takes to fill them in."""
    address = urlsplit(person.page.url)
    code = address.path.split("/")[2]
    answer = await person.page.request.post(
        urljoin(person.page.url, f"/s/{code}/do"),
        data=command(name, arguments),
        headers={
            "Content-Type": "application/json",
            "Origin": f"{address.scheme}://{address.netloc}",
        },
    )
    assert answer.status == 200, await answer.text()
    return (await answer.json())["result"]


async def wait_to_speak(person: Person, kind: str = "statement", about: str = "") -> None:
    """Ask for the floor, where it is not asking that is told of."""
    await expect(person.button("Ask to speak")).to_be_visible()
    await do(person, "queue.request", kind=kind, about=about)


async def ask_to_speak(person: Person, kind: str = "Statement", about: str = "") -> None:
    await person.button("Ask to speak").click()
    await send_request(person, kind, about)


async def send_request(person: Person, kind: str = "Statement", about: str = "") -> None:
    """From the sheet, which is open already."""
    sheet = person.dialog("Ask to speak")
    await person.find("radio", kind).check()
    await person.field("What about?").fill(about)
    order = kind == "Point of order"
    send = person.say("Raise the point of order" if order else "Ask for the floor")
    await sheet.get_by_role("button", name=send).click()
    await expect(sheet).to_be_hidden()


def main(person: Person) -> Locator:
    return person.page.get_by_role("main")


def queue(person: Person) -> Locator:
    """The rows of whoever waits to speak, in order."""
    return person.listed("Waiting to speak").get_by_role("listitem")


async def prepare_poll(
    moderator: Person,
    question: str,
    options: list[str],
    *,
    kind: str = "Choose one",
    secret: bool = True,
    ends: tuple[str, str] | None = None,
) -> Locator:
    """Its row in the run sheet."""
    await do(
        moderator,
        "poll.create",
        question=question,
        options=options,
        kind=KINDS[kind],
        secret=secret,
        ends=ends or ("", ""),
        declining=["abstain"],
    )
    return await drafted(moderator, question)


async def write_poll(
    moderator: Person,
    question: str,
    options: list[str],
    *,
    kind: str = "Choose one",
    secret: bool = True,
    ends: tuple[str, str] | None = None,
) -> Locator:
    """By the form. Its row in the run sheet."""
    await moderator.button("New poll").click()
    form = moderator.dialog("New poll")
    await moderator.field("Question").fill(question)
    await moderator.find("radio", kind).check()
    if options:
        await moderator.field("Options, one a line").fill("\n".join(options))
    if ends:
        await moderator.field("What the lowest number means").fill(ends[0])
        await moderator.field("What the highest number means").fill(ends[1])
    if not secret:
        named = "Named: the moderators and the record show who voted what."
        await moderator.find("radio", named).check()
    await moderator.button("Save as a draft").click()
    await expect(form).to_be_hidden()
    return await drafted(moderator, question)


async def drafted(moderator: Person, question: str) -> Locator:
    row = moderator.listed("Polls").get_by_role("listitem").filter(has_text=question)
    await expect(row).to_contain_text(moderator.say("draft"))
    return row
