// Native dialogs: a button with data-opens="id" opens one; focus goes back to the button when it closes.
let opener = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  if (button) {
    open(document.getElementById(button.dataset.opens), button);
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    closer.closest("dialog")?.close();
  }
});

// `close` does not bubble, so it is caught on its way down.
document.addEventListener("close", (event) => {
  if (event.target instanceof HTMLDialogElement && opener?.isConnected) {
    opener.focus();
    opener = null;
  }
}, true);

function open(dialog, from = document.activeElement) {
  if (dialog instanceof HTMLDialogElement && !dialog.open) {
    opener = from;
    dialog.showModal();
  }
}

document.addEventListener("kvitt:open", (event) => open(document.getElementById(event.detail)));
