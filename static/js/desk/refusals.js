// Why something was not done that only those ask for who run the session.

import { _ } from "../i18n.js"
import { alsoRefused } from "../refusals.js"

alsoRefused({
  already_interrupted: () => _("The speaker has been interrupted already. Let that end first."),
  attribution_promised: () =>
    _("People have joined who were told that the record tells less."),
  cannot_reopen: () => _("The session was closed too long ago to be reopened."),
  cannot_undo: ({ reason }) => undoText(reason),
  order_follows: () => _("The order follows the policy of the session. Nobody is moved by hand."),
  record_final: () => _("The record is final. Nothing in it can be changed any more."),
})

// What stands in the way of taking something back.
function undoText(reason) {
  const texts = {
    withdrawn: _("This can no longer be undone: the request was taken back."),
    written: _("This can no longer be undone: the statement has come in writing."),
    left: _("This can no longer be undone: the speaker has left the session."),
    asked_again: _("This can no longer be undone: they have asked to speak again."),
    order_changed: _("This can no longer be undone: the queue was put in another order."),
    later_act: _("This can no longer be undone: something later has to stay."),
    speaker_changed: _("This can no longer be undone: somebody else has the floor now."),
  }
  return texts[reason] ?? _("This can no longer be undone.")
}
