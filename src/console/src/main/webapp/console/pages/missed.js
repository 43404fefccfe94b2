import { html, nothing } from "lit";
import { get, query } from "../api.js";
import { filterFields, filters } from "../filter.js";
import { instant, number } from "../format.js";
import { Page, table } from "../page.js";
import { closedRange, rangeFields, searchRange } from "../range.js";
import { href, refine } from "../router.js";

const KNOWN = [
  "caller", "caller_starts", "caller_contains", "callee", "callee_starts", "callee_contains",
  "code", "callid", "node", "method",
];
const CORE = new Set([
  "record_id", "call_uid", "method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason",
  "time", "duration", "ms_duration", "setuptime", "created", "id",
]);

/** Calls that nobody answered; by callee, with who might be called back. */
class MissedPage extends Page {
  static properties = { page: { state: true } };

  title() {
    return "Missed calls";
  }

  async load(signal) {
    const limit = this.parameters.get("by") === "callee" ? 1000 : 100;
    const address = `missed-calls${query({ ...searchRange(this.parameters), ...filters(this.parameters, KNOWN), limit })}`;
    this.page = await get(address, { signal }).catch((problem) => {
      if (!signal.aborted) this.page = null;
      throw problem;
    });
  }

  tools() {
    const selected = { ...closedRange(this.parameters), ...filters(this.parameters, KNOWN), format: "csv" };
    return html`<a class="button" download href=${`./api/missed-calls/export${query(selected)}`}>CSV</a>`;
  }

  body() {
    const byCallee = this.parameters.get("by") === "callee";
    return html`
      ${rangeFields(this.parameters)}
      ${filterFields(this.parameters, (problem) => (this.problem = problem), KNOWN)}
      <div class="choices">
        <button type="button" aria-pressed=${!byCallee} @click=${() => refine({ by: null })}>One by one</button>
        <button type="button" aria-pressed=${byCallee} @click=${() => refine({ by: "callee" })}>By callee</button>
      </div>
      <p></p>
      ${this.page ? (byCallee ? this.#byCallee() : this.#list()) : nothing}
    `;
  }

  #list() {
    const rows = this.page.missed_calls;
    const extras = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !CORE.has(name));
    return table(
      "Missed calls, newest first",
      ["Time", "Code", ...extras, "Call-ID"],
      rows.map((row) => [
        row.call_uid ? html`<a href=${href("call", {}, row.call_uid)}>${instant(row.time)}</a>` : instant(row.time),
        `${row.sip_code} ${row.sip_reason}`,
        ...extras.map((name) => row[name]),
        html`<code>${row.callid}</code>`,
      ]),
      "No call was missed.",
    );
  }

  #byCallee() {
    const groups = new Map();
    for (const row of this.page.missed_calls) {
      const callee = row.dst_user ?? "";
      const group = groups.get(callee) ?? { calls: 0, last: row.time, callers: new Map() };
      group.calls++;
      const caller = row.src_user ?? "";
      if (!group.callers.has(caller)) group.callers.set(caller, row.time);
      groups.set(callee, group);
    }
    return html`
      ${table(
        "Missed calls by callee",
        ["Callee", "Missed", "Last", "Callers to call back, the last one first"],
        [...groups].map(([callee, group]) => [
          html`<a href=${href("missed", { range: this.parameters.get("range"), callee })}>${callee || "(no dst_user)"}</a>`,
          number(group.calls),
          instant(group.last),
          html`<span class="wrap">${[...group.callers].map(([caller, at]) => html`${caller} <small>${instant(at)}</small><br>`)}</span>`,
        ]),
        "No call was missed.",
      )}
      ${this.page.next ? html`<p class="note">Of the last 1000 missed calls only; choose a shorter time for all.</p>` : nothing}
    `;
  }
}

customElements.define("missed-page", MissedPage);
