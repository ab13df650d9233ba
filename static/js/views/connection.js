// Whether the page is connected, in a word, and what waits to be sent.

import { html } from "../../vendor/lit-html/lit-html.js"
import { _, ngettext } from "../i18n.js"

export function connectionView(live) {
  const status = live.status()
  return html`<p class="connection connection--${status}">
    ${connectionText(status, live.pending())}
  </p>`
}

function connectionText(status, pending) {
  if (status === "live") return _("Live")
  if (status === "connecting") return _("Connecting…")
  if (status === "stopped") return _("Not connected")
  if (pending)
    return status === "offline"
      ? ngettext("Offline: {n} thing will be sent", "Offline: {n} things will be sent", pending)
      : ngettext(
          "Reconnecting: {n} thing will be sent",
          "Reconnecting: {n} things will be sent",
          pending,
        )
  return status === "offline" ? _("Offline") : _("Reconnecting…")
}
