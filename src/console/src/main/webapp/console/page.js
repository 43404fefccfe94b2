import { LitElement, html, nothing } from "lit";

/**
 * A page: it loads when it is shown and when its place changes, and shows what went wrong. It
 * renders into the document itself, so that one style sheet rules and one find-in-page finds all.
 */
export class Page extends LitElement {
  static properties = {
    place: { attribute: false },
    session: { attribute: false },
    problem: { state: true },
    loading: { state: true },
  };

  /** Seconds after which the page loads again; 0 for never. */
  static every = 0;

  #timer;
  #loads;

  createRenderRoot() {
    return this;
  }

  get parameters() {
    return this.place.parameters;
  }

  may(role) {
    const roles = ["viewer", "operator", "administrator"];
    return roles.indexOf(this.session.role) >= roles.indexOf(role);
  }

  willUpdate(changed) {
    if (changed.has("place")) this.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#loads?.abort();
  }

  /** Loads again; what an earlier load still brings is dropped. */
  async reload() {
    clearTimeout(this.#timer);
    this.#loads?.abort();
    const loads = (this.#loads = new AbortController());
    this.loading = true;
    try {
      await this.load(loads.signal);
      if (!loads.signal.aborted) this.problem = null;
    } catch (problem) {
      if (loads.signal.aborted) return;
      this.problem = problem;
    }
    if (loads.signal.aborted) return;
    this.loading = false;
    if (this.constructor.every && this.isConnected) {
      this.#timer = setTimeout(() => this.reload(), this.constructor.every * 1000);
    }
  }

  async load() {}

  /** Does something that may be refused, and shows why. */
  async attempt(work) {
    try {
      this.problem = null;
      return await work();
    } catch (problem) {
      this.problem = problem;
      return undefined;
    }
  }

  render() {
    return html`
      <header class="page-head">
        <h1 tabindex="-1">${this.title()}</h1>
        ${this.tools()}
      </header>
      ${this.problem
        ? html`<p class="problem" role="alert">${this.problem.message}</p>`
        : nothing}
      ${this.body()}
      <p class="busy" aria-live="polite">${this.loading && !this.constructor.every ? "Loading…" : ""}</p>
    `;
  }

  tools() {
    return nothing;
  }
}

/** A table whose caption is for screen readers, and that scrolls sideways where it must. */
export function table(caption, headings, rows, empty = "Nothing to show.") {
  if (!rows.length) return html`<p class="empty">${empty}</p>`;
  return html`
    <div class="scroll" role="region" aria-label=${caption} tabindex="0">
      <table>
        <caption>${caption}</caption>
        <thead>
          <tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

/** Names and values. */
export function facts(entries) {
  return html`<dl class="facts">
    ${entries
      .filter(([, value]) => value !== "" && value !== null && value !== undefined)
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}
