/* Of the fields of bulk work, shows those that the chosen change reads; without scripts all stand there. */
"use strict";
{
  const rows = document.querySelectorAll("[data-changes]");

  const show = () => {
    const chosen = document.querySelector('input[name="change"]:checked');
    for (const row of rows) {
      row.hidden = !chosen || !row.dataset.changes.split(" ").includes(chosen.value);
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.name === "change") show();
  });
  show();
}
