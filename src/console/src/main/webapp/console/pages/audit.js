import { html, nothing } from "lit";
import { get, query } from "../api.js";
import { instant } from "../format.js";
import { Page, table } from "../page.js";

/** Who did what, the newest first. */
class AuditPage extends Page {
  static properties = { events: { state: true }, more: { state: true } };

  static LIMIT = 100;

  title() {
    return "Audit";
  }

  async load(signal) {
    this.events = [];
    await this.#next(signal);
  }

  async #next(signal) {
    const page = await get(
      `audit${query({ before: this.events.at(-1)?.id, limit: AuditPage.LIMIT })}`,
      { signal },
    );
    this.events = [...this.events, ...page.events];
    this.more = page.events.length === AuditPage.LIMIT;
  }

  body() {
    if (!this.events) return nothing;
    return html`
      ${table(
        "Audit, newest first",
        ["When", "Who", "By", "From", "Action", "What", "Outcome"],
        this.events.map((event) => [
          instant(event.at), event.who, event.means, event.address, event.action,
          html`<span class="wrap">${event.subject}</span>`, event.outcome,
        ]),
      )}
      ${this.more
        ? html`<p class="pages"><button type="button" @click=${() => this.attempt(() => this.#next())}>Older</button></p>`
        : nothing}
    `;
  }
}

customElements.define("audit-page", AuditPage);
