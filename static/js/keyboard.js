// Single keys, only when the user has not switched them off and is not writing.
const PREFIX_MILLISECONDS = 1200;
const body = document.body;
let prefixAt = -Infinity; // Long ago: a page that has just opened has not been told `g` yet.

function isWriting(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function rows() {
  const links = document.querySelectorAll("main table tbody tr a[data-row], main table[data-rows] tbody tr a:first-of-type");
  const seen = new Set();
  return [...links].filter((link) => {
    const row = link.closest("tr");
    const isFirst = !seen.has(row) && row.offsetParent !== null;
    seen.add(row);
    return isFirst;
  });
}

function step(direction) {
  const links = rows();
  if (links.length === 0) {
    return;
  }
  const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here < 0 ? (direction > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + direction, 0), links.length - 1);
  links[next].focus({ focusVisible: true });
}

function go(key) {
  const link = [...document.querySelectorAll("[data-go]")].find((entry) => entry.dataset.go === key);
  link?.click();
  return link !== undefined;
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.dispatchEvent(new CustomEvent("kvitt:open", { detail: "keys" })),
};

function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) {
    return;
  }
  if (document.querySelector("dialog[open]")) {
    return;
  }
  const isAfterPrefix = event.timeStamp - prefixAt < PREFIX_MILLISECONDS;
  prefixAt = -Infinity;
  if (isAfterPrefix && go(event.key)) {
    event.preventDefault();
  } else if (event.key === "g") {
    prefixAt = event.timeStamp;
  } else if (event.key in ACTIONS) {
    event.preventDefault();
    ACTIONS[event.key]();
  }
}

if ("keys" in body.dataset) {
  document.addEventListener("keydown", press);
}

// Escape leaves a search field, so that the single keys work again.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("[data-search]")) {
    event.target.blur();
  }
});
