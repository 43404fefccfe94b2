import { html, nothing } from "lit";
import { get, query } from "../api.js";
import { chart } from "../chart.js";
import { instant, midnight, number, percent, span, tenth, millis } from "../format.js";
import { Page, table } from "../page.js";
import { href } from "../router.js";


/** Today at a glance, beside the same hours of yesterday and of the same day last week. */
class OverviewPage extends Page {
  static every = 10;

  static properties = { data: { state: true } };

  title() {
    return "Overview";
  }

  async load(signal) {
    const now = new Date();
    const start = midnight();
    const report = (from, until, extra) =>
      get(`reports/calls${query({ since: from.toISOString(), until: until.toISOString(), ...extra })}`, { signal });
    const before = (days) =>
      report(midnight(-days), new Date(midnight(-days).getTime() + (now - start)), {});
    const until = new Date(now.getTime() + 1000);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // One after the other: reports share a few places with exports.
    const today = await report(start, until, {});
    const hours = await report(start, until, { interval: "hour", zone });
    const codes = await report(start, until, { group_by: "code" });
    const yesterday = await before(1);
    const lastWeek = await before(7);
    const [backends, status, alarms] = await Promise.all(
      ["backends", "status", "alarms"].map((path) => get(path, { signal })));
    const any = today.rows[0]?.calls || (await get("calls?limit=1", { signal })).calls.length;
    this.data = {
      now: today.rows[0], yesterday: yesterday.rows[0], lastWeek: lastWeek.rows[0],
      hours: hours.rows, codes: codes.rows, backends: backends.backends,
      open: status.calls_open, journal: status.journal, any,
      alarms: alarms.alarms.filter((alarm) => alarm.raised),
    };
  }

  body() {
    if (!this.data) return nothing;
    const { now, yesterday, lastWeek, open, any, journal, alarms } = this.data;
    return html`
      ${journal.state === "accepting"
        ? nothing
        : html`<p class="problem" role="alert">The journal is ${journal.state}: ${journal.reason}.
            <a href=${href("health")}>More</a></p>`}
      ${alarms.map((alarm) => html`<p class="problem" role="alert">Alarm since ${instant(alarm.since)}:
          ${alarm.rule}${alarm.value == null ? nothing : html` (it is ${number(alarm.value)})`}</p>`)}
      ${any ? nothing : this.#first()}
      <ul class="tiles">
        <li><a href=${href("live")}><small>Calls at this moment</small><b>${number(open)}</b><small>set up or up</small></a></li>
        ${this.#tile("Calls today", "calls", number, { range: "today" })}
        ${this.#tile("Answered", "answered", number, { range: "today", code: "2xx" })}
        ${this.#tile("ASR", "asr", percent)}
        ${this.#tile("NER", "ner", percent)}
        ${this.#tile("ACD", "acd", (ratio) => (ratio?.value == null ? "–" : span(ratio.value * 1000)))}
        ${this.#tile("PDD, half below", "pdd_ms", (delays) => millis(delays?.p50))}
        ${this.#tile("PDD, 95 % below", "pdd_ms", (delays) => millis(delays?.p95))}
        ${this.#tile("Minutes", "minutes", tenth)}
      </ul>
      ${this.#hours()}
      <div class="columns">
        <section>
          <h2>Answers today</h2>
          ${table(
            "Calls of today by final code",
            ["Code", "Calls", "Share"],
            [...this.data.codes]
              .sort((one, other) => other.calls - one.calls)
              .map((row) => [
                html`<a href=${href("calls", { range: "today", code: row.group })}>${row.group || "none"}</a>`,
                number(row.calls),
                percent({ value: now?.calls ? row.calls / now.calls : null }),
              ]),
            "No call has ended today.",
          )}
        </section>
        <section>
          <h2>Backends</h2>
          ${table(
            "Delivery to each backend",
            ["Backend", "State", "Waiting", "Dead letters"],
            this.data.backends.map((backend) => [
              html`<a href=${href("health")}>${backend.name}</a>`,
              html`<span class=${backend.state === "running" ? "good" : "bad"}>${backend.state}</span>`,
              number(backend.lag),
              number(backend.dead_letters),
            ]),
          )}
        </section>
      </div>
      <p class="faint">Yesterday and last week: the same hours, until this time of day.
        ${[yesterday, lastWeek].every((row) => !row?.calls) ? "There were no calls in them." : ""}</p>
    `;
  }

  #tile(name, figure, show, parameters) {
    const value = (row) => show(row?.[figure]);
    const inside = html`<small>${name}</small><b>${value(this.data.now)}</b>
      <small>yesterday ${value(this.data.yesterday)}</small>
      <small>last week ${value(this.data.lastWeek)}</small>`;
    return html`<li>${parameters ? html`<a href=${href("calls", parameters)}>${inside}</a>` : inside}</li>`;
  }

  #hours() {
    const byHour = new Map(this.data.hours.map((row) => [new Date(row.begin).getHours(), row]));
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    const series = (value) => hours.map((hour) => (byHour.has(hour) ? value(byHour.get(hour)) : 0));
    return html`<section class="sheet">
      ${chart("Calls of today by hour", {
        legend: { bottom: 0 },
        grid: { top: 20, left: 45, right: 15, bottom: 50 },
        xAxis: { type: "category", data: hours.map((hour) => `${hour}:00`) },
        yAxis: { type: "value", minInterval: 1 },
        series: [
          { name: "answered", type: "bar", stack: "calls", color: "#3b8ede", data: series((row) => row.answered) },
          { name: "not answered", type: "bar", stack: "calls", color: "#e08a3c", data: series((row) => row.calls - row.answered) },
        ],
      })}
    </section>`;
  }

  #first() {
    return html`<section class="note">
      <h2>Place a first call</h2>
      <p>There is no call yet. With SIPp (<code>apt-get install sip-tester</code>), in the directory of sipacc, a callee
        in one terminal and a caller in another:</p>
      <pre>sipp -sf docs/first-call/callee.xml -m 1 -i 127.0.0.1 -p 5090
sipp -sf docs/first-call/caller.xml -m 1 -i 127.0.0.1 -p 5091 -rsa 127.0.0.1:5060 127.0.0.1:5090</pre>
      <p>It appears here when it has ended, and under <a href=${href("live")}>live calls</a> while it is up.</p>
    </section>`;
  }
}

customElements.define("overview-page", OverviewPage);
