// How the speaking time is shared: a table with thin bars in it.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { duration, percent } from "../format.js"
import { _ } from "../i18n.js"
import { airtime } from "../model/airtime.js"
import { groupName, regionName } from "../model/places.js"

export function airtimeView(model) {
  return html`${tableView(model, "groups", _("Airtime by group"), groupName)}
  ${tableView(model, "regions", _("Airtime by region"), regionName)}`
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
    <tbody>
      ${rows.map(row => rowView(row, nameOf(session, row.id) || _("Not given")))}
    </tbody>
  </table>`
}

function rowView({ ms, share }, name) {
  return html`<tr>
    <th scope="row">
      ${name}
      <progress class="bar bar--thin" aria-hidden="true" max="1" value=${share}></progress>
    </th>
    <td class="num soft">${duration(ms)}</td>
    <td class="num">${percent(share, 1)}</td>
  </tr>`
}
