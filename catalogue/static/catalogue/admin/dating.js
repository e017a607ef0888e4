// Shows what is understood of a date while it is typed. Without this script the form shows the
// same after it was sent.
"use strict";

(() => {
    const PAUSE = 250;

    const follow = (output) => {
        const form = output.closest("form");
        const text = form.elements.date_text;
        const edtf = form.elements.date_edtf;
        let timer;
        let asked = 0;

        const ask = async (typed) => {
            const mine = ++asked;
            const address = new URL(output.dataset.address, window.location.href);
            // What is typed now counts: words are read anew though an older EDTF stands beside them.
            address.searchParams.set("text", text.value);
            address.searchParams.set("edtf", typed === edtf ? edtf.value : "");
            const answer = await fetch(address, {headers: {Accept: "application/json"}});
            if (answer.ok && mine === asked) {
                const understood = await answer.json();
                output.querySelector("b").textContent = understood.words;
                output.classList.toggle("is-refused", understood.refused);
            }
        };

        for (const field of [text, edtf]) {
            field.addEventListener("input", () => {
                clearTimeout(timer);
                timer = setTimeout(() => ask(field).catch(() => {}), PAUSE);
            });
        }
    };

    document.addEventListener("DOMContentLoaded", () => {
        document.querySelectorAll("output.date-understood").forEach(follow);
    });
})();
