// Stars on sessions, one with pretalx's: the favourites of whoever is logged in, and the key that pretalx's
// scripts keep in the browser. Without scripts there is a form, at my/sessions/.
{
    const { label, failed } = document.currentScript.dataset
    const slug = location.pathname.split("/")[1]
    const key = `${slug}_favs`
    // What the account had when this browser saw it last.
    const seenKey = `${slug}_ofa_account`
    const api = `/api/events/${slug}/submissions/`
    const isLoggedIn = document.body.dataset.pretalxLoggedIn === "true"
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
    const buttons = []
    let stars = new Set()

    const kept = (name) => {
        try {
            const codes = JSON.parse(localStorage.getItem(name))
            return new Set(Array.isArray(codes) ? codes.filter((code) => /^\w+$/.test(code)) : [])
        } catch {
            return new Set()
        }
    }
    const keep = (name, codes) => {
        try {
            localStorage.setItem(name, JSON.stringify([...codes]))
        } catch {
            if (!isLoggedIn) tell()
        }
    }
    const tell = () => {
        if (document.getElementById("ofa-failed")) return
        const alert = document.createElement("p")
        alert.id = "ofa-failed"
        alert.setAttribute("role", "alert")
        document.querySelector(".ofa").append(alert)
        alert.textContent = failed
    }
    const put = (codes, code, isIn) => codes[isIn ? "add" : "delete"](code)
    const codesIn = (text) => text.split(",").filter(Boolean)

    const send = async (code, isStarred) => {
        const answer = await fetch(`${api}${code}/favourite/`, {
            method: isStarred ? "POST" : "DELETE",
            headers: { "X-CSRFToken": token },
        }).catch(() => null)
        if (answer?.ok) {
            const seen = kept(seenKey)
            put(seen, code, isStarred)
            keep(seenKey, seen)
        }
        return answer?.ok
    }
    const set = (code, isStarred) => {
        put(stars, code, isStarred)
        keep(key, stars)
        show()
    }
    // One after the other, so that the last click wins.
    let sending = Promise.resolve()
    const change = async (code, isStarred) => {
        set(code, isStarred)
        if (!isLoggedIn) return
        sending = sending.then(() => send(code, isStarred))
        const isSaved = await sending
        set(code, isSaved ? isStarred : !isStarred)
        if (!isSaved) tell()
    }
    // Stars from before the log-in go into the account; what another device took out of it goes here, too.
    const join = async () => {
        const answer = await fetch(`${api}favourites/`).catch(() => null)
        if (!answer?.ok) return
        const account = new Set(await answer.json())
        const seen = kept(seenKey)
        const isNew = (code) => !account.has(code) && !seen.has(code)
        const added = [...stars].filter(isNew)
        stars = new Set([...account, ...added])
        keep(key, stars)
        keep(seenKey, account)
        show()
        const sent = await Promise.all(added.map((code) => send(code, true)))
        if (sent.includes(true) && document.querySelector("[data-ofa-stars=account]")) location.reload()
    }

    const show = () => {
        for (const [code, button] of buttons) {
            const isStarred = stars.has(code)
            button.textContent = isStarred ? "★" : "☆"
            button.setAttribute("aria-pressed", isStarred)
        }
        for (const form of document.querySelectorAll(".ofa-add"))
            form.hidden = codesIn(form.elements.sessions.value).every((code) => stars.has(code))
    }
    const start = () => {
        stars = kept(key)
        show()
        if (isLoggedIn) sending = join()
        else if (stars.size && document.querySelector("[data-ofa-stars=browser]")) {
            const url = new URL(location)
            url.searchParams.set("sessions", [...stars].sort())
            location.replace(url)
        }
    }

    for (const title of document.querySelectorAll(".ofa-entry a.ofa-title")) {
        const code = title.pathname.match(/\/talk\/(\w+)\/$/)?.[1]
        if (!code) continue
        const button = document.createElement("button")
        button.type = "button"
        button.className = "ofa-star"
        button.title = label
        button.id = `star-${buttons.length}`
        title.id = `starred-${buttons.length}`
        button.setAttribute("aria-label", label)
        button.setAttribute("aria-labelledby", `${button.id} ${title.id}`)
        button.addEventListener("click", () => change(code, !stars.has(code)))
        title.after(button)
        buttons.push([code, button])
    }
    for (const form of document.querySelectorAll("[data-ofa-before]")) {
        form.addEventListener("submit", (event) => {
            const before = codesIn(form.dataset.ofaBefore)
            const isPost = form.method === "post"
            // Whoever changes somebody else's programme keeps their own.
            if (!isPost && [...stars].sort().join() !== before.sort().join()) return
            for (const code of before) stars.delete(code)
            for (const field of new FormData(form).getAll("sessions"))
                for (const code of codesIn(field)) stars.add(code)
            keep(key, stars)
            if (!isPost || isLoggedIn) return
            event.preventDefault()
            location.assign(form.action)
        })
    }
    addEventListener("storage", (event) => {
        if (event.key !== key) return
        stars = kept(key)
        show()
    })
    addEventListener("pageshow", (event) => {
        if (event.persisted) start()
    })
    start()
}
