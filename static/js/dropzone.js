// A drop zone is a label.dropzone around an ordinary file field; without this it is still that field.
// The form says the limit and the words: data-max-bytes, data-too-large.
const UNITS = ["B", "kB", "MB"];

function size(bytes) {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const number = (bytes / 1000 ** power).toFixed(power === 2 ? 1 : 0).replace(".", ",");
  return `${number}\u00a0${UNITS[power]}`;
}

function list(zone, input) {
  const names = zone.querySelector(".files");
  if (!names) {
    return;
  }
  const most = Number(zone.dataset.maxBytes || Infinity);
  const rows = [...input.files].map((file) => {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const fact = document.createElement("span");
    name.textContent = file.name;
    fact.textContent = file.size > most ? `${size(file.size)} · ${zone.dataset.tooLarge}` : size(file.size);
    row.classList.toggle("bad", file.size > most);
    row.append(name, fact);
    return row;
  });
  names.replaceChildren(...rows);
}

function changed(zone, input) {
  list(zone, input);
  if (zone.hasAttribute("data-submit-on-drop") && input.files.length > 0) {
    input.form.requestSubmit();
  }
}

function watch(zone) {
  const input = zone.querySelector('input[type="file"]');
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) {
      zone.classList.remove("over");
    }
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const dropped = new DataTransfer();
    const files = [...event.dataTransfer.files];
    for (const file of input.multiple ? files : files.slice(0, 1)) {
      dropped.items.add(file);
    }
    input.files = dropped.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => changed(zone, input));
}

const zones = [...document.querySelectorAll(".dropzone")];
zones.forEach(watch);

// A file that misses the zone must not replace the page.
if (zones.length > 0) {
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
}
