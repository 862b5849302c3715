// A paste of several cells into the table fills the cells to the right and below, and adds rows when it must.
// Without this the field above the table takes the same paste.
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

for (const table of document.querySelectorAll("[data-paste-table]")) {
  const body = table.tBodies[0];
  body.addEventListener("input", () => addUp(table));
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (event.target.matches("input") && /[\t\n]/.test(text.trim())) {
      event.preventDefault();
      fill(body, event.target, cellsOf(text));
      addUp(table);
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
