// <ofa-widget event="https://HOST/EVENT/" widget="agenda">: a widget on a page of any site. All other
// attributes are its options. What stands in it is shown until the widget is there, and where it cannot be.
(() => {
  const sheets = {};

  const load = async (address) => {
    const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok) throw response;
    return [await response.text(), response.headers.get("Refresh")];
  };

  class Widget extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.append(document.createElement("slot"));
      const options = new URLSearchParams();
      for (const { name, value } of this.attributes) {
        if (!/^(event|widget|id|class|style)$|-/.test(name)) options.set(name, value);
      }
      // Of two languages, the first is that of what stands in it.
      if (this.lang) this.lang = this.lang.split(",")[0];
      this.api = this.getAttribute("event").replace(/([^/]+)\/?$/, "api/events/$1/p/ofa/");
      root.addEventListener("click", (click) => {
        const link = click.target.closest("a[target=_self]");
        if (!link || click.ctrlKey || click.metaKey || click.shiftKey) return;
        click.preventDefault();
        this.follow(link.href);
      });
      root.addEventListener("submit", (submit) => {
        submit.preventDefault();
        const address = new URL(submit.target.action);
        address.search = new URLSearchParams(new FormData(submit.target));
        this.follow(address.href);
      });
      this.show(this.getAttribute("widget"), `?${options}`).catch(() => {});
    }

    follow(address) {
      const { pathname, search } = new URL(address);
      // The agenda has the front page.
      const [, name = "agenda"] = pathname.match(/widgets\/([^/]+)/) || [];
      this.show(name, search).catch(() => (location.href = address));
    }

    async show(name, search) {
      const asked = (this.asked = {});
      const [[html, seconds], sheet] = await Promise.all([
        load(`${this.api}widgets/${name}/${search}`),
        (sheets[this.api] ||= load(`${this.api}widgets.css`).then(([css]) =>
          new CSSStyleSheet().replace(css),
        )),
      ]);
      if (asked !== this.asked) return;
      clearInterval(this.timer);
      const again = () => this.isConnected && this.show(name, search).catch(() => {});
      if (seconds) this.timer = setInterval(again, seconds * 1000);
      if (html === this.html) return;
      this.html = html;
      // A site may forbid style attributes; a script may set what they say.
      const allowed = html.replace(/(<[a-z][^<>]*) style=/g, "$1 data-style=");
      const root = this.shadowRoot;
      const { activeElement } = root;
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(...new DOMParser().parseFromString(allowed, "text/html").body.children);
      for (const { style, dataset } of root.querySelectorAll("[data-style]"))
        style.cssText = dataset.style;
      const widget = root.querySelector(".ofa");
      widget.part = "ofa";
      if (!activeElement) return;
      // What had the focus is gone.
      const same = [...root.querySelectorAll("a")].find(({ href }) => href === activeElement.href);
      widget.tabIndex = -1;
      (same || widget).focus();
    }
  }

  customElements.get("ofa-widget") || customElements.define("ofa-widget", Widget);
})();
