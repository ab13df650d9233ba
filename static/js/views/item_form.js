// Adding an agenda item, or correcting one.

import { html, nothing } from "../../vendor/lit-html/lit-html.js"
import { keyed } from "../../vendor/lit-html/directives/keyed.js"
import { closeBeside } from "../dialog.js"
import { _ } from "../i18n.js"
import { closeButton } from "./ask.js"
import { refusedView } from "./refused.js"

const DAY_MINUTES = 1440

export function itemFormView(model, actions) {
  return html`<dialog
    id="item-form"
    class="drawer"
    aria-labelledby="item-form-title"
    @click=${closeBeside}
  >
    ${model.form?.kind === "item" ? keyed(model.form, formView(model, actions)) : nothing}
  </dialog>`
}

function formView(model, actions) {
  const { item } = model.form
  return html`<form class="stack" @submit=${event => submit(event, item, actions)}>
    <div class="drawer__head">
      <h2 id="item-form-title">${item ? _("Change the item") : _("Add an item")}</h2>
      ${closeButton()}
    </div>
    <div class="field">
      <label for="item-title">${_("Title")}</label>
      <input
        id="item-title"
        name="title"
        dir="auto"
        autocomplete="off"
        required
        autofocus
        maxlength=${model.limits.title ?? 200}
        .defaultValue=${item?.title ?? ""}
      />
    </div>
    <div class="field">
      <label for="item-minutes"
        >${_("Planned minutes")} <span class="soft">${_("(optional)")}</span></label
      >
      <input
        id="item-minutes"
        name="minutes"
        type="number"
        min="1"
        max=${DAY_MINUTES}
        .defaultValue=${item?.minutes ? String(item.minutes) : ""}
      />
    </div>
    ${item ? nothing : html`<p class="soft">${_("It is put at the end.")}</p>`}
    ${refusedView(model, "item-form", actions)}
    <button class="main wide">${_("Save")}</button>
  </form>`
}

function submit(event, item, actions) {
  event.preventDefault()
  const { title, minutes } = Object.fromEntries(new FormData(event.target))
  const fields = { title: title.trim(), minutes: minutes ? Number(minutes) : null }
  if (item) actions.saveItem("item.edit", { item: item.id, ...fields })
  else actions.saveItem("item.add", fields)
}
