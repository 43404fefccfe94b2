import { html, nothing } from "lit";
import { get, post, put, remove } from "../api.js";
import { instant } from "../format.js";
import { Page, table } from "../page.js";

const ROLES = ["viewer", "operator", "administrator"];

/** Who may log in, and which programs have a token. */
class UsersPage extends Page {
  static properties = { users: { state: true }, tokens: { state: true }, told: { state: true } };

  title() {
    return "Users and tokens";
  }

  async load(signal) {
    const [users, tokens] = await Promise.all([get("users", { signal }), get("tokens", { signal })]);
    this.users = users.users;
    this.tokens = tokens.tokens;
  }

  async #do(work, tell) {
    const answer = await this.attempt(work);
    if (answer !== undefined) {
      this.told = tell ? tell(answer) : null;
      this.reload();
    }
  }

  body() {
    if (!this.users) return nothing;
    const told = (name) => (answer) =>
      html`The password of ${name} for the first login is <code>${answer.password}</code>. It is not shown again.`;
    return html`
      ${this.told ? html`<p class="note" role="status">${this.told}</p>` : nothing}
      <h2>Users</h2>
      ${table(
        "Users",
        ["Name", "Role", "State", "Made", "Password of", "Actions"],
        this.users.map((user) => [
          user.name,
          html`<select aria-label=${`Role of ${user.name}`}
            @change=${(event) => this.#do(() => put(`users/${encodeURIComponent(user.name)}`, { json: { role: event.target.value } }))}>
            ${ROLES.map((role) => html`<option ?selected=${role === user.role}>${role}</option>`)}
          </select>`,
          user.disabled ? "disabled" : user.must_change_password ? "has to change the password" : "",
          instant(user.created), instant(user.password_changed),
          html`
            <button type="button" @click=${() => this.#do(() => post(`users/${encodeURIComponent(user.name)}/password`), told(user.name))}>New password</button>
            ${user.disabled
              ? nothing
              : html`<button type="button" @click=${() => this.#do(() => remove(`users/${encodeURIComponent(user.name)}`))}>Disable</button>`}
          `,
        ]),
      )}
      <form class="line" @submit=${(event) => this.#add(event, "users", told(event.target.elements.name.value))}>
        <label>Name <input name="name" required pattern="[A-Za-z0-9][A-Za-z0-9._@\\-]{0,63}"></label>
        <label>Role <select name="role">${ROLES.map((role) => html`<option>${role}</option>`)}</select></label>
        <button>Add a user</button>
      </form>
      <h2>Tokens for programs</h2>
      ${table(
        "Tokens",
        ["Name", "Role", "Made", "Expires", "Actions"],
        this.tokens.map((token) => [
          token.name, token.role, html`${instant(token.created)} by ${token.created_by}`,
          token.revoked ? `revoked ${instant(token.revoked)}` : instant(token.expires),
          token.revoked
            ? ""
            : html`<button type="button" @click=${() => this.#do(() => remove(`tokens/${encodeURIComponent(token.id)}`))}>Revoke</button>`,
        ]),
        "There is none.",
      )}
      <form class="line" @submit=${(event) =>
        this.#add(event, "tokens", (answer) => html`The token is <code class="wrap">${answer.token}</code>. It is not shown again.`)}>
        <label>Name <input name="name" required maxlength="64"></label>
        <label>Role <select name="role">${ROLES.map((role) => html`<option>${role}</option>`)}</select></label>
        <label>Days <input name="days" type="number" min="1" max="3650" value="90"></label>
        <button>Make a token</button>
      </form>
    `;
  }

  #add(event, path, tell) {
    event.preventDefault();
    const form = event.target;
    const { name, role, days } = form.elements;
    const json = { name: name.value, role: role.value };
    if (days) json.days = Number(days.value);
    this.#do(() => post(path, { json }), tell).then(() => form.reset());
  }
}

customElements.define("users-page", UsersPage);
