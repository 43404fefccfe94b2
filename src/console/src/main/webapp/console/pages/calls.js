import { html, nothing } from "lit";
import { get, query } from "../api.js";
import { filterFields, filters } from "../filter.js";
import { instant, millis, party, span } from "../format.js";
import { Page, table } from "../page.js";
import { closedRange, rangeFields, searchRange } from "../range.js";
import { href } from "../router.js";

const COLUMNS = {
  invited: ["Invited", (call) => html`<a href=${href("call", {}, call.call_uid)}>${instant(call.invited)}</a>`],
  caller: ["Caller", (call) => html`<span title=${call.from_uri}>${party(call.from_uri)}</span>`],
  callee: ["Callee", (call) => html`<span title=${call.request_uri}>${party(call.request_uri)}</span>`],
  code: ["Code", (call) => html`<span class=${call.outcome === "answered" ? "good" : "bad"}>${call.code}</span> ${call.reason}`],
  duration: ["Duration", (call) => span(call.duration_ms)],
  pdd: ["PDD", (call) => millis(call.pdd_ms)],
  setup: ["Setup", (call) => millis(call.setup_ms)],
  ended_by: ["Ended by", (call) => call.ended_by],
  cause: ["Cause", (call) => call.cause],
  callid: ["Call-ID", (call) => html`<code>${call.callid}</code>`],
  source: ["Source", (call) => call.source],
  user_agent: ["User-Agent", (call) => call.user_agent],
  policy: ["Policy", (call) => html`<code>${call.policy_version}</code>`],
  node: ["Node", (call) => call.node],
};
const USUAL = ["invited", "caller", "callee", "code", "duration", "pdd", "ended_by", "cause"];
const CHOSEN = "sipacc.calls.columns";
const VIEWS = "sipacc.calls.views";

function kept(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? fallback;
  } catch {
    return fallback;
  }
}

/** Finished calls, searched. */
class CallsPage extends Page {
  static properties = {
    page: { state: true },
    columns: { state: true },
    views: { state: true },
    trail: { state: true },
  };

  constructor() {
    super();
    this.columns = kept(CHOSEN, USUAL).filter((name) => COLUMNS[name]);
    this.views = kept(VIEWS, {});
    this.trail = [];
  }

  title() {
    return "Calls";
  }

  willUpdate(changed) {
    if (changed.has("place")) this.trail = [];
    super.willUpdate(changed);
  }

  async load(signal) {
    const address =
      this.trail.at(-1) ??
      `calls${query({ ...searchRange(this.parameters), ...filters(this.parameters), limit: 50 })}`;
    this.page = await get(address, { signal }).catch((problem) => {
      if (!signal.aborted) this.page = null;
      throw problem;
    });
  }

  tools() {
    const selected = { ...closedRange(this.parameters), ...filters(this.parameters) };
    return html`
      <div class="line">
        <a class="button" download href=${`./api/calls/export${query({ ...selected, format: "csv" })}`}>CSV</a>
        <a class="button" download href=${`./api/calls/export${query({ ...selected, format: "jsonl" })}`}>JSON lines</a>
        <a class="button" href=${href("reports", this.parameters)}>Report</a>
      </div>
    `;
  }

  body() {
    return html`
      ${rangeFields(this.parameters)}
      ${filterFields(this.parameters, (problem) => (this.problem = problem))}
      <div class="line">${this.#choice()} ${this.#saved()}</div>
      ${this.page
        ? table(
            "Calls, newest first",
            this.columns.map((name) => COLUMNS[name][0]),
            this.page.calls.map((call) => this.columns.map((name) => COLUMNS[name][1](call))),
            "No call of this time passes these filters.",
          )
        : nothing}
      <div class="pages">
        ${this.trail.length
          ? html`<button type="button" @click=${() => this.#turn(this.trail.slice(0, -1))}>Newer</button>`
          : nothing}
        ${this.page?.next
          ? html`<button type="button" @click=${() => this.#turn([...this.trail, this.page.next])}>Older</button>`
          : nothing}
      </div>
    `;
  }

  #turn(trail) {
    this.trail = trail;
    this.reload();
  }

  #choice() {
    const toggle = (name) => (event) => {
      const wanted = new Set(this.columns);
      if (event.target.checked) wanted.add(name);
      else wanted.delete(name);
      this.columns = Object.keys(COLUMNS).filter((column) => wanted.has(column));
      localStorage.setItem(CHOSEN, JSON.stringify(this.columns));
    };
    return html`<details class="menu">
      <summary>Columns</summary>
      <div>
        ${Object.entries(COLUMNS).map(
          ([name, [title]]) => html`<label>
            <input type="checkbox" .checked=${this.columns.includes(name)} @change=${toggle(name)}> ${title}
          </label>`,
        )}
      </div>
    </details>`;
  }

  #saved() {
    const keep = (views) => {
      this.views = views;
      localStorage.setItem(VIEWS, JSON.stringify(views));
    };
    const save = (event) => {
      event.preventDefault();
      const field = event.target.elements.name;
      keep({ ...this.views, [field.value]: location.hash });
      field.value = "";
    };
    const forget = (name) => {
      const { [name]: _, ...others } = this.views;
      keep(others);
    };
    return html`<details class="menu">
      <summary>Saved views</summary>
      <div>
        ${Object.entries(this.views).map(
          ([name, hash]) => html`<span><a href=${hash}>${name}</a>
            <button type="button" aria-label=${`Forget ${name}`} @click=${() => forget(name)}>×</button></span>`,
        )}
        <form class="line" @submit=${save}>
          <label>Name <input name="name" required maxlength="40"></label>
          <button>Save this one</button>
        </form>
      </div>
    </details>`;
  }
}

customElements.define("calls-page", CallsPage);
