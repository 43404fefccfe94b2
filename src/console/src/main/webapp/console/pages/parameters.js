import { html, nothing } from "lit";
import { get } from "../api.js";
import { Page, table } from "../page.js";

/** The module parameters in force. They are read at the start, from `sipacc.yaml`. */
class ParametersPage extends Page {
  static properties = { all: { state: true }, columns: { state: true }, onlyWritten: { state: true }, text: { state: true } };

  constructor() {
    super();
    this.text = "";
  }

  title() {
    return "Parameters";
  }

  async load(signal) {
    this.all = (await get("parameters", { signal })).parameters;
    this.columns = await get("parameters/columns", { signal })
      .then((answer) => answer.columns)
      .catch((problem) => ({ problem }));
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
      <h2>Columns</h2>
      ${this.columns ? this.#columns(this.columns) : nothing}
    `;
  }

  /** What records write, beside what the live tables have. */
  #columns(columns) {
    if (columns.problem) return html`<p class="problem">${columns.problem.message}</p>`;
    const tables = [...new Set(columns.map((one) => one.table))];
    const absent = tables.filter((name) => columns.every((one) => one.table !== name || one.type === null));
    const missing = columns.filter((one) => one.type === null && !absent.includes(one.table));
    return html`
      ${absent.length
        ? html`<p class="bad">There is no table ${absent.join(", ")}: the next start makes it.</p>`
        : nothing}
      ${missing.length
        ? html`<p class="bad">The tables lack ${missing.map((one) => `${one.table}.${one.column}`).join(", ")}:
            bin/sipacc db adopt adds what is missing.</p>`
        : nothing}
      ${absent.length || missing.length
        ? nothing
        : html`<p class="good">The tables have every column that records write to.</p>`}
      ${table(
        "Columns of the accounting tables",
        ["Table", "Column", "Is filled with", "Type"],
        columns.map((one) => [
          one.table,
          html`<code>${one.column}</code>`,
          one.field,
          one.type === null
            ? html`<span class="bad">missing</span>`
            : html`<small>${one.type}${one.size && one.size < 1e6 ? ` (${one.size})` : ""}</small>`,
        ]),
      )}
    `;
  }

  #value(one) {
    if (one.written.length) return one.written.map((text) => html`<code>${text}</code><br>`);
    return one.default === null ? html`<small>none</small>` : html`<code>${one.default}</code>`;
  }
}

customElements.define("parameters-page", ParametersPage);
