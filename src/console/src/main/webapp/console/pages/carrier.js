import { html, nothing } from "lit";
import { post, query } from "../api.js";
import { csv, instant, number, save, tenth } from "../format.js";
import { Page, facts, table } from "../page.js";
import { closedRange, rangeFields } from "../range.js";
import { href } from "../router.js";

const KEPT = "sipacc-carrier-file";
const LISTED = 1000;

/** How the file is read: name, label, hint, whether it must be given. */
const FORM = [
  ["start", "Column of the answer", "heading or number", true],
  ["callee", "Column of the called number", "heading or number", true],
  ["seconds", "Column of the seconds", "heading or number", true],
  ["caller", "Column of the caller", "none", false],
  ["format", "Form of the answer", "dd.MM.yyyy HH:mm:ss; none for RFC 3339", false],
  ["zone", "Zone of the answer", "UTC", false],
  ["separator", "Between columns", ",", false],
  ["charset", "Character set", "UTF-8", false],
  ["gateway", "Only calls sent to the gateway", "any", false],
  ["digits", "Digits of numbers that count", "8", false],
  ["start_tolerance", "Seconds between the answers", "5", false],
  ["seconds_tolerance", "Seconds between the durations", "1", false],
];

/** A carrier's CSV file beside our answered calls of a time. */
class CarrierPage extends Page {
  static properties = { result: { state: true }, file: { state: true } };

  /** How the last file was read: the next one is likely to be alike. */
  #form = { heading: "true", ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };

  title() {
    return "Carriers";
  }

  load() {
    this.range = closedRange(this.parameters, "yesterday");
    this.result = null;
  }

  tools() {
    return html`<button type="button" ?disabled=${!this.result} @click=${() => this.#save()}>CSV</button>`;
  }

  async #compare(event) {
    event.preventDefault();
    if (!this.file) return;
    const entries = new FormData(event.target);
    const form = { heading: entries.has("heading") ? "true" : "false" };
    FORM.forEach(([name]) => (form[name] = entries.get(name).trim()));
    localStorage.setItem(KEPT, JSON.stringify(form));
    this.#form = form;
    this.result = null;
    this.loading = true;
    this.result = await this.attempt(() =>
      post(`reports/carrier${query({ ...this.range, ...form, list: LISTED })}`, { text: this.file, type: "text/csv" }),
    );
    this.loading = false;
  }

  body() {
    return html`
      <p>Compares a carrier's call records, a CSV file, with the answered calls of a time.</p>
      ${rangeFields(this.parameters, "yesterday", false)}
      <form class="sheet" @submit=${(event) => this.#compare(event)}>
        <label>File <input type="file" name="file" accept=".csv,text/csv" required
          @change=${(event) => (this.file = event.target.files[0])}></label>
        <div class="line choices">
          ${FORM.map(
            ([name, label, hint, needed]) => html`<label>${label}
              <input name=${name} placeholder=${hint} .value=${this.#form[name] ?? ""} ?required=${needed}></label>`,
          )}
          <label><input type="checkbox" name="heading" ?checked=${this.#form.heading === "true"}> The first line has headings</label>
        </div>
        <button class="main" ?disabled=${!this.file || this.loading}>Compare</button>
      </form>
      ${this.result ? this.#result(this.result) : nothing}
    `;
  }

  #result(result) {
    const side = (one) => `${number(one.calls)} calls, ${tenth(one.seconds)} seconds`;
    return html`
      <div class="sheet" role="status">
        ${facts([
          ["Ours", side(result.ours)],
          ["The carrier's", side(result.theirs)],
          ["Of another time", result.theirs.outside ? number(result.theirs.outside) : ""],
          ["In both", number(result.both)],
          ["Of these seconds apart", number(result.seconds_apart.total)],
          ["Only here", number(result.only_here.total)],
          ["Only there", number(result.only_there.total)],
        ])}
      </div>
      ${this.#calls("Only here", result.only_here)}
      ${this.#calls("Only there", result.only_there)}
      <h2>Seconds apart</h2>
      ${table(
        "Calls whose seconds are apart",
        ["Apart", "Answered", "Callee", "Ours", "Theirs", "Call", "In"],
        result.seconds_apart.calls.map(({ difference, ours, theirs }) => [
          tenth(difference), instant(ours.start), ours.callee, tenth(ours.seconds), tenth(theirs.seconds),
          this.#call(ours), theirs.call,
        ]),
        "None.",
      )}
      ${this.#rest(result.seconds_apart)}
    `;
  }

  #calls(title, list) {
    return html`<h2>${title}</h2>
      ${table(
        `Calls ${title.toLowerCase()}`,
        ["Answered", "Caller", "Callee", "Seconds", "Call"],
        list.calls.map((call) => [
          instant(call.start), call.caller, call.callee, tenth(call.seconds),
          title === "Only here" ? this.#call(call) : call.call,
        ]),
        "None.",
      )}
      ${this.#rest(list)}`;
  }

  #call(call) {
    return html`<a href=${href("calls", { callid: call.call })}>${call.call}</a>`;
  }

  #rest(list) {
    const more = list.total - list.calls.length;
    return more > 0 ? html`<p>And ${number(more)} more.</p>` : nothing;
  }

  #save() {
    const row = (kind, call, other) => [
      kind, call.start, call.caller, call.callee, call.seconds, call.call, other?.seconds ?? "", other?.call ?? "",
    ];
    save(
      "carrier.csv",
      csv(
        ["kind", "answered", "caller", "callee", "seconds", "call", "their_seconds", "their_line"],
        [
          ...this.result.only_here.calls.map((call) => row("only here", call)),
          ...this.result.only_there.calls.map((call) => row("only there", call)),
          ...this.result.seconds_apart.calls.map(({ ours, theirs }) => row("seconds apart", ours, theirs)),
        ],
      ),
    );
  }
}

customElements.define("carrier-page", CarrierPage);
