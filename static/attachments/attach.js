// On the page of an entry, files are sent by themselves: what is typed in the entry's own form stays as it is.
// The answer is the page of the files; its parts take the place of those here.
const PARTS = ["[data-attached]", "[data-refused]", "[data-room]", "[data-notes]"];

const section = document.querySelector("#files");

function take(answer) {
  for (const part of PARTS) {
    const here = section.querySelector(part);
    const there = answer.querySelector(`#files ${part}`);
    here?.replaceChildren(...(there?.childNodes ?? []));
  }
  const field = answer.querySelector("#files [data-field]");
  section.querySelector("[data-field]")?.toggleAttribute("hidden", field?.hasAttribute("hidden") ?? false);
  section.querySelector("[data-told]").replaceChildren(...answer.querySelectorAll(".messages > *"));
}

function settle(form) {
  const input = form.querySelector('input[type="file"]');
  if (input) {
    form.reset();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const summary = section.querySelector(".error-summary");
  (summary ?? section.querySelector("[data-told]")).focus();
}

async function send(form) {
  section.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!answer.querySelector("#files")) {
      // Signed out, too large, or something wrong at the server: that page says what to do.
      form.submit();
      return;
    }
    take(answer);
    settle(form);
  } catch {
    form.submit();
  } finally {
    section.removeAttribute("aria-busy");
  }
}

if (section) {
  section.querySelector("[data-told]").tabIndex = -1;
  section.querySelector("[data-leaves]")?.remove();
  section.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!section.hasAttribute("aria-busy")) {
      send(event.target);
    }
  });
}
