// Copy buttons: shown where the browser can copy; without them the fields can be selected.
"use strict";

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button.copy")) {
    const field = document.getElementById(button.dataset.copies);
    const label = button.firstElementChild;
    const words = label.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      label.textContent = button.dataset.done;
      setTimeout(() => { label.textContent = words; }, 2000);
    });
  }
}
