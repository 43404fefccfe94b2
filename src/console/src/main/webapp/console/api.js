// The REST API of this server: one place for the CSRF token and for what goes wrong.

let csrfToken = "";

/** What the server refused, with its own words (RFC 7807). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `the server answered ${status}`);
    this.status = status;
    this.line = body.line;
    this.column = body.column;
  }
}

async function send(path, { method = "GET", json, text, type, accept, signal } = {}) {
  const headers = {};
  if (method !== "GET") headers["X-CSRF-Token"] = csrfToken;
  if (json !== undefined) headers["Content-Type"] = "application/json";
  if (type) headers["Content-Type"] = type;
  if (accept) headers.Accept = accept;
  let answer;
  try {
    answer = await fetch(path.startsWith("/") ? `.${path}` : `./api/${path}`, {
      method,
      headers,
      body: json === undefined ? text : JSON.stringify(json),
      signal,
      credentials: "same-origin",
      redirect: "error",
    });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Problem(0, { detail: "the server cannot be reached; it is asked again by and by" });
  }
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    if (answer.status === 401 && path !== "session") {
      window.dispatchEvent(new CustomEvent("logged-out"));
    }
    throw new Problem(answer.status, body);
  }
  if (answer.status === 204) return null;
  const kind = answer.headers.get("Content-Type") || "";
  return kind.includes("json") ? answer.json() : answer.text();
}

export const get = (path, options) => send(path, options);
export const post = (path, options) => send(path, { ...options, method: "POST" });
export const put = (path, options) => send(path, { ...options, method: "PUT" });
export const remove = (path, options) => send(path, { ...options, method: "DELETE" });

function opened(session) {
  csrfToken = session.csrf_token || "";
  return session;
}

/** Who is logged in; null if nobody is. */
export async function session() {
  try {
    return opened(await get("session"));
  } catch (problem) {
    if (problem.status === 401) return null;
    throw problem;
  }
}

export const logIn = async (user, password) =>
  opened(await post("session", { json: { user, password } }));
export const changePassword = async (old, fresh) =>
  opened(await post("session/password", { json: { old, new: fresh } }));
export const logOut = () => remove("session");

/** A query string of those parameters that have a value. */
export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, value);
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
