// Fold-out menus (details[data-menu]) close on Escape, and when the focus or the pointer goes elsewhere.
function closeOthers(target) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(target)) {
      menu.open = false;
    }
  }
}

document.addEventListener("click", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" ? event.target.closest("details[data-menu][open]") : null;
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

for (const element of document.querySelectorAll("[data-needs-script]")) {
  element.hidden = false;
}

// On a narrow screen the main menu is a row that is swiped: the page one is on begins in sight.
const current = document.querySelector(".side a[aria-current]");
if (current) {
  const row = current.closest(".side");
  row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}
