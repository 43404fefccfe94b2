import { html, nothing } from "lit";
import { get, remove } from "../api.js";
import { instant, number, party, span } from "../format.js";
import { Page, table } from "../page.js";
import { refine } from "../router.js";

const MOST = 500;

const SECOND = 1000;
const PAUSE = 5 * SECOND;

/** Calls that are being set up or are up, as the server tells of them. */
class LivePage extends Page {
  static properties = { calls: { state: true }, ending: { state: true } };

  #stream;
  #known = new Map();
  #clock;
  #pause;

  title() {
    return "Live calls";
  }

  connectedCallback() {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), SECOND);
    this.#listen();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    clearTimeout(this.#pause);
    this.#stream.close();
  }

  #listen() {
    this.#stream = new EventSource("./api/live-calls/stream");
    this.#stream.addEventListener("calls", (event) => this.#take(JSON.parse(event.data)));
    this.#stream.addEventListener("error", () => this.#broken());
  }

  #take(news) {
    if (news.whole) this.#known.clear();
    for (const call of news.calls) this.#known.set(call.id, call);
    for (const id of news.ended) this.#known.delete(id);
    this.calls = [...this.#known.values()].sort((one, other) => (one.invited < other.invited ? -1 : 1));
    this.problem = null;
  }

  /** The browser tries again by itself, unless the server refused: then its words are asked for. */
  async #broken() {
    if (this.#stream.readyState !== EventSource.CLOSED) {
      this.problem = { message: "the server cannot be reached; it is asked again by and by" };
      return;
    }
    await this.attempt(async () => (this.calls = (await get("live-calls")).calls));
    if (this.isConnected) this.#pause = setTimeout(() => this.#listen(), PAUSE);
  }

  body() {
    if (!this.calls) return nothing;
    const wanted = (this.parameters.get("text") ?? "").toLowerCase();
    const shown = this.calls.filter((call) =>
      [call.from_uri, call.to_uri, call.request_uri, call.callid, call.source].some((text) =>
        (text ?? "").toLowerCase().includes(wanted),
      ),
    );
    return html`
      <form class="query" role="search" @submit=${(event) => event.preventDefault()}>
        <label>Filter <input name="text" .value=${wanted} placeholder="a number, an address, a Call-ID"
          @change=${(event) => refine({ text: event.target.value })}></label>
      </form>
      <p aria-live="polite">${number(shown.length)} of ${number(this.calls.length)} calls</p>
      ${table(
        "Calls at this moment",
        ["Invited", "Caller", "Callee", "State", "For", "Accounted", "Profiles", ...(this.may("operator") ? ["Actions"] : [])],
        shown.slice(0, MOST).map((call) => [
          instant(call.invited),
          html`<span title=${call.from_uri}>${party(call.from_uri)}</span>`,
          html`<span title=${call.request_uri}>${party(call.request_uri)}</span>`,
          call.state,
          span(Date.now() - new Date(call.answered || call.invited)),
          call.accounted.join(", "),
          Object.keys(call.profiles).join(", "),
          ...(this.may("operator")
            ? [html`<button type="button" @click=${() => this.#ask(call)}>End</button>`]
            : []),
        ]),
        "No call is up.",
      )}
      ${shown.length > MOST ? html`<p class="note">The first ${MOST} are shown.</p>` : nothing}
      ${this.ending ? this.#dialog() : nothing}
    `;
  }

  async #ask(call) {
    this.ending = call;
    await this.updateComplete;
    this.querySelector("dialog").showModal();
  }

  #dialog() {
    const call = this.ending;
    const end = async () => {
      await this.attempt(() => remove(`live-calls/${encodeURIComponent(call.id)}`));
      this.ending = null;
    };
    return html`<dialog aria-labelledby="end-call" @close=${() => (this.ending = null)}>
      <h2 id="end-call">End this call?</h2>
      <p class="wrap">${call.from_uri} to ${call.request_uri}. Both parties are sent BYE, and the audit tells that it was you.</p>
      <button type="button" class="main" @click=${end}>End the call</button>
      <button type="button" @click=${() => (this.ending = null)}>Leave it</button>
    </dialog>`;
  }
}

customElements.define("live-page", LivePage);
