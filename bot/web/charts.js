// Charts: drawn where the talk or the comparison leaves a place for one, when it comes into view. Plotly comes from
// this server, once. Gradio renders the talk anew with each answer, so whatever is new in the page is looked for.
let plotly = null;
function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "parts/plotly.js";
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { plotly = null; reject(new Error("plotly")); };
    document.head.append(script);
  });
  return plotly;
}

const shade = name => getComputedStyle(document.querySelector(".gradio-container") ?? document.body).getPropertyValue(name).trim();
const SERIES = { light: ["#1d4f91", "#c98a00", "#1f7a4d", "#8a5a9c", "#5b6b7d", "#a8321f"], dark: ["#8db7f0", "#e0b13f", "#6fc79a", "#c09ad4", "#a9b4c2", "#f09a8a"] };

function chartLayout(figure, width, light) {
  const ink = light ? "#1b2430" : shade("--ink"), line = light ? "#dde2e8" : shade("--line");
  const axis = { gridcolor: line, zerolinecolor: light ? "#7b8594" : shade("--ink-3"), linecolor: line, fixedrange: true };
  const own = figure.layout, colors = !light && document.querySelector(".dark") ? SERIES.dark : SERIES.light;
  return {
    ...own, width, colorway: colors, barmode: figure.stacked ? "stack" : "group", bargap: 0.34, bargroupgap: 0.08,
    paper_bgcolor: light ? "#ffffff" : "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif", size: 12, color: ink },
    margin: { l: 8, r: figure.data[0].orientation === "h" ? 72 : 16, t: own.showlegend ? 34 : 12, b: 8, pad: 4 }, dragmode: false,
    legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", traceorder: "normal", itemclick: false, itemdoubleclick: false },
    xaxis: { ...axis, ...own.xaxis }, yaxis: { ...axis, ...own.yaxis },
  };
}

// On a phone long names stand on several lines, so that the bars keep some room.
function narrow(figure) {
  const lines = part => Math.ceil((part.length + (part.match(/[^\x00-\xff]/g) ?? []).length) / 18);
  const even = part => part.replace(new RegExp(`(.{${Math.ceil(part.length / lines(part))}})(?=.)`, "gu"), "$1<br>");
  const folded = name => typeof name === "string" && !/^\d+年$/.test(name) ? name.split(" · ").map(even).join("<br>") : name;
  for (const axis of [figure.layout.xaxis, figure.layout.yaxis]) if (axis.rangemode) Object.assign(axis, { nticks: 4, tickangle: 0 });
  for (const trace of figure.data) if (trace.orientation === "h") {
    trace.y = trace.y.map(folded);
    const most = Math.max(...trace.y.map(name => `${name}`.split("<br>").length));
    figure.layout.height = Math.max(figure.layout.height, 70 + trace.y.length * (16 * most + 10));
  }
}

async function draw(place) {
  if (place.dataset.drawn) return;
  place.dataset.drawn = "1";
  const holder = one(".plot", place), figure = JSON.parse(place.dataset.figure);
  try {
    const Plotly = await loadPlotly();
    if (holder.clientWidth < 460) narrow(figure);
    if (!holder.isConnected) return;
    await Plotly.newPlot(holder, figure.data, chartLayout(figure, holder.clientWidth, false), { displayModeBar: false });
    resized.observe(holder);
  } catch {
    delete place.dataset.drawn;
    holder.textContent = one("#head header")?.dataset.chartFailed ?? "";
  }
}

async function saveChart(button) {
  const place = button.closest("figure.chart"), figure = JSON.parse(place.dataset.figure);
  const Plotly = await loadPlotly();
  const layout = chartLayout(figure, 960, true), title = place.closest(".turn")?.querySelector(".question > span")?.textContent ?? figure.title ?? "";
  if (title) Object.assign(layout, { title: { text: escapeText(title), x: 0.02, font: { size: 15 } }, margin: { ...layout.margin, t: layout.margin.t + 40, l: 16, b: 16 }, height: layout.height + 56 });
  const name = `${figure.file}-${title.replace(/[^\p{L}\p{N}]+/gu, "").slice(0, 30)}`;
  if (button.dataset.as === "png") {
    save(await (await fetch(await Plotly.toImage({ data: figure.data, layout }, { format: "png", width: 960, height: layout.height, scale: 2 }))).blob(), `${name}.png`);
    return;
  }
  const script = await (await fetch("parts/plotly.js")).text();
  const data = JSON.stringify({ data: figure.data, layout: { ...layout, width: undefined } }).replace(/</g, "\\u003c");
  const page = `<!doctype html><meta charset="utf-8"><title>${escapeText(title)}</title><body><div id="c"></div><script>${script.replace(/<\/script/g, "<\\/script")}<\/script><script>const f=${data};Plotly.newPlot("c",f.data,f.layout,{responsive:true})<\/script>`;
  save(new Blob([page], { type: "text/html" }), `${name}.html`);
}

function escapeText(text) {
  return text.replace(/[&<>"']/g, mark => `&#${mark.charCodeAt(0)};`);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const inView = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) { inView.unobserve(entry.target); draw(entry.target); }
}, { rootMargin: "200px" });

function findCharts() {
  for (const place of all("figure.chart:not([data-seen])")) { place.dataset.seen = "1"; inView.observe(place); }
}
let looking = 0;
new MutationObserver(() => {
  cancelAnimationFrame(looking);
  looking = requestAnimationFrame(() => { findCharts(); window.budgetbot?.renew?.(); });
}).observe(document.body, { childList: true, subtree: true });

const resized = new ResizeObserver(entries => {
  for (const { target } of entries)
    if (target.clientWidth && target.layout && Math.abs(target.layout.width - target.clientWidth) > 2)
      window.Plotly.relayout(target, { width: target.clientWidth });
});
document.addEventListener("click", event => {
  const button = event.target.closest("figure.chart button.save");
  if (button) saveChart(button);
});
