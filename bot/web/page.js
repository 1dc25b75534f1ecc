// Behaviour of the chat page: sources in the panel, buttons that ask, copying. One listener on the document,
// because Gradio renders its blocks anew. Everything shown comes escaped from the server.
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
let asked = 0;
// What a screen reader is to say: the answer once it is whole, a file once it is read, each a single time.
const tell = text => { const here = one("#told"); if (here) here.textContent = text; };

// The cells of a row that belong together: all of it, or one side where two tables stand beside each other.
function sameSide(row, cell) {
  const side = cell?.dataset.side;
  return [...row.children].filter(one => !side || !one.dataset.side || one.dataset.side === side);
}

function mark(panel, link) {
  const rowOf = (r) => one(`.table-here tr[data-r="${r}"]`, panel);
  const cellOf = (row, source) => one(`[data-c="${source.dataset.column}"]`, row);
  const row = rowOf(link.dataset.row);
  for (const source of all(`a.source[data-turn="${link.dataset.turn}"]`)) {
    const cited = source.dataset.table === link.dataset.table && rowOf(source.dataset.row);
    if (!cited) continue;
    sameSide(cited, cellOf(cited, source)).forEach(cell => cell.classList.add("in-cited"));
    cellOf(cited, source)?.classList.add("cited");
  }
  if (!row) return;
  const cell = cellOf(row, link);
  row.classList.add("here");
  sameSide(row, cell).forEach(each => each.classList.add("in-here"));
  (cell ?? row).classList.add("target");
  (cell ?? row).setAttribute("aria-current", "true");
  for (const parent of (row.dataset.parents ?? "").split(" ").filter(Boolean)) rowOf(parent)?.classList.add("parent");
  bringIntoView(one(".grid", panel), row, cell);
}

// Only the grid scrolls, not the page; the frozen header and the frozen first column stay clear of the cell.
function bringIntoView(grid, row, cell) {
  if (!grid) return;
  const head = one("thead", grid)?.offsetHeight ?? 0;
  grid.scrollTop = row.offsetTop - head - (grid.clientHeight - head - row.offsetHeight) / 2;
  if (!cell) return;
  const left = cell.offsetLeft, right = left + cell.offsetWidth;
  if (right > grid.scrollLeft + grid.clientWidth || left < grid.scrollLeft + 60)
    grid.scrollLeft = right - grid.clientWidth + 24;
}

async function showSource(link) {
  const panel = one("#source .panel");
  if (!panel || !link) return;
  const mine = ++asked;
  all("a.source.open").forEach(other => other.classList.remove("open"));
  link.classList.add("open");
  panel.classList.add("open");
  one(".which", panel).textContent = link.dataset.label;
  one(".card-here", panel).innerHTML = link.nextElementSibling?.innerHTML ?? "";
  const here = one(".table-here", panel), table = link.dataset.table;
  one(".above-here", panel).replaceChildren();
  switches(panel, link);
  here.textContent = table ? panel.dataset.loading : "";
  if (!table) { if (link.dataset.page) showPage(panel, link); return; }
  const html = await fetchTable(panel, table);
  if (mine !== asked) return;
  if (html === null) { here.textContent = panel.dataset.failed; return; }
  if (html === "") { here.textContent = panel.dataset.gone; return; }
  here.innerHTML = html;
  mark(panel, link);
  above(panel, link);
}

// Table or page of the original file; and the whole table as a file to keep.
function switches(panel, link) {
  const here = one(".switch-here", panel), table = link.dataset.table;
  here.replaceChildren();
  const add = (tag, text, more) => { const made = Object.assign(document.createElement(tag), { textContent: text, ...more }); here.append(made); return made; };
  if (link.dataset.page) {
    if (table) add("button", panel.dataset.table, { type: "button", className: "now", onclick: () => showSource(link) });
    add("button", panel.dataset.page, { type: "button", className: table ? "" : "now", onclick: () => showPage(panel, link) });
  }
  if (!table) return;
  for (const kind of ["xlsx", "csv"])
    add("a", panel.dataset[kind], { className: kind === "xlsx" ? "file first" : "file", href: `parts/sheet.${kind}?${new URLSearchParams({ table, language: panel.dataset.language })}`, download: "" });
}

// The page as a picture, scrolled to the box that the server has drawn.
async function showPage(panel, link) {
  const mine = ++asked, here = one(".table-here", panel), { table, row, fact, page } = link.dataset;
  for (const button of all(".switch-here button", panel)) button.classList.toggle("now", button.textContent === panel.dataset.page);
  one(".above-here", panel).replaceChildren();
  here.textContent = panel.dataset.loading;
  const query = new URLSearchParams({ table: Number(row) < 0 ? "" : table, row, fact: fact ?? "", document: link.dataset.document ?? "", page: page ?? "", language: panel.dataset.language });
  const answer = await fetch(`parts/page.png?${query}`).catch(() => null);
  if (mine !== asked) return;
  if (!answer?.ok) { here.textContent = (await answer?.json().catch(() => null))?.error ?? panel.dataset.failed; return; }
  const box = document.createElement("div"), picture = new Image();
  box.className = "page-here"; box.tabIndex = 0;
  picture.alt = one(".field_place ~ dd, dd.field_place", panel)?.textContent ?? "";
  picture.onload = () => { URL.revokeObjectURL(picture.src); box.scrollTop = Number(answer.headers.get("X-Box-Top")) * picture.clientHeight - box.clientHeight / 3; };
  picture.src = URL.createObjectURL(await answer.blob());
  picture.onclick = () => box.classList.toggle("wide");
  box.append(picture);
  here.replaceChildren(box);
}

// What the cited row is part of: the rows above it with their figures in the same column.
function above(panel, link) {
  const row = one(`.table-here tr[data-r="${link.dataset.row}"]`, panel), place = one(".above-here", panel);
  const rows = (row?.dataset.parents ?? "").split(" ").filter(Boolean).reverse();
  if (!rows.length) return;
  const heading = Object.assign(document.createElement("b"), { textContent: panel.dataset.above });
  const list = document.createElement("ol");
  for (const r of rows) {
    const parent = one(`.table-here tr[data-r="${r}"]`, panel);
    if (!parent) continue;
    const text = kind => all(`td.${kind}`, parent).map(cell => cell.textContent.trim()).filter(Boolean).join("");
    const name = one("td.label", parent)?.textContent.trim() || all("td:not(.number):not(.code)", parent).map(cell => cell.textContent.trim()).find(Boolean) || "";
    const value = one(`td[data-c="${link.dataset.column}"]`, parent)?.textContent.trim() ?? "";
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("span"), { textContent: `${text("code")} ${name}`.trim() }), Object.assign(document.createElement("span"), { textContent: value, className: "number" }));
    list.append(item);
  }
  place.replaceChildren(heading, list);
}

async function fetchTable(panel, table) {
  try {
    const answer = await fetch(`parts/table/${encodeURIComponent(table)}?language=${panel.dataset.language}`);
    if (answer.status === 404) return "";
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

function closeSource() {
  one("#source .panel")?.classList.remove("open");
  const link = one("a.source.open");
  link?.classList.remove("open");
  link?.focus({ preventScroll: true });
}

async function copy(button) {
  const text = button.dataset.text, said = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no clipboard on a page without TLS, which an intranet often is
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = said; }, 1600);
}

document.addEventListener("click", event => {
  const link = event.target.closest("a.cite, a.source");
  if (link) {
    event.preventDefault();
    showSource(document.getElementById(link.getAttribute("href").slice(1)));
    return;
  }
  if (event.target.closest("#source .close")) closeSource();
  const button = event.target.closest("button.copy");
  if (button) copy(button);
  for (const held of all("details.held[open]")) if (!held.contains(event.target)) held.open = false;
});

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea, [contenteditable]");
  if (event.key === "Escape") closeSource();
  if (event.key === "/" && !typing) { event.preventDefault(); one("#question textarea")?.focus(); }
});
// Enter that ends an input method's composition chooses Chinese characters; it does not send the question.
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
}, true);

window.budgetbot = {
  // A question was sent, or words came in: keep the newest in view.
  follow() {
    const talk = one("#talk");
    if (talk) talk.scrollTop = talk.scrollHeight;
  },
  // An answer is whole: its question to the top where it is long, and its first source shown where there is room.
  settle() {
    window.budgetbot.asking = "";
    tell(all(".answer > :is(.status, .text)", all("#turns .turn").at(-1)).map(part => part.textContent).join(" "));
    requestAnimationFrame(() => setTimeout(() => {
      const turn = all("#turns .turn").at(-1), talk = one("#talk");
      if (!turn || !talk) return;
      talk.scrollTop += Math.min(turn.getBoundingClientRect().top - talk.getBoundingClientRect().top - 12, talk.scrollHeight);
      const chosen = one("a.source.open", turn); // somebody was quicker
      if (!chosen && matchMedia("(min-width: 900px)").matches) showSource(one("a.source", turn));
    }, 60));
  },
  greet() {
    document.documentElement.classList.toggle("embed", new URLSearchParams(location.search).has("embed"));
    document.documentElement.lang = one("#head header")?.dataset.language ?? "zh-CN";
    remember(new URLSearchParams(location.search).get("q")?.trim());
    show();
  },
};
