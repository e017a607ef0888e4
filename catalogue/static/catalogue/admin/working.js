// Presses "Go on" for whoever watches a long work; "Stop here" is pressed by hand.
"use strict";

window.addEventListener("load", () => {
    const form = document.querySelector("form[data-working]");
    if (!form) {
        return;
    }
    const waiting = setTimeout(() => form.requestSubmit(form.elements["_go"]), 400);
    form.addEventListener("submit", () => clearTimeout(waiting));
});
