// Shows the citation while a document is typed, and lets a new party have the role of the one
// before it; what is added is where one goes on typing. Without this script the form works the same; "Preview" shows the citation too.
"use strict";

(() => {
    const PAUSE = 1500;

    const cite = (form, place) => {
        const output = place.querySelector("output");
        let timer;
        let asked = 0;

        const ask = async () => {
            const mine = ++asked;
            const typed = new FormData(form);
            typed.append("_citation", "1");
            const answer = await fetch(window.location.href, {method: "POST", body: typed});
            if (answer.ok && mine === asked) {
                const {citation} = await answer.json();
                place.hidden = !citation;
                output.textContent = citation;
            }
        };

        const askSoon = () => {
            clearTimeout(timer);
            timer = setTimeout(() => ask().catch(() => {}), PAUSE);
        };
        form.addEventListener("input", askSoon);
        form.addEventListener("change", askSoon);
    };

    const value = (row, name) => row.querySelector(`[name$="-${name}"]`);

    const goOnWithRole = (row) => {
        const before = row.previousElementSibling;
        const role = before && value(before, "role");
        if (role) {
            value(row, "role").value = role.value;
            value(row, "order").value = Number(value(before, "order").value || 0) + 1;
        }
    };

    document.addEventListener("DOMContentLoaded", () => {
        const form = document.getElementById("document_form");
        const place = document.querySelector(".live-citation");
        if (form && place) {
            cite(form, place);
        }
    });

    document.addEventListener("formset:added", (event) => {
        if (event.detail.formsetName === "participations") {
            goOnWithRole(event.target);
        }
        const first = event.target.querySelector("select, textarea, input:not([type=hidden])");
        if (first) {
            first.focus();
        }
    });
})();
