// What rankings and ratings come to, beside the votes.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { decimal, number } from "../format.js"
import { _ } from "../i18n.js"
import { isDeclining } from "../model/ballot.js"
import { optionView } from "./option.js"

// “Median 4, mean 3.8.”
export function ratingText({ tally: { median, mean } }) {
  if (mean === null) return nothing
  return _("Median {median}, mean {mean}.", { median: decimal(median), mean: decimal(mean) })
}

export function pairsView({ options, tally }) {
  if (!tally.pairs) return nothing
  const ranked = options.filter(option => !isDeclining(option))
  return html`<p class="soft">
      ${_("Bars show first preferences. Points by the Borda count: one for each option that comes behind, on each ballot that ranks the option.")}
    </p>
    <details>
      <summary>${_("Each option against each other")}</summary>
      <div class="pairs" role="region" tabindex="0" aria-label=${_("Each option against each other")}>
        <table>
          <caption class="soft">
            ${_("How many prefer the option of the row to that of the column.")}
          </caption>
          <thead>
            <tr>
              <td></td>
              ${ranked.map(option => html`<th scope="col">${optionView(option)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${ranked.map(one => rowView(one, ranked, tally.pairs))}
          </tbody>
        </table>
      </div>
    </details>`
}

function rowView(one, ranked, pairs) {
  return html`<tr>
    <th scope="row">${optionView(one)}</th>
    ${ranked.map(
      other => html`<td class="num">${other === one ? "–" : number(pairs[one.id][other.id])}</td>`,
    )}
  </tr>`
}
