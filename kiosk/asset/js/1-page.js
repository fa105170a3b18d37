// What a page does beyond its forms and links. Every page works without this
// file; with it a tap changes the page in place, the page shows what others
// write, typed words are kept, and a forgotten screen goes back to its cover.
//
//   form[data-quick]      posted in the background, the answer takes the page's place
//   form[data-keep]       typed words are posted there as they grow (keep=1)
//   [data-same=ID]        a second tap on the same thing within 0.7 s is a slip
//   [data-pad=NAME]       number keys that write into the input NAME, data-full digits
//   input[data-fresh]     the first number key begins anew
//   [data-hold]           a button that goes on while it is held: 5-hold.js
//   [data-hand]           squares to write characters in: 5-hand.js
//   [data-sign]           a pad to sign on; the strokes go into the input of its form
//   [data-go]             a file input that posts its form once a file is picked
//   [data-print]          prints the page: a kiosk's screen has no menu for it
//   [data-live]#ID        parts that the server may replace at any time
//   body[data-tells]      on a phone or tablet: its time, for a box that knows none
//   body[data-again]      a page that waits: asks again every so many seconds
//   body[data-ticket]     one-use ticket of the live channel; body[data-idle] seconds
//
// The files of this folder are one script: they share one function, in the order of
// their names.
const $ = (q, from) => (from || document).querySelector(q);
const $$ = (q, from) => [...(from || document).querySelectorAll(q)];
const note = (on) => { const n = $("#away"); if (n) n.hidden = !on; };
const later = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- the page's place is taken by another one ----
function takeSymbols(from) {
  const home = $("#symbols");
  for (const s of $$("symbol", from)) if (home && !document.getElementById(s.id)) home.append(s);
}

// A text that was typed on while the answer was under way stays as typed.
function keepTyping(fresh) {
  const at = document.activeElement;
  if (!at || !at.name || !("selectionStart" in at)) return () => {};
  const twin = $$(`[name="${at.name}"]`, fresh).find((e) => e.form && at.form && e.form.id === at.form.id);
  if (!twin) return () => {};
  if (at.value !== at.defaultValue && at.value !== at.dataset.sent) twin.value = at.value;
  return () => { twin.focus(); try { twin.setSelectionRange(twin.value.length, twin.value.length); } catch (e) { /* not a text field */ } };
}

function takePage(html, url) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focus = keepTyping(fresh);
  handOver(fresh);
  for (const a of ["data-theme", "data-text"]) {
    const v = fresh.documentElement.getAttribute(a);
    v ? document.documentElement.setAttribute(a, v) : document.documentElement.removeAttribute(a);
  }
  document.title = fresh.title;
  const moved = url && new URL(url).pathname !== location.pathname;
  if (url && url !== location.href) history[moved ? "pushState" : "replaceState"](null, "", url);
  document.body.replaceWith(fresh.body);
  if (moved) scrollTo(0, 0);
  focus();
  ready();
}

// Only the parts that are meant to change; never one that is being typed in.
function takeParts(fresh) {
  takeSymbols(fresh);
  for (const part of $$("[data-live]", fresh)) {
    const old = part.id && document.getElementById(part.id);
    if (old && !old.contains(document.activeElement)) old.replaceWith(part);
    else if (old && !$("input:not([type=hidden]), textarea", old)) old.replaceWith(part);
  }
  classTone();
}

// ---- nothing moves under a finger ----
// What takes a place on the page waits while a finger is on the glass, and until its
// click is over: else the finger lands on what has come to lie there. Who rests a hand on
// it keeps the page still for three seconds, no longer. A stroke is no tap, and a step
// that is held down shows each number as it comes.
const down = new Set(), held = [];
let still = 0;
function hold(ms) {
  clearTimeout(still);
  still = setTimeout(() => { still = 0; down.clear(); for (const go of held.splice(0)) go(); }, ms);
}
const unmoved = (go) => { still ? held.push(go) : go(); };
addEventListener("pointerdown", (e) => {
  if (e.target.closest && e.target.closest("[data-square], [data-sign] svg, [data-hold]")) return;
  down.add(e.pointerId);
  hold(3000);
}, true);
for (const [end, ms] of [["pointerup", 400], ["pointercancel", 0], ["click", 0]]) addEventListener(end, (e) => {
  if (end !== "click") down.delete(e.pointerId);
  if (still && !down.size) hold(ms);
}, true);

// ---- quick forms: one after the other, none lost ----
const waiting = [], missed = [];
let posting = false;

// The outcome of a post that got no answer is unknown: the same request id is
// sent again until there is one.
async function send(url, data) {
  for (let pause = 500; ; pause = Math.min(pause * 2, 15000)) {
    try {
      const answer = await fetch(url, { method: "POST", body: data, headers: { Accept: "text/html" } });
      note(false);
      return answer;
    } catch (e) {
      note(true);
      await later(pause);
    }
  }
}

async function post(form, button) {
  posting = true;
  for (const e of form.elements) if (e.name && "value" in e) e.dataset.sent = e.value;
  const data = new URLSearchParams(new FormData(form, button));
  const answer = await send(button && button.hasAttribute("formaction") ? button.formAction : form.action, data);
  try {
    const kind = answer.headers.get("Content-Type") || "";
    if (kind.startsWith("text/html")) {
      const html = await answer.text();
      await new Promise(unmoved);
      if (new URL(answer.url).searchParams.has("newer")) waiting.length = 0;   // they were meant for what is gone
      takePage(html, answer.url);
    } else location.reload();
  } finally {
    posting = false;
  }
  // What came meanwhile may be older than the answer; each commit is followed by a newer one.
  for (const html of missed.splice(0)) takeParts(new DOMParser().parseFromString(html, "text/html"));
  next();
}

function next() {
  while (waiting.length && !posting) {
    const [form, name, value] = waiting.shift();
    const b = $$(`form[id="${form}"] button, button[form="${form}"]`).find((b) => b.name === name && b.value === value);
    if (b && !b.disabled) b.form.requestSubmit(b);
  }
}

document.addEventListener("submit", (e) => {
  const form = e.target, b = e.submitter;
  delete form.dataset.changed;   // what is sent needs no keeping
  if (form.hasAttribute("data-quick") && form.enctype !== "multipart/form-data") {
    e.preventDefault();
    if (!posting) post(form, b);
    else if (b && waiting.length < 20) waiting.push([form.id, b.name, b.value]);
  } else if (form.method === "post") {
    if (form.dataset.sent) e.preventDefault();
    form.dataset.sent = "1";
  }
});
addEventListener("pageshow", () => { for (const f of $$("form[data-sent]")) delete f.dataset.sent; });
addEventListener("popstate", () => location.reload());

// ---- slips ----
let last = { id: "", at: 0 };
document.addEventListener("click", (e) => {
  const t = e.target.closest && e.target.closest("[data-same]");
  if (!t) return;
  const now = performance.now();
  if (t.dataset.same === last.id && now - last.at < 700) { e.preventDefault(); e.stopPropagation(); return; }
  last = { id: t.dataset.same, at: now };
}, true);

// ---- paper ----
document.addEventListener("click", (e) => { if (e.target.closest && e.target.closest("[data-print]")) print(); });
