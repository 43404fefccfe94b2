import { html, nothing } from "lit";
import { get } from "../api.js";
import { Page, table } from "../page.js";

/** The module parameters in force. They are read at the start, from `sipacc.yaml`. */
class ParametersPage extends Page {
  static properties = { all: { state: true }, onlyWritten: { state: true }, text: { state: true } };

  constructor() {
    super();
    this.text = "";
  }

  title() {
    return "Parameters";
  }

  async load(signal) {
    this.all = (await get("parameters", { signal })).parameters;
  }

  body() {
    if (!this.all) return nothing;
    const shown = this.all.filter(
      (one) =>
        (!this.onlyWritten || one.written.length) && `${one.section}.${one.name}`.includes(this.text.toLowerCase()),
    );
    return html`
      <p class="note">They are read from <code>sipacc.yaml</code> and the environment when the server starts; a change
        needs a restart. What is done with each request is the policy's business, and needs none.</p>
      <form class="query" @submit=${(event) => event.preventDefault()}>
        <label>Filter <input .value=${this.text} @input=${(event) => (this.text = event.target.value)}></label>
        <label><input type="checkbox" @change=${(event) => (this.onlyWritten = event.target.checked)}> only those that are written</label>
      </form>
      <p></p>
      ${table(
        "Module parameters",
        ["Parameter", "Value", "From", "Type"],
        shown.map((one) => [
          html`<code>${one.section}.${one.name}</code>`,
          html`<span class="wrap">${this.#value(one)}</span>`,
          one.place ?? "default",
          html`<small>${one.type}</small>`,
        ]),
        "No parameter has that in its name.",
      )}
    `;
  }

  #value(one) {
    if (one.written.length) return one.written.map((text) => html`<code>${text}</code><br>`);
    return one.default === null ? html`<small>none</small>` : html`<code>${one.default}</code>`;
  }
}

customElements.define("parameters-page", ParametersPage);
