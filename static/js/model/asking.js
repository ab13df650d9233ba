// What is said in asking to speak, as a form has it and as it is sent. Pure.

import { languagesOffered, languageTag } from "./languages.js"

export const nothingSaid = {
  about: "",
  capacity: null,
  on_behalf_of: "",
  language: "",
  statement: "",
}

// The fields of queue.request and queue.edit, of the texts of a form by name.
export function asked(session, texts) {
  const { about, capacity, on_behalf_of = "", language, statement, category } = texts
  return {
    ...(category ? { category } : {}),
    about: about.trim(),
    capacity: capacity || null,
    on_behalf_of: capacity === "on_behalf" ? on_behalf_of.trim() : "",
    language: languageTag(language, languagesOffered(session)),
    statement: statement.trim(),
  }
}

// What of it goes into a change: a text that this page does not know, and in whose field nothing
// was written, stays what it is.
export function edited(fields, knownStatement) {
  const { statement, ...others } = fields
  return statement === "" && knownStatement === undefined ? others : fields
}
