import { html, nothing } from "lit";
import { get, post, remove, query } from "../api.js";
import { bytes, instant, millis, number } from "../format.js";
import { Page, facts, table } from "../page.js";

const at = (letter, rest = "", more = {}) =>
  `dead-letters/${encodeURIComponent(letter.id)}${rest}${query({ destination: letter.destination, ...more })}`;
const delivered = (answer) => `${answer.replayed} delivered, ${answer.refused} refused again`;

/** Whether everything that was taken is where it belongs. */
class HealthPage extends Page {
  static every = 10;

  static properties = {
    data: { state: true }, reconciliation: { state: true }, told: { state: true }, mending: { state: true },
  };

  title() {
    return "Health";
  }

  async load(signal) {
    const [status, backends, work, days, letters, subscriptions] = await Promise.all([
      get("status", { signal }),
      get("backends", { signal }),
      get("work", { signal }),
      get("day-files", { signal }),
      this.may("operator") ? get("dead-letters?state=waiting&limit=200", { signal }) : null,
      this.may("operator") ? get("subscriptions", { signal }) : null,
    ]);
    this.data = { journal: status.journal, backends: backends.backends, work: work.work, days, letters, subscriptions };
    // It reads the rows of a day: once, and when it is asked for.
    if (!this.reconciliation) await this.#reconcile(signal);
  }

  async #reconcile(signal) {
    this.reconciliation = await get("reconciliation", { signal }).catch((problem) => ({ problem }));
  }

  body() {
    if (!this.data) return nothing;
    const { journal, backends, work, days, letters, subscriptions } = this.data;
    return html`
      ${this.told ? html`<p class="note" role="status">${this.told}</p>` : nothing}
      <h2>Backends</h2>
      ${table(
        "Delivery to each backend",
        ["Backend", "State", "Since", "Waiting", "Delivered", "Dead letters", "Gaps", "Last error",
          ...(this.may("operator") ? ["Test"] : [])],
        backends.map((backend) => [
          html`${backend.name}${backend.required ? html` <small>required</small>` : nothing}`,
          html`<span class=${backend.state === "running" ? "good" : "bad"}>${backend.state}</span>`,
          instant(backend.since), number(backend.lag), number(backend.delivered), number(backend.dead_letters),
          backend.gaps.map((gap) => `${gap.range} (${gap.entries})`).join(", "),
          html`<span class="wrap">${backend.last_error ?? ""}</span>`,
          ...(this.may("operator")
            ? [html`<button type="button" @click=${() => this.#test(backend.name)}>Test ${backend.name}</button>`]
            : []),
        ]),
      )}
      <h2>Journal</h2>
      ${this.#journal(journal)}
      <h2>Completeness</h2>
      ${this.reconciliation ? this.#reconciliation(this.reconciliation) : nothing}
      <button type="button" @click=${() => this.#reconcile()}>Compare again</button>
      ${work.length ? this.#work(work) : nothing}
      ${days.directory ? this.#days(days) : nothing}
      ${letters ? this.#letters(letters) : nothing}
      ${subscriptions ? this.#subscriptions(subscriptions.subscriptions) : nothing}
      ${this.mending ? this.#mendDialog(this.mending) : nothing}
    `;
  }

  async #test(name) {
    this.told = null;
    const answer = await this.attempt(() => post(`backends/${encodeURIComponent(name)}/test`));
    if (answer) this.told = `${answer.backend} can be delivered to (${millis(answer.millis)})`;
  }

  #journal(journal) {
    return html`<div class="sheet">
      <p class=${journal.state === "accepting" ? "good" : "bad"}>${journal.state}${journal.reason ? `: ${journal.reason}` : ""}</p>
      ${facts([
        ["Entries", `${journal.oldest} to ${journal.end}`],
        ["On disk", bytes(journal.bytes)],
        ["Room for", bytes(journal.free_bytes)],
        ["Waits for the disk since", millis(journal.sync_lag_ms)],
        ["Waiting in memory", number(journal.waiting)],
        ["Lost", number(journal.dropped)],
        ["Requests answered 503", number(journal.refused)],
        ["Damaged files", number(journal.damaged_files)],
      ])}
    </div>`;
  }

  #reconciliation(result) {
    if (result.problem) return html`<p class="problem">${result.problem.message}</p>`;
    const { calls, journal, database } = result;
    return html`<div class="sheet">
      <p class=${result.complete ? "good" : "bad"}>
        ${result.complete ? "Nothing is missing of the last day." : `${result.gaps.length} gaps:`}
      </p>
      ${result.gaps.length ? html`<ul>${result.gaps.map((gap) => html`<li class="wrap">${gap}</li>`)}</ul>` : nothing}
      ${facts([
        ["Calls seen since the start", number(calls.seen)], ["open", number(calls.open)],
        ["Node", journal.node],
        ...(database
          ? [["For the database taken", number(database.taken)], ["stored", number(database.stored)],
             ["waiting", number(database.waiting)], ["refused", number(database.refused)], ["lost", number(database.lost)]]
          : []),
      ])}
      ${table(
        "Tables",
        ["Table", "Stored", "There"],
        result.tables.map((one) => [one.table, number(one.stored), number(one.there)]),
      )}
    </div>`;
  }

  /** Exports, reports and upkeep, which an operator can end, hold and resume. */
  #work(work) {
    const act = (request) => async () => {
      await this.attempt(request);
      this.reload();
    };
    const address = (one) => `work/${encodeURIComponent(one.id)}`;
    return html`
      <h2>Long work</h2>
      ${table(
        "Work that takes long in the database",
        ["What", "Since", "State", "Rows done", "Actions"],
        work.map((one) => [
          one.what, instant(one.since), one.state,
          one.total === null ? number(one.done) : `${number(one.done)} of ${number(one.total)}`,
          !this.may("operator")
            ? ""
            : one.state === "held"
              ? html`<button type="button" @click=${act(() => post(`${address(one)}/resume`))}>Resume ${one.id}</button>`
              : html`<button type="button" @click=${act(() => remove(address(one)))}>Stop ${one.id}</button>`,
        ]),
      )}
    `;
  }

  #days(days) {
    return html`
      <h2>Files of days</h2>
      <p>In ${days.directory}: ${number(days.total)}.</p>
      ${table(
        "Files that the rows of each day were written to",
        ["Day", "Table", "Rows", "Minutes", "Written", "File"],
        days.files.map((one) => [
          one.day, one.table, number(one.rows), number(Math.round(one.total_ms / 60_000)), instant(one.written),
          html`<span class="wrap">${one.file}</span>`,
        ]),
        "None yet: the first is written ten minutes after midnight UTC.",
      )}
    `;
  }

  #letters(letters) {
    const rows = letters.dead_letters;
    const act = (tell, work) => async () => {
      const answer = await this.attempt(work);
      if (answer) this.told = tell(answer);
      this.reload();
    };
    return html`
      <h2>Dead letters</h2>
      <p>Records that a backend refused for good: ${number(letters.total)}.</p>
      ${table(
        "Dead letters that wait",
        ["Since", "Backend", "Table", "Call-ID", "Why", "Actions"],
        rows.map((letter) => [
          instant(letter.since), letter.destination, letter.table,
          html`<code>${letter.callid}</code>`, html`<span class="wrap">${letter.reason}</span>`,
          html`
            <button type="button" @click=${act(delivered, () => post(at(letter, "/replay")))}>Deliver</button>
            <button type="button" @click=${() => this.#mend(letter)}>Mend</button>
            <button type="button" @click=${act(
              () => "It will not be delivered.",
              () => remove(at(letter, "", { comment: "in the console" })),
            )}>Discard</button>
          `,
        ]),
        "None waits.",
      )}
    `;
  }

  async #mend(letter) {
    this.mending = await this.attempt(() => get(at(letter)));
    await this.updateComplete;
    this.querySelector("dialog")?.showModal();
  }

  /** The record's fields as they are now; only what somebody changed is sent. */
  #mendDialog(letter) {
    const fields = Object.entries(letter.mended_record ?? letter.record);
    const send = async (event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      const changes = Object.fromEntries(
        fields
          .map(([name, value]) => [name, value ?? "", form.get(name)])
          .filter(([, before, now]) => now !== String(before))
          .map(([name, , now]) => [name, now]),
      );
      const answer = await this.attempt(async () => {
        if (Object.keys(changes).length) {
          await post(at(letter, "/mend", { comment: form.get("mending-comment") }), { json: changes });
        }
        return post(at(letter, "/replay"));
      });
      if (!answer) return;
      this.told = delivered(answer);
      this.mending = null;
      this.reload();
    };
    return html`<dialog aria-labelledby="mend" @close=${() => (this.mending = null)}>
      <h2 id="mend">Mend this record</h2>
      <p class="wrap">${letter.destination} refused it: ${letter.reason}</p>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem.message}</p>` : nothing}
      <form class="mend" @submit=${send}>
        ${fields.map(([name, value]) => html`<label>${name} <input name=${name} .value=${String(value ?? "")}></label>`)}
        <label>Why it is changed <input name="mending-comment" required></label>
        <button class="main">Mend and deliver</button>
        <button type="button" @click=${() => (this.mending = null)}>Leave it</button>
      </form>
    </dialog>`;
  }

  #subscriptions(rows) {
    return html`
      <h2>Event subscriptions</h2>
      ${table(
        "Subscriptions to events",
        ["Event", "Subscriber", "State", "Delivered", "Waiting", "Expires"],
        rows.map((one) => [
          one.event, one.socket, one.state, number(one.delivered), number(one.waiting),
          one.configured ? "never" : instant(one.expires),
        ]),
        "Nobody has subscribed.",
      )}
    `;
  }
}

customElements.define("health-page", HealthPage);
