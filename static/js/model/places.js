// Stakeholder groups and regions by name: the usual ones in the page's language, others as given.

import { _ } from "../i18n.js"

let usual = null

export function groupName(session, id) {
  return nameOf(session?.groups, id)
}

export function regionName(session, id) {
  return nameOf(session?.regions, id)
}

export function placeName(place) {
  usual ??= usualNames()
  return usual.get(place.name) ?? place.name
}

function nameOf(places, id) {
  const place = places?.find(one => one.id === id)
  return place ? placeName(place) : ""
}

// Asked for once the catalogue is there.
function usualNames() {
  return new Map([
    ["Civil society", _("Civil society")],
    ["Private sector", _("Private sector")],
    ["Government", _("Government")],
    ["Academia", _("Academia")],
    ["United Nations", _("United Nations")],
    ["Other", _("Other")],
    ["Africa", _("Africa")],
    ["Asia and the Pacific", _("Asia and the Pacific")],
    ["Eastern Europe", _("Eastern Europe")],
    ["Latin America and the Caribbean", _("Latin America and the Caribbean")],
    ["Western Europe and other States", _("Western Europe and other States")],
    ["Global", _("Global")],
  ])
}
