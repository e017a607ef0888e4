// Gives the select boxes of Select2 the names their fields have: it makes its own controls,
// which a screen reader would otherwise announce as nothing at all.
"use strict";

(() => {
    const CONTROLS = "[role=combobox], [role=searchbox], [role=textbox], .select2-search__field";

    const nameOf = (select) =>
        select.getAttribute("aria-label") ||
        [...(select.labels || [])].map((label) => label.textContent.replace(/:\s*$/, "").trim()).join(" ");

    const nameControls = (select) => {
        const container = select.nextElementSibling;
        if (!container || !container.classList.contains("select2")) {
            return;
        }
        const name = nameOf(select);
        for (const control of container.querySelectorAll(CONTROLS)) {
            const chosen = select.selectedOptions[0];
            const isSingle = control.getAttribute("role") === "combobox" && !select.multiple;
            control.removeAttribute("aria-labelledby");
            control.setAttribute("aria-label", isSingle && chosen && chosen.text ? `${name}: ${chosen.text}` : name);
        }
    };

    const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(nameControls);

    // A table's corner that heads nothing is a cell, not a heading.
    const emptyHeadings = () => document.querySelectorAll(".inline-group thead th").forEach((heading) => {
        if (!heading.textContent.trim()) {
            const cell = document.createElement("td");
            cell.className = heading.className;
            heading.replaceWith(cell);
        }
    });

    if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", emptyHeadings);
    } else {
        emptyHeadings();
    }

    window.addEventListener("load", () => {
        const $ = window.django && window.django.jQuery;
        if (!$) {
            return;
        }
        const selects = "select.admin-autocomplete";
        const changes = "change select2:select select2:unselect select2:clear";
        // Select2 makes its controls when jQuery is ready, which may be after this.
        $(() => setTimeout(nameAll));
        $(document).on("formset:added", () => setTimeout(nameAll));
        $(document).on(changes, selects, (event) => setTimeout(() => nameControls(event.target)));
        $(document).on("select2:open", selects, (event) => {
            const field = document.querySelector(".select2-container--open .select2-search__field");
            if (field) {
                field.setAttribute("aria-label", nameOf(event.target));
            }
        });
    });
})();
