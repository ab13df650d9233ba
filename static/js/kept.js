// What a page keeps over a reload, in this tab only.

export function restored(key, fallback) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? fallback
  } catch {
    return fallback
  }
}

// Where nothing can be stored (a private window, a full disk) the page's memory has to do.
export function keep(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    return
  }
}
