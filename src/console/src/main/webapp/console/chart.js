import { LitElement, html } from "lit";

/** A chart of ECharts, for which a table beside it says the same. Names go into a canvas as text. */
class SipaccChart extends LitElement {
  static properties = { option: { attribute: false }, label: {} };

  #chart;
  #watch = new ResizeObserver(() => this.#chart?.resize());
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #redraw = () => this.#draw();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#dark.addEventListener("change", this.#redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#dark.removeEventListener("change", this.#redraw);
    this.#watch.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
  }

  render() {
    return html`<div class="chart" role="img" aria-label=${this.label}></div>`;
  }

  updated() {
    this.#draw();
  }

  async #draw() {
    const echarts = await import("echarts");
    const box = this.querySelector(".chart");
    if (!this.isConnected || !box) return;
    this.#chart?.dispose();
    this.#chart = echarts.init(box, this.#dark.matches ? "dark" : null);
    this.#chart.setOption({
      backgroundColor: "transparent",
      animation: false,
      tooltip: { trigger: "axis", renderMode: "richText" },
      ...this.option,
    });
    this.#watch.observe(box);
  }
}

customElements.define("sipacc-chart", SipaccChart);

export const chart = (label, option) =>
  html`<sipacc-chart .label=${label} .option=${option}></sipacc-chart>`;
