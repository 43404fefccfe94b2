import { LitElement, html, nothing } from "lit";
import { session, logOut } from "./api.js";
import { here, href } from "./router.js";
import "./pages/login.js";
import "./pages/overview.js";
import "./pages/calls.js";
import "./pages/call.js";
import "./pages/missed.js";
import "./pages/live.js";
import "./pages/reports.js";
import "./pages/carrier.js";
import "./pages/policy.js";
import "./pages/parameters.js";
import "./pages/health.js";
import "./pages/users.js";
import "./pages/audit.js";

/** Each page: its title in the menu, the least role that sees it, and how it is made. */
const PAGES = {
  overview: ["Overview", "viewer", (p, s) => html`<overview-page .place=${p} .session=${s}></overview-page>`],
  calls: ["Calls", "viewer", (p, s) => html`<calls-page .place=${p} .session=${s}></calls-page>`],
  call: ["", "viewer", (p, s) => html`<call-page .place=${p} .session=${s}></call-page>`],
  missed: ["Missed calls", "viewer", (p, s) => html`<missed-page .place=${p} .session=${s}></missed-page>`],
  live: ["Live calls", "viewer", (p, s) => html`<live-page .place=${p} .session=${s}></live-page>`],
  reports: ["Reports", "viewer", (p, s) => html`<reports-page .place=${p} .session=${s}></reports-page>`],
  carriers: ["Carriers", "viewer", (p, s) => html`<carrier-page .place=${p} .session=${s}></carrier-page>`],
  policy: ["Policy", "viewer", (p, s) => html`<policy-page .place=${p} .session=${s}></policy-page>`],
  parameters: ["Parameters", "operator", (p, s) => html`<parameters-page .place=${p} .session=${s}></parameters-page>`],
  health: ["Health", "viewer", (p, s) => html`<health-page .place=${p} .session=${s}></health-page>`],
  users: ["Users", "administrator", (p, s) => html`<users-page .place=${p} .session=${s}></users-page>`],
  audit: ["Audit", "administrator", (p, s) => html`<audit-page .place=${p} .session=${s}></audit-page>`],
};
const ROLES = ["viewer", "operator", "administrator"];

class SipaccConsole extends LitElement {
  static properties = {
    place: { state: true },
    session: { state: true },
    failure: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.place = here();
    window.addEventListener("hashchange", () => this.#moved());
    window.addEventListener("logged-out", () => (this.session = null));
    this.#ask();
  }

  async #ask() {
    try {
      this.session = await session();
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
      setTimeout(() => this.#ask(), 3000);
    }
  }

  #moved() {
    const before = this.place;
    this.place = here();
    if (before.page !== this.place.page) {
      this.updateComplete.then(() => setTimeout(() => this.querySelector("main h1")?.focus()));
    }
  }

  async #leave() {
    await logOut().catch(() => {});
    this.session = null;
  }

  #may(role) {
    return ROLES.indexOf(this.session.role) >= ROLES.indexOf(role);
  }

  render() {
    if (this.failure) return html`<main class="login"><p class="problem" role="alert">${this.failure.message}</p></main>`;
    if (this.session === undefined) return nothing;
    if (!this.session || this.session.must_change_password) {
      return html`<login-page .session=${this.session}
        @entered=${(event) => (this.session = event.detail)}></login-page>`;
    }
    const page = PAGES[this.place.page];
    const shown = page && this.#may(page[1]);
    document.title = page?.[0] ? `${page[0]} · sipacc` : "sipacc";
    return html`
      <a class="skip" href="#main" @click=${(event) => {
        event.preventDefault();
        this.querySelector("main h1")?.focus();
      }}>To the content</a>
      <nav aria-label="Pages">
        <a class="brand" href=${href("overview")}>sipacc</a>
        <ul>
          ${Object.entries(PAGES)
            .filter(([, [title, role]]) => title && this.#may(role))
            .map(
              ([name, [title]]) => html`<li>
                <a href=${href(name)} aria-current=${name === this.place.page ? "page" : nothing}>${title}</a>
              </li>`,
            )}
        </ul>
        <p class="who">
          <span>${this.session.user}</span> <small>${this.session.role}</small>
          <button type="button" @click=${() => this.#leave()}>Log out</button>
        </p>
      </nav>
      <main id="main">
        ${shown
          ? page[2](this.place, this.session)
          : html`<h1 tabindex="-1">${page ? "Not for your role" : "There is no such page"}</h1>
              <p><a href=${href("overview")}>To the overview</a></p>`}
      </main>
    `;
  }
}

customElements.define("sipacc-console", SipaccConsole);
