/* pretalx's speaker page has no place for plugins: our part waits in the head and is put below the name. */
"use strict";

(() => {
    const part = document.getElementById("ofa-person");
    const place = document.querySelector("main article .speaker-container");
    if (part && place) place.before(part.content);
})();
