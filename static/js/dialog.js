// Sheets: native dialogs, which keep the focus inside and give it back.

export function openDialog(id) {
  const dialog = document.getElementById(id)
  if (dialog && !dialog.open) dialog.showModal()
}

export function closeDialog(id) {
  document.getElementById(id)?.close()
}

// For `@click` on a dialog: a tap beside the sheet closes it.
export function closeBeside(event) {
  if (event.target !== event.currentTarget) return
  const box = event.currentTarget.getBoundingClientRect()
  const inside =
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom
  if (!inside) event.currentTarget.close()
}
