// The header's link to our pages opens in place, in the language that this page was asked for.
// pretalx's address of it is /redirect/?url=ADDRESS:SIGNATURE. Without this script it works all the same.
{
    const front = document.currentScript.dataset.front
    const lang = new URLSearchParams(location.search).get("lang")
    for (const tab of document.querySelectorAll("#header-tabs a[target]")) {
        const url = new URLSearchParams(tab.search).get("url") ?? ""
        if (!url.slice(0, url.lastIndexOf(":")).endsWith(front)) continue
        tab.href = lang ? `${front}?lang=${encodeURIComponent(lang)}` : front
        tab.removeAttribute("target")
    }
}
