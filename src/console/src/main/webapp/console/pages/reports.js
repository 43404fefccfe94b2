import { html, nothing } from "lit";
import { get, query } from "../api.js";
import { chart } from "../chart.js";
import { filterFields, filters } from "../filter.js";
import { country, csv, day, instant, millis, number, percent, save, span, tenth } from "../format.js";
import { Page, table } from "../page.js";
import { closedRange, rangeFields } from "../range.js";
import { href, refine } from "../router.js";

const INTERVALS = { total: "in all", hour: "per hour", day: "per day", week: "per week", month: "per month" };
const GROUPS = {
  none: "everything", caller: "caller", callee: "callee", callee_country: "country called",
  caller_country: "country of the caller", domain: "domain of the Request-URI", source: "source",
  gateway: "gateway", code: "code", outcome: "outcome", cause: "cause", ended_by: "who ended it",
  policy_version: "policy", node: "node", hour_of_week: "weekday and hour",
};
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** Groups that a search can ask for. */
const SEARCHED = new Set(["caller", "callee", "callee_country", "gateway", "code", "outcome", "cause", "policy_version", "node"]);
const FIGURES = {
  calls: ["Calls", (row) => number(row.calls)],
  answered: ["Answered", (row) => number(row.answered)],
  minutes: ["Minutes", (row) => tenth(row.minutes)],
  asr: ["ASR", (row) => percent(row.asr)],
  ner: ["NER", (row) => percent(row.ner)],
  acd: ["ACD", (row) => (row.acd.value === null ? "–" : span(row.acd.value * 1000))],
  ser: ["SER", (row) => percent(row.ser)],
  seer: ["SEER", (row) => percent(row.seer)],
  isa: ["ISA", (row) => percent(row.isa)],
  srd_ms: ["SRD", (row) => millis(row.srd_ms.value)],
  srd_failed_ms: ["SRD failed", (row) => millis(row.srd_failed_ms.value)],
  p50: ["PDD 50 %", (row) => millis(row.pdd_ms.p50)],
  p95: ["PDD 95 %", (row) => millis(row.pdd_ms.p95)],
};
/** Groups there may be very many of: the largest ones are asked for. */
const MANY = new Set(["caller", "callee", "domain", "source", "gateway"]);
const LARGEST = 100;
const LENGTH = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };

/** Figures of finished calls, each of which leads to its calls. */
class ReportsPage extends Page {
  static properties = { report: { state: true }, peaks: { state: true } };

  title() {
    return "Reports";
  }

  get #interval() {
    const interval = this.parameters.get("interval");
    return INTERVALS[interval] ? interval : "day";
  }

  get #group() {
    const group = this.parameters.get("group_by");
    return GROUPS[group] ? group : "none";
  }

  async load(signal) {
    this.range = closedRange(this.parameters, "7d");
    this.peaks = null;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.report = await get(
      `reports/calls${query({
        ...this.range, ...filters(this.parameters), interval: this.#interval, group_by: this.#group, zone,
        ...(this.#interval === "total" && MANY.has(this.#group) ? { top: LARGEST } : {}),
      })}`,
      { signal },
    );
  }

  /** On demand: it reads each call. */
  async #loadPeaks() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const asked = { ...this.range, ...filters(this.parameters), interval: this.#interval, zone };
    this.peaks = await this.attempt(() => get(`reports/concurrency${query(asked)}`));
  }

  tools() {
    return html`<div class="line">
      <button type="button" ?disabled=${!this.report} @click=${() => this.#save()}>CSV</button>
      <a class="button" href=${href("calls", this.parameters)}>Calls</a>
    </div>`;
  }

  body() {
    const choice = (name, options, chosen) => html`
      <select @change=${(event) => refine({ [name]: event.target.value })}>
        ${Object.entries(options).map(
          ([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
        )}
      </select>
    `;
    return html`
      ${rangeFields(this.parameters, "7d", false)}
      <div class="line choices">
        <label>Figures ${choice("interval", INTERVALS, this.#interval)}</label>
        <label>of ${choice("group_by", GROUPS, this.#group)}</label>
      </div>
      ${filterFields(this.parameters, (problem) => (this.problem = problem))}
      ${this.report ? html`${this.#chart()} ${this.#table()} ${this.#peaks()} ${this.#formulas()}` : nothing}
    `;
  }

  #name(row) {
    return [this.#time(row), this.#groupName(row)]
      .filter(Boolean)
      .join(" · ") || "all calls";
  }

  #groupName(row) {
    if (this.#group === "none") return "";
    if (this.#group === "hour_of_week") {
      const [weekday, hour] = row.group.split(" ");
      return `${WEEKDAYS[weekday - 1]} ${hour}:00`;
    }
    const name = this.#group.endsWith("_country") ? country(row.group) : row.group;
    return name || "(none)";
  }

  /** By time, or the largest group first, as a Pareto chart has it. */
  get #rows() {
    const rows = [...this.report.rows];
    const pareto = this.#interval === "total" && !["none", "hour_of_week"].includes(this.#group);
    return pareto ? rows.sort((one, other) => other.calls - one.calls) : rows;
  }

  /** The calls that a row was made of, where a search can ask for them. */
  #calls(row) {
    if (this.#group !== "none" && (!SEARCHED.has(this.#group) || !row.group)) return null;
    const parameters = { ...filters(this.parameters), ...this.range };
    if (row.begin) {
      const begin = new Date(row.begin);
      const end =
        this.#interval === "month"
          ? new Date(begin.getFullYear(), begin.getMonth() + 1, begin.getDate())
          : new Date(begin.getTime() + LENGTH[this.#interval]);
      parameters.since = new Date(Math.max(begin, new Date(this.range.since))).toISOString();
      parameters.until = new Date(Math.min(end, new Date(this.range.until))).toISOString();
    }
    if (this.#group !== "none") parameters[this.#group] = row.group;
    return href("calls", parameters);
  }

  #table() {
    const rows = table(
      "Figures of the calls",
      ["Calls of", ...Object.values(FIGURES).map(([title]) => title)],
      this.#rows.map((row) => {
        const calls = this.#calls(row);
        const name = this.#name(row);
        return [
          calls ? html`<a href=${calls}>${name}</a>` : name,
          ...Object.entries(FIGURES).map(([figure, [, show]]) => {
            const ratio = row[figure]?.denominator === undefined ? null : row[figure];
            return ratio
              ? html`<span title=${`${tenth(ratio.numerator)} / ${number(ratio.denominator)}`}>${show(row)}</span>`
              : show(row);
          }),
        ];
      }),
      "No call of this time passes these filters.",
    );
    if (!(this.report.groups > this.report.rows.length)) return rows;
    return html`${rows}
      <p>The ${number(LARGEST)} largest of ${number(this.report.groups)}; all others together have
        ${number(this.report.others.calls)} calls, ${number(this.report.others.answered)} answered,
        ${tenth(this.report.others.minutes)} minutes.</p>`;
  }

  #chart() {
    if (this.report.rows.length < 2) return nothing;
    if (this.#group === "hour_of_week" && this.#interval === "total") return this.#week();
    const rows = this.#rows.slice(0, 200);
    const all = this.report.rows.reduce((sum, row) => sum + row.calls, this.report.others?.calls ?? 0);
    let sum = 0;
    const shares = rows.map((row) => Math.round(((sum += row.calls) / all) * 1000) / 10);
    return html`<section class="sheet">
      ${chart("Calls and ASR", {
        legend: { bottom: 0 },
        grid: { top: 20, left: 50, right: 50, bottom: 60 },
        xAxis: { type: "category", data: rows.map((row) => this.#name(row)) },
        yAxis: [
          { type: "value", minInterval: 1 },
          { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %" }, splitLine: { show: false } },
        ],
        series: [
          { name: "answered", type: "bar", stack: "calls", color: "#3b8ede", data: rows.map((row) => row.answered) },
          { name: "not answered", type: "bar", stack: "calls", color: "#e08a3c", data: rows.map((row) => row.calls - row.answered) },
          {
            name: "ASR", type: "line", yAxisIndex: 1, color: "#2c9c5a",
            data: rows.map((row) => (row.asr.value === null ? null : Math.round(row.asr.value * 1000) / 10)),
          },
          ...(this.#interval === "total"
            ? [{ name: "share of all so far", type: "line", yAxisIndex: 1, color: "#8a6bbe", data: shares }]
            : []),
        ],
      })}
    </section>`;
  }

  #week() {
    const cells = this.report.rows.map((row) => {
      const [weekday, hour] = row.group.split(" ").map(Number);
      return [hour, weekday - 1, row.calls];
    });
    return html`<section class="sheet">
      ${chart("Calls by weekday and hour", {
        tooltip: {
          renderMode: "richText",
          formatter: ({ value }) => `${WEEKDAYS[value[1]]} ${value[0]}:00  ${number(value[2])} calls`,
        },
        grid: { top: 10, left: 50, right: 20, bottom: 70 },
        xAxis: { type: "category", data: Array.from({ length: 24 }, (_, hour) => `${hour}`) },
        yAxis: { type: "category", data: WEEKDAYS, inverse: true },
        visualMap: {
          min: 0, max: Math.max(...cells.map(([, , calls]) => calls)), orient: "horizontal", left: "center", bottom: 0,
          calculable: true, inRange: { color: ["#cfe2f7", "#0b5cad"] },
        },
        series: [{ type: "heatmap", data: cells }],
      })}
    </section>`;
  }

  #peaks() {
    if (!this.peaks) {
      return html`<p><button type="button" @click=${() => this.#loadPeaks()}>Most calls at once</button></p>`;
    }
    return html`<h2>Most calls at once</h2>
      ${table(
        "The most answered calls that were up at once",
        ["In", "Calls", "First at"],
        this.peaks.rows.map((row) => [this.#time(row) || "all", number(row.calls), instant(row.at)]),
      )}`;
  }

  #time(row) {
    return this.#interval === "hour" ? instant(row.begin) : day(row.begin);
  }

  #formulas() {
    return html`<details class="sheet">
      <summary>How each figure is reckoned</summary>
      <dl class="facts">
        ${Object.entries(this.report.formulas).map(
          ([name, formula]) => html`<div><dt>${name}</dt><dd>${formula}</dd></div>`,
        )}
      </dl>
    </details>`;
  }

  #save() {
    const header = ["begin", "group", "calls", "answered", "minutes"];
    const ratios = ["asr", "ner", "acd", "ser", "seer", "isa", "srd_ms", "srd_failed_ms"];
    const delays = ["p50", "p90", "p95", "p99"];
    const rows = this.report.rows.map((row) => [
      row.begin, row.group, row.calls, row.answered, row.minutes,
      ...ratios.flatMap((name) => [row[name].value, row[name].numerator, row[name].denominator]),
      ...delays.map((name) => row.pdd_ms[name]),
    ]);
    const names = ratios.flatMap((name) => [name, `${name}_numerator`, `${name}_denominator`]);
    save("report.csv", csv([...header, ...names, ...delays.map((name) => `pdd_ms_${name}`)], rows));
  }
}

customElements.define("reports-page", ReportsPage);
