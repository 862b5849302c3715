// Forms: the error summary takes the focus, choices that need no button submit themselves, a form is sent once.
const SENT_MILLISECONDS = 4000;

document.querySelector("[data-focus]")?.focus();

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) {
    event.target.form.requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest('[aria-disabled="true"]');
  if (button) {
    event.preventDefault();
    event.stopPropagation();
  }
  if (event.target.closest("[data-print]")) {
    window.print();
  }
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // A download leaves the page where it is, and a stopped upload too.
  window.setTimeout(() => delete form.dataset.sent, SENT_MILLISECONDS);
});

// Coming back with the browser's back button brings the page as it was left: let it be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
  }
});
