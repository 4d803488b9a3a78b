// Organisations to choose from while typing: the combobox of the ARIA Authoring Practices.
// Without this script the field is a plain one with a datalist.
const makeCombobox = (input) => {
    const list = document.createElement("ul")
    const status = document.createElement("p")
    const id = `${input.id}-options`
    let options = [], active = -1, asked = 0, timer
    list.id = id
    list.className = "ofa-options"
    list.role = "listbox"
    list.hidden = true
    list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "")
    status.className = "sr-only"
    status.setAttribute("aria-live", "polite")
    input.removeAttribute("list")
    input.role = "combobox"
    input.autocomplete = "off"
    for (const [name, value] of Object.entries({ autocomplete: "list", expanded: "false", controls: id })) {
        input.setAttribute(`aria-${name}`, value)
    }
    input.after(list, status)

    const close = () => {
        list.hidden = true
        active = -1
        input.setAttribute("aria-expanded", "false")
        input.removeAttribute("aria-activedescendant")
    }
    const chosen = input.form.elements[input.dataset.ofaChosen]
    const choose = (option) => {
        input.value = option.successor || option.name
        chosen.value = option.successor ? "" : option.id
        close()
    }
    const show = (found) => {
        options = found
        list.replaceChildren(...options.map((option, number) => {
            const item = document.createElement("li")
            item.id = `${id}-${number}`
            item.role = "option"
            item.append(option.name)
            const more = [option.found, option.place, option.successor && `→ ${option.successor}`]
            const note = document.createElement("small")
            note.textContent = more.filter(Boolean).join(" · ")
            item.append(note)
            item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option) })
            return item
        }))
        close()
        status.textContent = String(options.length)
        if (options.length) {
            list.hidden = false
            input.setAttribute("aria-expanded", "true")
        }
    }
    const move = (step) => {
        if (list.hidden || !options.length) return
        list.children[active]?.removeAttribute("aria-selected")
        active = (active + step + options.length) % options.length
        const item = list.children[active]
        item.setAttribute("aria-selected", "true")
        item.scrollIntoView({ block: "nearest" })
        input.setAttribute("aria-activedescendant", item.id)
    }
    const ask = async () => {
        const number = ++asked
        const url = new URL(input.dataset.ofaSearch, location)
        url.searchParams.set("q", input.value)
        url.searchParams.set("lang", document.documentElement.lang)
        const response = await fetch(url).catch(() => null)
        const data = response?.ok ? await response.json() : { results: [] }
        // Answers may come in another order than they were asked for.
        if (number === asked && document.activeElement === input) show(data.results)
    }
    input.addEventListener("input", () => {
        chosen.value = ""
        clearTimeout(timer)
        timer = setTimeout(ask, 120)
    })
    input.addEventListener("blur", close)
    input.addEventListener("keydown", (event) => {
        if (event.key === "ArrowDown") move(1)
        else if (event.key === "ArrowUp") move(-1)
        else if (event.key === "Escape" && !list.hidden) close()
        else if (event.key === "Enter" && active >= 0) choose(options[active])
        else return
        event.preventDefault()
    })
}

const makeComboboxes = (part) => {
    for (const input of part.querySelectorAll("input[data-ofa-search]:not([role=combobox])")) makeCombobox(input)
}
makeComboboxes(document)
document.addEventListener("htmx:load", (event) => makeComboboxes(event.target))
