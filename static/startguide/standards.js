// The start guide: a standard that the chosen company form cannot follow is greyed; the server checks all the same.
const forms = document.querySelector('[data-choices="company_form"]');
const standards = document.querySelectorAll('[data-choices="accounting_standard"] [data-for]');

function grey() {
  const form = forms.querySelector("input:checked")?.value;
  for (const standard of standards) {
    const input = standard.querySelector("input");
    const off = form !== undefined && !standard.dataset.for.split(" ").includes(form);
    standard.toggleAttribute("data-off", off);
    input.disabled = off;
    input.checked = input.checked && !off;
  }
}

if (forms && standards.length > 0) {
  forms.addEventListener("change", grey);
  grey();
}
