import { html } from "lit";
import { local, midnight } from "./format.js";
import { refine } from "./router.js";

const HOUR = 3_600_000;

/** Ranges by name; they move with the clock, so that a saved view means the same tomorrow. */
const PRESETS = {
  hour: ["last hour", () => [new Date(Date.now() - HOUR), null]],
  today: ["today", () => [midnight(), null]],
  yesterday: ["yesterday", () => [midnight(-1), midnight()]],
  "7d": ["last 7 days", () => [midnight(-6), null]],
  "30d": ["last 30 days", () => [midnight(-29), null]],
  all: ["all", () => [null, null]],
};

/** The range that a page's parameters say, as instants for the API; `fallback` where they say none. */
export function range(parameters, fallback = "today") {
  const since = parameters.get("since");
  const until = parameters.get("until");
  if (since || until) {
    return {
      since: since ? new Date(since).toISOString() : "",
      until: until ? new Date(until).toISOString() : "",
    };
  }
  const preset = PRESETS[parameters.get("range")] || PRESETS[fallback];
  const [from, to] = preset[1]();
  return {
    since: from ? from.toISOString() : "",
    until: to ? to.toISOString() : "",
  };
}

/** The end of this minute. */
const soon = () => new Date(Math.ceil(Date.now() / 60_000) * 60_000).toISOString();

/** The same for a search, which reads all rows of its time for some filters: its end if it has a beginning. */
export function searchRange(parameters, fallback = "today") {
  const { since, until } = range(parameters, fallback);
  return { since, until: until || (since ? soon() : "") };
}

/** The same with both ends, for what has to have them: a year at most. */
export function closedRange(parameters, fallback = "today") {
  const { since, until } = range(parameters, fallback);
  return { since: since || midnight(-365).toISOString(), until: until || soon() };
}

/** Fields that choose a range. */
export function rangeFields(parameters, fallback = "today", withAll = true) {
  const custom = parameters.get("since") || parameters.get("until");
  const chosen = custom ? "" : parameters.get("range") || fallback;
  const now = range(parameters, fallback);
  const change = (name) => (event) => {
    const value = event.target.value;
    refine({
      range: null,
      since: now.since,
      until: now.until,
      [name]: value ? new Date(value).toISOString() : "",
    });
  };
  return html`
    <fieldset class="range">
      <legend>Time</legend>
      <div class="choices">
        ${Object.entries(PRESETS)
          .filter(([name]) => withAll || name !== "all")
          .map(
            ([name, [label]]) => html`<button
              type="button"
              aria-pressed=${name === chosen}
              @click=${() => refine({ range: name, since: null, until: null })}
            >${label}</button>`,
          )}
      </div>
      <label>from
        <input type="datetime-local" .value=${now.since ? local(new Date(now.since)) : ""} @change=${change("since")}>
      </label>
      <label>until
        <input type="datetime-local" .value=${now.until ? local(new Date(now.until)) : ""} @change=${change("until")}>
      </label>
    </fieldset>
  `;
}
