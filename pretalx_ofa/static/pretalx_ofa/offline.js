// A service worker for /EVENT/p/ofa/: what an anonymous visitor saw of the programme, for when the network
// fails. The network always comes first; only answers that the server marks are kept.
const MOST_ADDRESSES = 60
const SAME = { ignoreVary: true }
// Other events of this host have theirs.
const name = registration.scope

// Called before the answer is read: an unmarked one may be a file of many megabytes and is never copied.
const keep = async (url, answer) => {
    const copy = answer.headers.has("Ofa-Offline") && answer.clone()
    const cache = await caches.open(name)
    // Errors of the server say nothing about the page.
    if (!copy && answer.status < 500) await cache.delete(url, SAME)
    if (!copy) return
    const put = async (url, answer) => {
        // First away, so that the oldest stand first.
        await cache.delete(url, SAME)
        await cache.put(url, answer)
    }
    const page = await copy.clone().text()
    await put(url, copy)
    const links = page.matchAll(/ (?:href|src)="?([^"\s>]+\.(?:css|js))["\s>]/g)
    const assets = new Set([...links].map(([, link]) => new URL(link, url)).filter(isOurs).map(String))
    const keepAsset = async (asset) => {
        const found = await fetch(asset, { cache: "force-cache" })
        if (found.ok) await put(asset, found)
    }
    await Promise.allSettled([...assets].map(keepAsset))
    const addresses = await cache.keys()
    await Promise.all(addresses.slice(0, -MOST_ADDRESSES).map((old) => cache.delete(old, SAME)))
}
const isOurs = ({ origin }) => origin === location.origin

// The page with the sentence that it carries in a template, and in that the time of the answer.
const kept = async (request) => {
    const answer = await (await caches.open(name)).match(request, SAME)
    if (!answer || request.destination !== "document") return answer
    const date = new Date(answer.headers.get("Date"))
    const page = (await answer.text()).replace(
        /<template data-ofa-offline="?([\w-]+)"?>(.*?)<\/template>/s,
        (_, language, sentence) =>
            sentence.replace(
                "{time}",
                date.toLocaleString(language, { dateStyle: "long", timeStyle: "short" }),
            ),
    )
    return new Response(page, { headers: answer.headers })
}

// Of an event that is hidden, or without the plugin, this file is not found either.
const leaveIfGone = async () => {
    const { status } = await fetch(location, { cache: "no-store" })
    if (status !== 404) return
    await registration.unregister()
    await caches.delete(name)
}

const load = async (event) => {
    const { request } = event
    const isPage = request.destination === "document"
    let answer
    try {
        answer = await fetch(request)
    } catch (error) {
        const found = await kept(request)
        if (found) return found
        throw error
    }
    if (isPage) event.waitUntil(keep(request.url, answer))
    if (isPage && answer.status === 404) event.waitUntil(leaveIfGone())
    return answer
}

// The pages that were open before this worker was there, as the browser has them.
const start = async () => {
    await clients.claim()
    for (const { url } of await clients.matchAll())
        await keep(url, await fetch(url, { cache: "force-cache", redirect: "manual" }))
}

addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(start()))
addEventListener("fetch", (event) => {
    const { method, destination, url } = event.request
    const isNeeded = ["document", "style", "script"].includes(destination)
    if (method === "GET" && isNeeded && isOurs(new URL(url))) event.respondWith(load(event))
})
