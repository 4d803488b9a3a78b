/* pretalx's speaker page has no place for plugins: our part is drawn by the server and put below the name. */
"use strict";

(() => {
    const script = document.currentScript;
    const place = document.querySelector("main article .speaker-container");
    if (!place) return;
    fetch(script.dataset.url, { credentials: "same-origin" })
        .then((response) => (response.ok ? response.text() : ""))
        .then((html) => {
            const page = new DOMParser().parseFromString(html, "text/html");
            const part = page.getElementById("ofa-person");
            if (part) place.before(document.adoptNode(part));
        })
        .catch(() => {});
})();
