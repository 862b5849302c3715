// A paste of several cells fills the table from the cell it was made in, to the right and below, and adds rows when it
// must; one into the field above the table fills the first free rows. Without this the server spreads what that field holds.
function cellsOf(text) {
  return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
}

function addRow(body) {
  const row = body.lastElementChild.cloneNode(true);
  const place = body.children.length;
  for (const error of row.querySelectorAll(".field-error")) {
    error.remove();
  }
  for (const input of row.querySelectorAll("input")) {
    input.name = input.name.replace(/\d+$/, place);
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, place + 1));
    input.removeAttribute("aria-invalid");
    input.value = "";
  }
  body.append(row);
}

function fill(body, start, cells) {
  const first = [...body.children].indexOf(start.closest("tr"));
  const from = [...start.closest("tr").querySelectorAll("input")].indexOf(start);
  let last = start;
  cells.forEach((row, down) => {
    while (body.children.length <= first + down) {
      addRow(body);
    }
    const inputs = body.children[first + down].querySelectorAll("input");
    row.forEach((text, right) => {
      const input = inputs[from + right];
      if (input) {
        input.value = text.trim();
        last = input;
      }
    });
  });
  last.focus();
}

// What the server reads too: spaces apart thousands, comma or point, both minus signs, brackets, a minus behind.
function oreOf(text) {
  const plain = text.replace(/[\s\u00a0\u202f]|SEK|kr/g, "").replace(/[\u2212\u2013]/g, "-");
  const isNegative = /^\(.*\)$|-$|^-/.test(plain);
  const digits = plain.replace(/[()-]/g, "").replace(/[.,](?=\d{3}(\D|$))(?=.*[.,])/g, "").replace(",", ".");
  return /^\d+(\.\d{0,2})?$/.test(digits) ? Math.round(Number(digits) * 100) * (isNegative ? -1 : 1) : 0;
}

function kronor(ore) {
  const [whole, rest] = (Math.abs(ore) / 100).toFixed(2).split(".");
  return `${ore < 0 ? "\u2212" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0")},${rest}`;
}

function addUp(table) {
  table.querySelectorAll("[data-sum]").forEach((output, place) => {
    const inputs = [...table.tBodies[0].rows].map((row) => row.querySelectorAll("input")[2 + place]);
    output.value = kronor(inputs.reduce((sum, input) => sum + oreOf(input.value), 0));
  });
}

// The first row with nothing in it or below it.
function firstFree(body) {
  const isFilled = (row) => [...row.querySelectorAll("input")].some((input) => input.value.trim());
  const rows = [...body.rows];
  const last = rows.findLastIndex(isFilled);
  if (last + 1 === rows.length) {
    addRow(body);
  }
  return body.rows[last + 1].querySelector("input");
}

// Take a paste into the table; one of more rows than a form can send stays in the field, where the server tells of it.
function take(table, event, start) {
  const text = event.clipboardData.getData("text/plain");
  const cells = cellsOf(text);
  if (!/[\t\n]/.test(text.trim())) {
    return;
  }
  const first = [...table.tBodies[0].rows].indexOf(start.closest("tr"));
  const field = document.querySelector("[data-paste-field]");
  if (first + cells.length > Number(table.dataset.pasteTable)) {
    if (event.target !== field) {
      event.preventDefault();
      field.value = text;
      field.focus();
    }
    return;
  }
  event.preventDefault();
  fill(table.tBodies[0], start, cells);
  addUp(table);
  document.querySelector("[data-paste-told]").hidden = false;
}

for (const table of document.querySelectorAll("[data-paste-table]")) {
  const body = table.tBodies[0];
  document.querySelector("[data-paste-field]").addEventListener("paste", (event) => take(table, event, firstFree(body)));
  body.addEventListener("input", () => addUp(table));
  body.addEventListener("paste", (event) => {
    if (event.target.matches("input")) {
      take(table, event, event.target);
    }
  });
  // Enter goes down the column as in a spreadsheet, and opens a new row below the last one.
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) {
      return;
    }
    event.preventDefault();
    const row = event.target.closest("tr");
    const column = [...row.querySelectorAll("input")].indexOf(event.target);
    if (row === body.lastElementChild) {
      addRow(body);
    }
    row.nextElementSibling.querySelectorAll("input")[column].focus();
  });
}
