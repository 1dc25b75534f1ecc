// The three tabs, documents, comparison, history, feedback. Pieces of HTML come escaped from this server.
const said = () => one("#source .panel")?.dataset.language ?? "zh";
const part = (path, query = {}) => `parts/${path}?${new URLSearchParams([...Object.entries(query), ["language", said()]])}`;

async function piece(path, query) {
  const answer = await fetch(typeof path === "string" && path.includes("?") ? path : part(path, query));
  if (answer.ok) return answer.text();
  const problem = await answer.json().catch(() => ({}));
  const p = document.createElement("p");
  p.className = "none";
  p.textContent = problem.error ?? answer.statusText;
  return p.outerHTML;
}

async function change(path, body, query = {}) {
  const answer = await fetch(part(path, query), { method: "POST", headers: { "X-BudgetBot": "1", "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? answer.statusText);
  return told;
}

// Tabs: the address tells which one is open, so that back, forward and links work.
function show() {
  const view = ["documents", "compare"].find(name => location.hash === `#${name}`) ?? "ask";
  const was = document.documentElement.dataset.view;
  document.documentElement.dataset.view = view;
  for (const link of all("#head .tabs a")) link.dataset.view === view ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  if (was && was !== view) closeSource();
  if (view === "documents" && one("#documents .part") && !one("#documents .part").childElementCount) { fillPart(); pollJobs(); }
  if (view === "compare" && one("#compare .compare-here") && !one("#compare .compare-here").childElementCount) compare();
}
addEventListener("hashchange", show);

// Documents
function sub() {
  return one("#documents .sub [aria-selected=true]")?.dataset.part ?? "documents";
}
async function fillPart(query = {}) {
  const here = one("#documents .part"), wanted = one("#documents .find")?.value.trim();
  if (!here) return;
  if (!here.childElementCount) here.textContent = here.dataset.wait;
  const opened = all("details.doc[open]", here).map(doc => doc.dataset.id);
  const html = wanted ? await piece("found", { q: wanted }) : await piece(sub(), query);
  if ((one("#documents .find")?.value.trim() ?? "") !== wanted) return;
  here.innerHTML = html;
  const count = one("#head .tabs a[data-view=documents] small");
  if (count && !wanted && sub() === "documents") count.textContent = all("details.doc", here).length || "";
  for (const doc of all("details.doc", here)) if (opened.includes(doc.dataset.id)) doc.open = true;
}
let typing = 0, polling = 0, sending = new Map();
async function pollJobs() {
  clearTimeout(polling);
  const here = one("#documents .jobs");
  if (!here) return;
  const html = await piece("jobs");
  const busyBefore = one(".job[data-ended='0']", here), ended = all(".job[data-ended='1']", here).length;
  here.innerHTML = sendingHtml() + html;
  if (here.isConnected && all(".job[data-ended='1']", here).length > ended) tell(one(".job[data-ended='1']", here).textContent);
  const busy = one(".job[data-ended='0']", here);
  if (busyBefore && !sending.size) fillPart();
  if (busy || sending.size) polling = setTimeout(pollJobs, 500);
  here.classList.toggle("some", Boolean(here.childElementCount));
}
function sendingHtml() {
  return [...sending.values()].map(({ name, share, error, label }) => {
    const bar = error ? `<p class="bad">${escapeText(error)}</p>` : `<div class="progress" role="progressbar" aria-label="${escapeText(name)}" aria-valuenow="${share}" aria-valuemin="0" aria-valuemax="100"><i style="width:${share}%"></i></div>`;
    return `<div class="job ${error ? "failed" : ""}" data-ended="${error ? 1 : 0}"><p><b>${escapeText(name)}</b><span>${error ? "" : escapeText(label) + ` ${share}%`}</span></p>${bar}</div>`;
  }).join("");
}
function send(file) {
  const key = {}, words = one("#head header").dataset, state = { name: file.name, share: 0, error: "", label: words.sending };
  sending.set(key, state);
  const request = new XMLHttpRequest();
  request.open("POST", part("upload", { name: file.name }));
  request.setRequestHeader("X-BudgetBot", "1");
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.onprogress = event => { state.share = Math.round(100 * event.loaded / Math.max(event.total, 1)); };
  request.onerror = () => { state.error = words.sendFailed; setTimeout(() => sending.delete(key), 15_000); };
  request.onload = () => {
    if (request.status === 200) { sending.delete(key); pollJobs(); return; }
    try { state.error = `${file.name}：${JSON.parse(request.responseText).error}`; } catch { state.error = words.sendFailed; }
    setTimeout(() => sending.delete(key), 15_000);
  };
  request.send(file);
  pollJobs();
}
async function openDocument(doc) {
  one(".doc-here", doc).innerHTML = await piece(`documents/${doc.dataset.id}`);
}
document.addEventListener("toggle", event => {
  if (event.target.matches?.("details.doc") && event.target.open) openDocument(event.target);
}, true);

// Comparison
async function compare(query) {
  const here = one("#compare .compare-here");
  if (!here.childElementCount) here.textContent = here.dataset.wait;
  const open = one("details.pick[open]", here)?.dataset.name;
  here.classList.add("busy");
  const html = await piece(query ? `parts/compare?${query}` : "compare");
  here.classList.remove("busy");
  here.innerHTML = html;
  const again = open && one(`details.pick[data-name="${open}"]`, here);
  if (again) again.open = true;
}
let comparing = 0;

// History: on this computer only.
const HISTORY = "budgetbot.history", MOST_REMEMBERED = 40;
function remembered() {
  try { return JSON.parse(localStorage.getItem(HISTORY) ?? "[]"); } catch { return []; }
}
function remember(question) {
  if (!question) return;
  try { localStorage.setItem(HISTORY, JSON.stringify([question, ...remembered().filter(other => other !== question)].slice(0, MOST_REMEMBERED))); } catch { /* not allowed here */ }
}
function listHistory() {
  const list = one("#head .history ul");
  if (!list) return;
  list.replaceChildren(...remembered().map(question => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.type = "button"; button.className = "ask"; button.textContent = button.dataset.question = question;
    item.append(button);
    return item;
  }));
  if (!list.childElementCount) list.textContent = list.dataset.none;
}

// Feedback, kept while the page is open: the talk is rendered anew with each answer.
const judged = new Map(), followed = new Map();
async function judge(key, verdict, comment) {
  const state = { ...judged.get(key), verdict };
  judged.set(key, state);
  try { state.said = (await change(`feedback/${key}`, { verdict, comment })).said; } catch (error) { state.said = error.message; }
  renew();
}
function renew() {
  for (const thumbs of all("#turns .thumbs")) {
    const state = judged.get(thumbs.dataset.key);
    for (const thumb of all(".thumb", thumbs)) thumb.setAttribute("aria-pressed", String(state?.verdict === thumb.dataset.verdict));
    const told = one("small", thumbs);
    if (told.textContent !== (state?.said ?? "")) told.textContent = state?.said ?? "";
  }
  const turns = all("#turns .turn"), last = turns.at(-1), place = last && one(".follow:not([data-asked])", last);
  if (place) followUp(place);
  for (const older of all("#turns .follow")) if (!last?.contains(older) && older.childElementCount) older.replaceChildren();
}
async function followUp(place) {
  place.dataset.asked = "1";
  const key = place.dataset.key;
  if (!followed.has(key)) followed.set(key, fetch(part(`follow/${key}`)).then(answer => answer.ok ? answer.text() : ""));
  const html = await followed.get(key);
  if (html && place.isConnected) {
    place.innerHTML = `<p>${escapeText(one("#head header").dataset.follow)}</p>${html}`;
  }
}
Object.assign(window.budgetbot, { renew });

// A question changed in place: what came after it is asked no more.
function rewrite(button) {
  const bubble = button.closest(".question"), words = one("#head header").dataset, form = document.createElement("form");
  form.className = "rewrite";
  form.dataset.turn = button.dataset.turn;
  const box = document.createElement("textarea");
  box.name = "question"; box.value = button.dataset.question; box.rows = 2; box.setAttribute("aria-label", words.edit);
  const go = document.createElement("button"), stop = document.createElement("button");
  go.type = "submit"; go.textContent = words.rewrite;
  stop.type = "button"; stop.className = "cancel"; stop.textContent = words.cancel;
  form.append(box, stop, go);
  stop.onclick = () => { form.replaceWith(bubble); };
  box.onkeydown = event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
    if (event.key === "Escape") { event.stopPropagation(); stop.click(); }
  };
  bubble.replaceWith(form);
  box.focus();
  box.select();
}

document.addEventListener("click", async event => {
  const target = event.target, to = selector => target.closest(selector);
  if (to("#turns button.edit")) rewrite(to("button.edit"));
  if (to("#turns button.retry, #head button.ask, #turns button.ask")) { if (location.hash && location.hash !== "#ask") location.hash = "ask"; }
  if (to("#head button.ask")) to("details").open = false;
  if (to("#head .history > summary")) listHistory();
  if (to("button.forget")) { localStorage.removeItem(HISTORY); listHistory(); }
  const thumb = to("button.thumb");
  if (thumb) {
    const verdict = thumb.dataset.verdict;
    judge(thumb.parentElement.dataset.key, verdict, "");
    const form = one("form.comment", thumb.closest(".answer"));
    form.hidden = verdict === "good";
    if (!form.hidden) form.elements.comment.focus();
  }
  const tab = to("#documents .sub button");
  if (tab) {
    for (const other of all("#documents .sub button")) other.setAttribute("aria-selected", String(other === tab));
    one("#documents .find").value = "";
    one("#documents .part").replaceChildren();
    fillPart();
  }
  if (to("#documents button.correct")) { const form = one("form.correction", to(".doc-here")); form.hidden = !form.hidden; }
  const remove = to("#documents button.remove");
  if (remove && confirm(remove.dataset.sure)) {
    const doc = remove.closest("details.doc");
    try { await change(`documents/${doc.dataset.id}/remove`, {}); doc.remove(); closeSource(); } catch (error) { alert(error.message); }
  }
  for (const pick of all("details.pick[open]")) if (!pick.contains(target) && target.isConnected) pick.open = false;
});
document.addEventListener("submit", async event => {
  const form = event.target;
  if (form.matches("form.comment")) {
    event.preventDefault();
    form.hidden = true;
    judge(one(".thumbs", form.closest(".answer")).dataset.key, "bad", form.elements.comment.value);
  }
  if (form.matches("form.correction")) {
    event.preventDefault();
    const told = one(".said", form), doc = form.closest("details.doc");
    try {
      await change(`documents/${doc.dataset.id}/correct`, Object.fromEntries(new FormData(form)));
      fillPart();
    } catch (error) { told.textContent = error.message; }
  }
  if (form.matches("form.filters, form.picks")) event.preventDefault();
});
document.addEventListener("change", event => {
  const target = event.target;
  if (target.matches("#documents .drop input")) { [...target.files].forEach(send); target.value = ""; }
  const filters = target.closest("form.filters");
  if (filters) fillPart(Object.fromEntries(new FormData(filters)));
  const picks = target.closest("form.picks");
  if (picks) { clearTimeout(comparing); comparing = setTimeout(() => compare(new URLSearchParams([...new FormData(picks), ["language", said()]])), 250); }
});
document.addEventListener("input", event => {
  if (!event.target.matches("#documents .find")) return;
  clearTimeout(typing);
  typing = setTimeout(() => fillPart(), 200);
});
for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, event => {
  const drop = event.target.closest?.("#documents .drop");
  if (!drop) return;
  event.preventDefault();
  drop.classList.toggle("over", kind === "dragover");
  if (kind === "drop") [...event.dataTransfer.files].forEach(send);
});
document.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches?.("#question textarea")) remember(event.target.value.trim());
}, true);
