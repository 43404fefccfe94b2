import { html, nothing, svg } from "lit";
import { get, post, query } from "../api.js";
import { instant, millis, party, span } from "../format.js";
import { Page, facts, table } from "../page.js";
import { href } from "../router.js";

const LANES = { caller: 90, proxy: 270, callee: 450 };

/** One call: when what happened, where it was tried, what was recorded, and where that stands. */
class CallPage extends Page {
  static properties = { data: { state: true }, told: { state: true } };

  title() {
    return this.data
      ? `${party(this.data.call.from_uri)} to ${party(this.data.call.request_uri)}`
      : "Call";
  }

  async load(signal) {
    this.data = null;
    this.data = await get(`calls/${encodeURIComponent(this.place.rest[0] ?? "")}`, { signal });
  }

  body() {
    if (!this.data) return nothing;
    const { call, trace, attempts, records, missed_calls: missed, ledger } = this.data;
    return html`
      <p class=${call.outcome === "answered" ? "good" : "bad"}>
        ${call.code} ${call.reason}${call.outcome === "answered" ? html`, ${span(call.duration_ms)}` : nothing}
        · ${call.cause || call.outcome}${call.ended_by === "unknown" ? "" : `, by ${call.ended_by}`}
      </p>
      <section class="sheet">
        <h2>What happened</h2>
        ${this.#ladder(call)}
        ${table(
          "Events of the call",
          ["When", "After", "What"],
          events(call).map((event) => [instant(event.at), millis(new Date(event.at) - new Date(call.invited)), event.text]),
        )}
      </section>
      <section class="sheet">
        <h2>The call</h2>
        ${facts([
          ["From", call.from_uri], ["To", call.to_uri], ["Request-URI", call.request_uri],
          ["Call-ID", html`<code>${call.callid}</code>`], ["Source", call.source], ["User-Agent", call.user_agent],
          ["Post-dial delay", millis(call.pdd_ms)], ["Set-up", millis(call.setup_ms)],
          ["End known by", call.evidence],
          ["Policy", html`<a href=${href("policy", { version: call.policy_version })}><code>${call.policy_version}</code></a>`],
          ["Node", call.node], ["Id", html`<code>${call.call_uid}</code>`],
        ])}
        <p>
          <a href=${href("calls", { range: "30d", caller: party(call.from_uri) })}>Other calls of this caller</a> ·
          <a href=${href("calls", { range: "30d", callee: party(call.request_uri) })}>to this callee</a>
          ${trace ? html` · <a href=${trace} target="_blank" rel="noopener noreferrer">Trace of its messages</a>` : nothing}
        </p>
      </section>
      <section>
        <h2>Targets tried</h2>
        ${table(
          "Targets in the order in which they were tried",
          ["Target", "From", "For", "Answer"],
          attempts.map((attempt) => [
            attempt.target, instant(attempt.started),
            attempt.ended ? millis(new Date(attempt.ended) - new Date(attempt.started)) : "–",
            `${attempt.code} ${attempt.reason}`,
          ]),
          "It was sent to no target.",
        )}
      </section>
      <section>
        <h2>Records</h2>
        ${records.length || missed.length
          ? html`${records.map((row) => this.#record("acc", row))}${missed.map((row) => this.#record("missed call", row))}`
          : html`<p class="empty">Nothing of it is in the database's tables.</p>`}
        <h3>Where they stand</h3>
        ${this.told ? html`<p class="note" role="status">${this.told}</p>` : nothing}
        ${table(
          "Standing of each record at each backend",
          ["Record", "Table", "Backend", "State", "When", "Why", ...(this.may("operator") ? ["Action"] : [])],
          ledger.records.flatMap((record) =>
            record.standings.map((standing) => [
              `${record.kind}`, record.table, standing.destination,
              html`<span class=${standing.state === "delivered" ? "good" : "warn"}>${standing.state}</span>`,
              instant(standing.at), standing.reason,
              ...(this.may("operator") ? [this.#replay(record, standing)] : []),
            ]),
          ),
          ledger.complete ? "No backend was given a record of it." : "The journal no longer holds its records.",
        )}
      </section>
      <details class="sheet"><summary>As JSON</summary><pre class="wrap">${JSON.stringify(this.data, null, 2)}</pre></details>
    `;
  }

  /** A record that its backend refused can be given to it again; on Health it can be mended, too. */
  #replay(record, { destination, state }) {
    if (state !== "dead_letter") return "";
    const again = async () => {
      const answer = await this.attempt(() =>
        post(`dead-letters/${encodeURIComponent(record.id)}/replay${query({ destination })}`));
      if (!answer) return;
      this.told = answer.replayed ? "It was delivered." : `It was refused again: ${answer.reasons.join(", ")}`;
      this.reload();
    };
    return html`<button type="button" @click=${again}>Deliver again</button>`;
  }

  #record(table, row) {
    return html`<div class="sheet">
      <h3>${table}: ${row.method} ${row.sip_code} ${row.sip_reason}</h3>
      ${facts(Object.entries(row).map(([name, value]) => [name, name === "time" || name === "created" ? instant(value) : value]))}
    </div>`;
  }

  #ladder(call) {
    const all = events(call);
    const height = 60 + all.length * 34;
    return svg`<svg class="ladder" viewBox=${`0 0 600 ${height}`} role="img" aria-label="Ladder of the call">
      ${Object.entries(LANES).map(
        ([name, x]) => svg`<line class="lane" x1=${x} x2=${x} y1="26" y2=${height - 8}></line>
          <text x=${x} y="16" text-anchor="middle">${name === "proxy" ? "sipacc" : name}</text>`,
      )}
      ${all.map((event, index) => {
        const y = 52 + index * 34;
        const x1 = LANES[event.from];
        const x2 = LANES[event.to];
        const tip = x2 > x1 ? -8 : 8;
        return svg`<line class="arrow" x1=${x1} x2=${x2} y1=${y} y2=${y}></line>
          <path class="head" d=${`M${x2},${y} l${tip},-5 l0,10 z`}></path>
          <text x=${(x1 + x2) / 2} y=${y - 6} text-anchor="middle">${event.label}</text>
          <text class="time" x="490" y=${y + 4}>${millis(new Date(event.at) - new Date(call.invited))}</text>`;
      })}
    </svg>`;
  }
}

/** What the summary of a call tells of its course, as messages between two parties. */
function events(call) {
  const list = [
    { at: call.invited, from: "caller", to: "callee", label: "INVITE", text: "the INVITE came" },
  ];
  if (call.first_provisional && call.first_provisional !== call.ringing) {
    list.push({ at: call.first_provisional, from: "callee", to: "caller", label: "1xx", text: "the first provisional answer" });
  }
  if (call.ringing) {
    list.push({ at: call.ringing, from: "callee", to: "caller", label: "180 Ringing", text: "it rang" });
  }
  if (call.answered) {
    list.push({ at: call.answered, from: "callee", to: "caller", label: `${call.code} ${call.reason}`, text: "it was answered" });
    const by = call.ended_by;
    if (by === "caller" || by === "callee") {
      list.push({ at: call.ended, from: by, to: by === "caller" ? "callee" : "caller", label: "BYE", text: `the ${by} hung up` });
    } else {
      list.push({ at: call.ended, from: "proxy", to: "caller", label: by === "proxy" ? "BYE" : "end", text: call.cause || "it ended" });
    }
  } else if (call.outcome === "cancelled") {
    list.push({ at: call.ended, from: "caller", to: "callee", label: "CANCEL", text: "the caller gave up" });
  } else {
    list.push({
      at: call.ended, from: call.ended_by === "proxy" ? "proxy" : "callee", to: "caller",
      label: `${call.code} ${call.reason}`,
      text: call.ended_by === "proxy" ? "this server gave the answer" : "it was refused",
    });
  }
  return list;
}

customElements.define("call-page", CallPage);
