// Shows what holdings a source line would make while it is typed, and again when something is
// chosen there. Without this script “Save and read the source line” shows the same on its own page.
"use strict";

(() => {
    const PAUSE = 400;
    const CHOICE = /^place-/;

    const follow = (place) => {
        const form = place.closest("form");
        const line = form.elements.source_note;
        let timer;
        let asked = 0;

        const typed = () => {
            const sent = new FormData(form);
            const kept = new FormData();
            for (const name of ["csrfmiddlewaretoken", "source_note", "make_holdings"]) {
                kept.append(name, sent.get(name) ?? "");
            }
            for (const [name, value] of sent) {
                if (CHOICE.test(name)) {
                    kept.append(name, value);
                }
            }
            return kept;
        };

        const ask = async () => {
            const mine = ++asked;
            const answer = await fetch(place.dataset.address, {method: "POST", body: typed()});
            if (answer.ok && mine === asked) {
                const focused = place.contains(document.activeElement) && document.activeElement.id;
                place.innerHTML = await answer.text();
                if (focused) {
                    document.getElementById(focused)?.focus();
                }
            }
        };

        const askAfter = (pause) => {
            clearTimeout(timer);
            timer = setTimeout(() => ask().catch(() => {}), pause);
        };
        line.addEventListener("input", () => askAfter(PAUSE));
        place.addEventListener("change", (event) => {
            if (CHOICE.test(event.target.name)) {
                askAfter(0);
            }
        });
    };

    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll(".source-line-typed").forEach(follow);
    });
})();
