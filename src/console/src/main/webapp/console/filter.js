import { html } from "lit";
import { refine } from "./router.js";

/** What the query box understands: a word before the colon, and the parameter of the API. */
const WORDS = {
  caller: "caller", callee: "callee", code: "code", duration: "duration", cause: "cause",
  callid: "callid", gateway: "gateway", policy: "policy_version", node: "node", method: "method",
  country: "callee_country", outcome: "outcome",
};
const COMPARED = { "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq" };
const LABELS = {
  caller: "caller is", caller_starts: "caller begins with", caller_contains: "caller contains",
  callee: "callee is", callee_starts: "callee begins with", callee_contains: "callee contains",
  code: "code", duration: "duration", cause: "cause", callid: "Call-ID", gateway: "gateway",
  policy_version: "policy", node: "node", method: "method",
  callee_country: "country called", outcome: "outcome",
};

/** Those of calls; a method is one of records. */
const FILTERS = Object.keys(LABELS).filter((name) => name !== "method");

/**
 * The parameter that a typed text stands for: `callee:49*`, `caller:*123*`, `code:4xx`,
 * `duration:>60`; a text without a word is the beginning of the callee's number.
 */
function parsed(text, words) {
  const match = /^\s*([a-z]+)\s*:\s*(.*?)\s*$/i.exec(text);
  const word = match ? match[1].toLowerCase() : "callee";
  const value = match ? match[2] : `${text.trim()}*`;
  if (!words.includes(word)) throw new Error(`"${word}" is no filter here; there are ${words.join(", ")}`);
  const name = WORDS[word];
  if (!value || value === "*") throw new Error(`write what ${word} shall be, as in ${word}:...`);
  if (name === "caller" || name === "callee") {
    const bare = value.replace(/^\*|\*$/g, "");
    if (/^\*.*\*$/.test(value)) return [`${name}_contains`, bare];
    return value.endsWith("*") ? [`${name}_starts`, bare] : [name, value];
  }
  if (name === "duration") {
    const compare = /^([<>]=?|=)?\s*([0-9.]+)\s*s?$/.exec(value);
    if (!compare) throw new Error("write a duration in seconds, as in duration:>60");
    return [name, `${COMPARED[compare[1] || "="]}:${compare[2]}`];
  }
  if (name === "callee_country") return [name, value.toUpperCase()];
  if (name === "outcome") return [name, value.toLowerCase()];
  return [name, value];
}

/** Those filters of a page's parameters that the API knows. */
export function filters(parameters, known = FILTERS) {
  const found = {};
  for (const name of known) {
    if (parameters.has(name)) found[name] = parameters.get(name);
  }
  return found;
}

/** The query box and a chip for each filter that is set, of those that a page knows. */
export function filterFields(parameters, report, known = FILTERS) {
  const words = Object.keys(WORDS).filter((word) => known.includes(WORDS[word]));
  const add = (event) => {
    event.preventDefault();
    const field = event.target.elements.query;
    try {
      const [name, value] = parsed(field.value, words);
      field.value = "";
      report(null);
      refine({ [name]: value });
    } catch (problem) {
      report(problem);
    }
  };
  const chips = Object.entries(filters(parameters, known));
  return html`
    <form class="query" role="search" @submit=${add}>
      <label>Filter
        <input name="query" autocomplete="off" spellcheck="false" list="filter-words"
          placeholder="callee:49*  caller:*123*  code:4xx  duration:>60">
      </label>
      <datalist id="filter-words">
        ${words.map((word) => html`<option value=${`${word}:`}></option>`)}
      </datalist>
      <button>Add</button>
    </form>
    <ul class="chips" aria-label="Filters in force">
      ${chips.map(
        ([name, value]) => html`<li>
          ${LABELS[name]} <b>${value}</b>
          <button type="button" aria-label=${`Remove ${LABELS[name]} ${value}`}
            @click=${() => refine({ [name]: null })}>×</button>
        </li>`,
      )}
    </ul>
  `;
}
