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
