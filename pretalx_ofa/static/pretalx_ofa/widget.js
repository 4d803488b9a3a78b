// <ofa-widget event="https://HOST/EVENT/" widget="agenda">: a widget on a page of any site. All other
// attributes are its options. What stands in the element is shown until the widget is there, and where
// it cannot be loaded. No cookie is sent or set, and only HOST is asked.
(() => {
  const sheets = {};

  const load = async (address) => {
    const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok) throw response;
    return response.text();
  };

  const styles = async (address) => new CSSStyleSheet().replace(await load(address));

  class Widget extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.append(document.createElement("slot"));
      const options = new URLSearchParams();
      for (const { name, value } of this.attributes) {
        if (!/^(event|widget|id|class|style)$|-/.test(name)) options.set(name, value);
      }
      // Of two languages, the first is that of what stands in the element.
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

    async follow(address) {
      const { pathname, search } = new URL(address);
      // The agenda has the front page.
      const [, name = "agenda"] = pathname.match(/widgets\/([^/]+)/) || [];
      try {
        await this.show(name, search);
      } catch {
        location.href = address;
        return;
      }
      // The link that had the focus is gone.
      const widget = this.shadowRoot.querySelector(".ofa");
      widget.tabIndex = -1;
      widget.focus();
    }

    async show(name, search) {
      const asked = (this.asked = {});
      const address = `${this.api}widgets.css`;
      const [html, sheet] = await Promise.all([
        load(`${this.api}widgets/${name}/${search}`),
        (sheets[address] ||= styles(address)),
      ]);
      if (asked !== this.asked) return;
      // A site may forbid style attributes; a script may set what they say.
      const allowed = html.replace(/(<[a-z][^<>]*) style=/g, "$1 data-style=");
      const root = this.shadowRoot;
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(...new DOMParser().parseFromString(allowed, "text/html").body.children);
      root.querySelector(".ofa").part = "ofa";
      for (const marked of root.querySelectorAll("[data-style]")) {
        marked.style.cssText = marked.dataset.style;
      }
    }
  }

  customElements.get("ofa-widget") || customElements.define("ofa-widget", Widget);
})();
