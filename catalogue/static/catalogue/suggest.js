// Suggestions under a search field: a combobox with a listbox, after the ARIA authoring practices.
// Without this script the field and its button are a plain form.
"use strict";

const PAUSE = 120; // milliseconds without a key before the server is asked

function combobox(field) {
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = `${field.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  list.hidden = true;
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  field.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-controls": list.id, "aria-expanded": "false",
  })) field.setAttribute(name, value);

  let waiting = 0;
  let asking = null;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function mark(option) {
    active()?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    mark(null);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  }

  function show(fragment) {
    list.innerHTML = fragment; // our own server's page, escaped there
    const words = list.querySelector(".suggestions-said");
    said.textContent = words.textContent;
    words.remove();
    options().forEach((option, number) => { option.id = `${list.id}-${number}`; });
    mark(null);
    list.hidden = options().length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const address = `${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`;
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && document.activeElement === field) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (field.value.trim() === "") close();
    else if (!event.isComposing) waiting = setTimeout(ask, PAUSE);
  });
  field.addEventListener("compositionend", () => { waiting = setTimeout(ask, PAUSE); });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const at = all.indexOf(active());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        if (field.value.trim() !== "") ask();
        return;
      }
      const step = event.key === "ArrowDown" ? at + 1 : (at < 0 ? all.length : at) - 1;
      mark(all[step] ?? null); // past either end: back in the field
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(all[at].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the words stay; a second Escape empties the field
      close();
    }
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // focus stays
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", close);
  field.form?.addEventListener("submit", close);
}

function equip() {
  for (const field of document.querySelectorAll("input[data-suggest]:not([role=combobox])")) {
    combobox(field);
  }
}

document.addEventListener("htmx:afterSwap", equip);
equip();
