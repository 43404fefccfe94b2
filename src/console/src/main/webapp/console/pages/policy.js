import { html, nothing } from "lit";
import { get, post, query } from "../api.js";
import { instant, number } from "../format.js";
import { Page, table } from "../page.js";
import { href, refine } from "../router.js";

const EXAMPLE = `INVITE sip:4930123456@gateway.example SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
From: "Alice" <sip:alice@example.org>;tag=1
To: <sip:4930123456@example.org>
Call-ID: trial-1
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.1>
Max-Forwards: 70
Content-Length: 0

`;

/** Which calls are accounted and where they go: written, checked, tried and put in force. */
class PolicyPage extends Page {
  static properties = {
    history: { state: true },
    active: { state: true },
    text: { state: true },
    verdict: { state: true },
    trial: { state: true },
    comparison: { state: true },
    told: { state: true },
  };

  title() {
    return "Policy";
  }

  async load(signal) {
    this.history = await get("policies", { signal });
    this.active = await get("policies/active", { signal, accept: "text/yaml" });
    const version = this.parameters.get("version");
    this.text =
      version && version !== this.history.active
        ? await get(`policies/${encodeURIComponent(version)}`, { signal, accept: "text/yaml" })
        : this.active;
    this.verdict = null;
    this.comparison = null;
    this.trial = null;
  }

  body() {
    if (this.text === undefined) return nothing;
    const version = this.parameters.get("version") ?? this.history.active;
    const operator = this.may("operator");
    return html`
      ${this.told ? html`<p class="note" role="status">${this.told}</p>` : nothing}
      <p>In force: <code>${this.history.active}</code>.
        ${version === this.history.active ? nothing : html`Shown: <code>${version}</code>.`}
        Calls that are up keep the policy they began with.</p>
      <label for="policy-text">Text</label>
      <textarea id="policy-text" class="editor" spellcheck="false" ?readonly=${!operator}
        .value=${this.text} @input=${(event) => this.#edited(event.target.value)}></textarea>
      ${this.#verdict()}
      ${operator ? this.#actions(version) : nothing}
      ${this.#compared()}
      ${this.#difference()}
      ${operator ? this.#trialForm() : nothing}
      <h2>History</h2>
      ${table(
        "Policies that were in force, the last one first",
        ["Since", "Version", "How", "By", "From", "Comment"],
        [...this.history.changes].reverse().map((change) => [
          instant(change.at),
          html`<a href=${href("policy", { version: change.version })}><code>${change.version}</code></a>`,
          change.how.replace("_", " "), change.author, change.source,
          html`<span class="wrap">${change.comment}</span>`,
        ]),
      )}
    `;
  }

  #edited(text) {
    this.text = text;
    this.verdict = null;
    this.comparison = null;
    clearTimeout(this.soon);
    if (this.may("operator")) this.soon = setTimeout(() => this.#check(), 500);
  }

  async #check() {
    const checked = this.text;
    try {
      const answer = await post("policies/check", { text: checked, type: "text/yaml" });
      if (checked === this.text) this.verdict = { right: answer };
    } catch (problem) {
      if (checked === this.text) this.verdict = { wrong: problem };
    }
  }

  #verdict() {
    if (!this.verdict) return html`<p class="busy" aria-live="polite"></p>`;
    const { right, wrong } = this.verdict;
    if (right) {
      return html`<p class="good" aria-live="polite">Right: version <code>${right.version}</code>${right.tables.length
        ? html`, tables ${right.tables.join(", ")}`
        : nothing}.</p>`;
    }
    return html`<div class="problem" role="alert">
      ${wrong.message}
      ${wrong.line
        ? html`<pre>${wrong.line}  ${this.text.split("\n")[wrong.line - 1] ?? ""}</pre>
            <button type="button" @click=${() => this.#goTo(wrong)}>Go there</button>`
        : nothing}
    </div>`;
  }

  #goTo({ line, column }) {
    const lines = this.text.split("\n");
    const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + (column || 1) - 1;
    const area = this.querySelector("#policy-text");
    area.focus();
    area.setSelectionRange(at, at + 1);
  }

  #actions(version) {
    const changed = this.text !== this.active;
    return html`<form class="line" @submit=${(event) => this.#activate(event)}>
      <button type="button" @click=${() => this.#check()}>Check</button>
      ${changed ? html`<button type="button" @click=${() => this.#compare()}>Compare on the last calls</button>` : nothing}
      <label>Comment <input name="comment" size="32" placeholder="why, for the history"></label>
      <button class="main" ?disabled=${!changed}>Put in force</button>
      ${changed
        ? html`<button type="button" @click=${() => (version === this.history.active ? this.reload() : refine({ version: null }))}>
            Back to the one in force</button>`
        : nothing}
    </form>`;
  }

  async #activate(event) {
    event.preventDefault();
    const comment = event.target.elements.comment.value;
    const answer = await this.attempt(() =>
      post(`policies${query({ comment, source: "console" })}`, { text: this.text, type: "text/yaml" }),
    );
    if (!answer) return;
    this.told = `Policy ${answer.version} is in force, in place of ${answer.before}.`;
    if (this.parameters.get("version")) refine({ version: null });
    else this.reload();
  }

  async #compare() {
    this.comparison = await this.attempt(() =>
      post("policies/compare", { text: this.text, type: "text/yaml" }));
  }

  #compared() {
    if (!this.comparison) return nothing;
    const { calls, different, examples } = this.comparison;
    const lines = (texts) => texts.map((text) => html`<div class="wrap">${text}</div>`);
    return html`<section class="sheet" aria-live="polite">
      <p><b>${number(different)} of the last ${number(calls)} calls would be treated differently.</b></p>
      ${different
        ? table(
            "Calls that would be treated differently, the last ones",
            ["Call", "Now", "With this policy"],
            examples.map((example) => [
              html`<a href=${href("call", {}, example.call_uid)}><code>${example.callid}</code></a>`,
              lines(example.before), lines(example.after),
            ]))
        : nothing}
    </section>`;
  }

  #difference() {
    if (this.text === this.active) return nothing;
    const lines = difference(this.active.split("\n"), this.text.split("\n"));
    return html`<details class="sheet" open>
      <summary>Beside the one in force</summary>
      <pre class="diff">${lines.map(([sign, line]) =>
        sign === "+" ? html`<ins>+ ${line}</ins>` : sign === "-" ? html`<del>- ${line}</del>` : html`<span>  ${line}</span>`)}</pre>
    </details>`;
  }

  #trialForm() {
    return html`<details class="sheet">
      <summary>Try it on a request</summary>
      <form @submit=${(event) => this.#try(event)}>
        <label for="request">SIP request; nothing is sent and nothing recorded</label>
        <textarea id="request" name="request" class="editor" spellcheck="false" .value=${EXAMPLE}></textarea>
        <p class="line"><label>From <input name="from" value="udp:192.0.2.1:5060"></label> <button>Try</button></p>
      </form>
      ${this.trial ? this.#result(this.trial) : nothing}
    </details>`;
  }

  async #try(event) {
    event.preventDefault();
    const { request, from } = event.target.elements;
    const answer = await this.attempt(() =>
      post("policies/try", { json: { request: request.value, from: from.value, policy: this.text } }),
    );
    this.trial = answer ?? null;
  }

  #result(trial) {
    const { destination } = trial;
    const becomes =
      destination.outcome === "relayed"
        ? `It is relayed to ${destination.targets.length ? destination.targets.join(", ") : "its Request-URI"}.`
        : destination.outcome === "answered"
          ? `It is answered ${destination.code} ${destination.reason}${destination.by_rule ? "" : ", for no rule does anything with it"}.`
          : "It is an ACK that goes nowhere.";
    return html`
      <p><b>${becomes}</b></p>
      <ul>${trial.trace.map((entry) => html`<li class="wrap">${entry.hook}: ${entry.what} <code>${entry.place ?? ""}</code> ${entry.text}</li>`)}</ul>
      ${trial.scenarios.map(
        (scenario) => html`
          <h3>If it is ${scenario.ending}</h3>
          ${table(
            `Records if it is ${scenario.ending}`,
            ["Record", "Backend", "Table", "Code", "Duration", "Extra"],
            scenario.records.map((record) => [
              record.kind, record.backend, record.table, `${record.sip_code} ${record.sip_reason}`,
              record.duration ?? "",
              html`<span class="wrap">${Object.entries(record.extras).map(([name, value]) => `${name}=${value}`).join(", ")}</span>`,
            ]),
            "Nothing is recorded.",
          )}
        `,
      )}
    `;
  }
}

/** Lines of two texts with what was taken away (-) and added (+); a common piece is shown in part. */
export function difference(before, after) {
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i][j] =
        before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push([" ", before[i]]);
      i++;
      j++;
    } else if (i < before.length && (j === after.length || common[i + 1][j] >= common[i][j + 1])) {
      lines.push(["-", before[i++]]);
    } else {
      lines.push(["+", after[j++]]);
    }
  }
  const near = (at) => lines.slice(Math.max(0, at - 3), at + 4).some(([sign]) => sign !== " ");
  return lines.filter((_, at) => near(at));
}

customElements.define("policy-page", PolicyPage);
