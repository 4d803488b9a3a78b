/* pretalx's speaker page has no place for plugins: our part waits in the head and is put around the biography.
   What stands there as it was submitted gets its language. */
"use strict";

(() => {
    const template = document.getElementById("ofa-person");
    const biography = document.querySelector("main article .speaker-bio");
    if (!template || !biography) return;
    const { originalLang, sessionLangs } = template.dataset;
    const languages = JSON.parse(sessionLangs);
    for (const session of document.querySelectorAll("main article .speaker-talks a")) {
        const lang = languages[session.pathname.split("/").at(-2)];
        if (lang) session.querySelectorAll(".title, .abstract").forEach((text) => (text.lang = lang));
    }
    if (originalLang) biography.lang = originalLang;
    const part = template.content.firstElementChild;
    biography.replaceWith(part);
    (part.querySelector("details") || part).append(biography);
})();
