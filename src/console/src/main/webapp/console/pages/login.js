import { LitElement, html, nothing } from "lit";
import { changePassword, logIn } from "../api.js";

/** Asks who one is, and for a password of one's own where the one at hand was given by somebody. */
class LoginPage extends LitElement {
  static properties = { session: { attribute: false }, problem: { state: true }, busy: { state: true } };

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.querySelector("input")?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    const { user, password, old, fresh, again } = event.target.elements;
    this.busy = true;
    this.problem = null;
    try {
      if (fresh && fresh.value !== again.value) {
        throw new Error("the two new passwords differ; write the same twice");
      }
      const session = fresh
        ? await changePassword(old.value, fresh.value)
        : await logIn(user.value, password.value);
      this.dispatchEvent(new CustomEvent("entered", { detail: session }));
    } catch (problem) {
      this.problem = problem;
    }
    this.busy = false;
  }

  render() {
    const changing = this.session?.must_change_password;
    return html`
      <main class="login">
        <h1>${changing ? "A password of your own" : "sipacc"}</h1>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem.message}</p>` : nothing}
        <form @submit=${this.#submit}>
          ${changing
            ? html`
                <p>The password of ${this.session.user} was made by the server. Choose one of at least 12 characters.</p>
                <label>Password so far <input name="old" type="password" autocomplete="current-password" required></label>
                <label>New password <input name="fresh" type="password" autocomplete="new-password" minlength="12" required></label>
                <label>New password again <input name="again" type="password" autocomplete="new-password" required></label>
              `
            : html`
                <label>User <input name="user" autocomplete="username" autocapitalize="none" required></label>
                <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
              `}
          <button class="main" ?disabled=${this.busy}>${changing ? "Change it" : "Log in"}</button>
        </form>
        ${changing
          ? nothing
          : html`<p class="faint">The first user is <code>admin</code>; its password is in <code>admin.password</code> of the data directory until it is changed.</p>`}
      </main>
    `;
  }
}

customElements.define("login-page", LoginPage);
