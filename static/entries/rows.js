// The rows of an entry: sums that run along, a new row when the last one is used, Enter goes on to the next field.
// Without this the server adds up when the form is sent, and a button sends for more rows.

// What the server reads: spaces apart thousands, comma or point, both minus signs.
function oreOf(text) {
  const plain = text.replace(/[\s\u00a0\u202f]|kr/g, "").replace(/[\u2212\u2013]/g, "-");
  const digits = plain.replace(/^-/, "").replace(/[.,](?=\d{3}(\D|$))(?=.*[.,])/g, "").replace(",", ".");
  return /^\d+(\.\d{0,2})?$/.test(digits) ? Math.round(Number(digits) * 100) * (plain.startsWith("-") ? -1 : 1) : 0;
}

function kronor(ore) {
  const [whole, rest] = (Math.abs(ore) / 100).toFixed(2).split(".");
  return `${ore < 0 ? "\u2212" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0")},${rest}`;
}

function sumOf(body, column) {
  return [...body.querySelectorAll(`input[name^="${column}-"]`)].reduce((sum, input) => sum + oreOf(input.value), 0);
}

function addUp(table) {
  const body = table.tBodies[0];
  const sums = { debit: sumOf(body, "debit"), credit: sumOf(body, "credit") };
  sums.difference = sums.debit - sums.credit;
  for (const output of table.querySelectorAll("[data-sum]")) {
    output.value = kronor(sums[output.dataset.sum]);
  }
  table.querySelector(".difference").classList.toggle("uneven", sums.difference !== 0);
}

function addRow(table) {
  const body = table.tBodies[0];
  const place = body.rows.length;
  if (place >= Number(table.dataset.most)) {
    return;
  }
  const row = body.lastElementChild.cloneNode(true);
  for (const error of row.querySelectorAll('[id$="-error"]')) {
    error.remove();
  }
  for (const input of row.querySelectorAll("input")) {
    input.name = input.name.replace(/\d+$/, place);
    input.id = input.name;
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, place + 1));
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    input.value = "";
  }
  body.append(row);
}

// Enter goes to the next field, as Tab does, and saves nothing by mistake; with a modifier key it is left alone.
function goOn(event) {
  if (event.key !== "Enter" || !event.target.matches("input") || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  const inputs = [...event.currentTarget.querySelectorAll("input")];
  inputs[inputs.indexOf(event.target) + 1]?.focus();
}

for (const form of document.querySelectorAll("form[data-entry]")) {
  const table = form.querySelector("table.typed");
  const body = table.tBodies[0];
  body.addEventListener("input", (event) => {
    if (event.target.closest("tr") === body.lastElementChild) {
      addRow(table);
    }
    addUp(table);
  });
  body.addEventListener("keydown", goOn);
  form.querySelector("[data-more]").addEventListener("click", (event) => {
    event.preventDefault();
    const place = body.rows.length;
    for (let row = 0; row < 8; row += 1) {
      addRow(table);
    }
    body.rows[place]?.querySelector("input").focus();
  });
  addUp(table);
}
