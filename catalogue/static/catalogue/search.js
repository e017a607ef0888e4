// The search form, where scripts run: short addresses, and facets that stay as the reader left them.
"use strict";

const narrow = matchMedia("(max-width: 52rem)");
const opened = new Map();

// What is empty is left out of the address; htmx and the browser both ask here.
document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});

function arrange() {
  for (const details of document.querySelectorAll("#search details")) {
    if (opened.has(details.id)) details.open = opened.get(details.id);
    else if (details.id === "facets") details.open = !narrow.matches;
  }
}

document.addEventListener("toggle", (event) => {
  if (event.target.closest("#search")) opened.set(event.target.id, event.target.open);
}, true);

document.addEventListener("htmx:afterSwap", arrange);
arrange();
