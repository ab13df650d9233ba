// Why something was not done, in words, by the code of the refusal.

import { _ } from "./i18n.js"

const others = {} // of commands that are not of every page: by code, text(details)

export function alsoRefused(texts) {
  Object.assign(others, texts)
}

export function refusalText({ code, message, details = {} }) {
  const texts = {
    already_claimed: _("Somebody else has said that this is them. Tell the moderator."),
    already_waiting: _("You are in the queue already."),
    id_reused: _("This was not sent properly. Please try again."),
    internal: _("Something went wrong on the server. Nothing was changed."),
    invalid: _("Something here is not as it should be. Please check it."),
    not_allowed: _("Your role does not permit this."),
    no_organisation: _("Each organisation has one vote. Add yours to your details, then vote."),
    not_eligible: _("This poll is for others."),
    not_found: _("This is not there any more."),
    organisations_fixed: _("Each organisation has one vote now. Change yours when voting is closed."),
    proposals_closed: _("Notes cannot be proposed in this session."),
    poll_closed: _("This came too late and was not counted: voting is closed."),
    poll_not_open: _("Voting has not begun."),
    queue_closed: _("The queue is closed."),
    session_closed: _("The session is closed."),
    session_not_open: _("The session is not open now."),
    speaker_changed: _("The speaker has changed. Your reply was not added."),
    stale: _("This has changed in the meantime. Look again."),
    too_large: _("This is too much at once and was not sent. Please shorten it."),
    too_many_proposals: _("{most} of your proposals wait already. Send this when some have been dealt with.", details),
    too_long: _("This is too long: {limit} characters at most.", { limit: details.limit }),
    unknown_command: _("This page is out of date. Please reload it."),
    wrong_choice: _("Choose from {min} to {max} of the options.", details),
    wrong_state: _("This cannot be done now."),
  }
  return others[code]?.(details) ?? texts[code] ?? message ?? _("This did not work. Please try again.")
}

// Why the connection has ended for good, by its close code.
export function endText(code) {
  const texts = {
    4401: _("You are not in this session on this device any more. Join again to go on."),
    4403: _("You were removed from this session."),
    4404: _("This session does not exist any more."),
    4406: _("This page is out of date. Please reload it."),
  }
  return texts[code] ?? _("This page is no longer connected.")
}
