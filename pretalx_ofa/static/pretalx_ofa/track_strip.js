// Links to the tracks above pretalx's schedule. Whatever goes wrong, its page stays as it is.
{
    const { strip, styles } = document.currentScript.dataset
    const schedule = document.getElementById("fahrplan")
    const insert = (html) => {
        const widget = new DOMParser().parseFromString(html, "text/html").querySelector(".ofa")
        // Where the programme cannot be shown, the answer is a sentence.
        if (!widget?.querySelector(".ofa-tracks")) return
        widget.style.padding = "0 1rem"
        const sheet = document.createElement("link")
        sheet.rel = "stylesheet"
        sheet.href = styles
        sheet.onload = () => schedule.before(widget)
        document.head.append(sheet)
    }
    if (schedule)
        fetch(strip)
            .then((answer) => (answer.ok ? answer.text() : ""))
            .then(insert)
            .catch(() => {})
}
