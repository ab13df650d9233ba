// How the speaking time is shared: a table with thin bars in it, and on each bar what is due.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration, percent } from "../format.js"
import { _, ngettext } from "../i18n.js"
import { airtime } from "../model/airtime.js"
import { groupName, regionName } from "../model/places.js"

const MINUTE_MS = 60_000

export function airtimeView(model) {
  return html`${tableView(model, "groups", _("Airtime by group"), groupName)}
  ${tableView(model, "regions", _("Airtime by region"), regionName)}`
}

export function ofOrderText(n) {
  return ngettext("{n} point of order", "{n} points of order", n)
}

function tableView({ documents, floor, now, session }, part, title, nameOf) {
  const rows = airtime(documents, part, floor, now)
  if (!rows.length) return nothing
  return html`<table class="airtime">
    <caption>
      ${title}
    </caption>
    <thead class="unseen">
      <tr>
        <th scope="col">${_("Who")}</th>
        <th scope="col">${_("Time")}</th>
        <th scope="col">${_("Share")}</th>
      </tr>
    </thead>
    ${rows.map(row => rowView(row, nameOf(session, row.id) || _("Not given")))}
  </table>`
}

function rowView(row, name) {
  const more = moreOf(row)
  return html`<tbody>
    <tr>
      <th scope="row">${name}</th>
      <td class="num soft">${duration(row.ms)}</td>
      <td class="num">${percent(row.share, 1)}</td>
    </tr>
    <tr>
      <td class="airtime__more" colspan="3">
        ${barView(row)} ${more.length ? html`<p class="num soft">${more}</p>` : nothing}
      </td>
    </tr>
  </tbody>`
}

// The mark is drawn, as no style may stand in a page.
function barView({ share, target, due }) {
  const mark = target ?? due
  return html`<div class="share-bar" aria-hidden="true">
    <progress class="bar bar--thin" max="1" value=${share}></progress>
    ${
      mark === null
        ? nothing
        : html`<svg class="share-bar__mark" viewBox="0 0 100 1" preserveAspectRatio="none">
            <line x1=${mark * 100} x2=${mark * 100} y1="0" y2="1"></line>
          </svg>`
    }
  </div>`
}

// “target 40% · 4 min left · 3 turns · 2 points of order”
function moreOf({ target, due, leftMs, turns, ofOrder }) {
  const parts = [
    target !== null && _("target {share}", { share: percent(target, 1) }),
    target === null && due !== null && _("due {share}", { share: percent(due, 1) }),
    leftMs !== null && budgetView(leftMs),
    turns > 0 && ngettext("{n} turn", "{n} turns", turns),
    ofOrder && ofOrderText(ofOrder),
  ]
  return parts.filter(Boolean).map((part, place) => html`${place ? " · " : nothing}${part}`)
}

function budgetView(leftMs) {
  const amount = amountText(Math.abs(leftMs))
  return leftMs < 0
    ? html`<span class="is-stop">${_("{amount} over", { amount })}</span>`
    : _("{amount} left", { amount })
}

function amountText(ms) {
  return ms < MINUTE_MS
    ? _("{n} s", { n: Math.floor(ms / 1000) })
    : _("{n} min", { n: Math.floor(ms / MINUTE_MS) })
}
