// What else can be done with one poll: the menu of its row.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { _ } from "../i18n.js"
import { stepInMenu } from "../popup.js"
import { entry } from "./queue_menu.js"

export function pollMenuView(model, actions) {
  const place = model.polls.findIndex(poll => poll.id === model.pollMenuFor)
  const poll = model.polls[place]
  const begun = poll && poll.state !== "draft"
  const ended = ["closed", "published"].includes(poll?.state)
  return html`<div
    id="poll-menu"
    class="menu popup"
    popover
    role="group"
    aria-label=${poll?.question ?? ""}
    @keydown=${stepInMenu}
  >
    ${entry(_("Move up"), place > 0, () => actions.movePoll(place - 1))}
    ${entry(_("Move down"), place >= 0 && place < model.polls.length - 1, () => actions.movePoll(place + 1))}
    <hr />
    ${begun ? entry(_("Correct the wording…"), true, actions.correctPoll) : nothing}
    ${
      poll?.state === "draft"
        ? entry(_("Rehearse with votes that are made up"), true, actions.rehearsePoll)
        : nothing
    }
    ${entry(_("Duplicate"), place >= 0, () => actions.duplicatePoll(false))}
    ${ended ? entry(_("Ask again: both results side by side"), true, () => actions.duplicatePoll(true)) : nothing}
    ${poll?.state === "draft" ? entry(_("Remove the draft"), true, actions.removePoll) : nothing}
  </div>`
}
