// ---- handwriting ----
// One character goes into each of the two squares, by turns. A pause shows what it
// may be, beginning in the other square puts the likeliest, and what was put can be
// taken back with its ink. A stroke is a list of points in pixels, y down.
//
//   [data-hand]           the squares; data-none, data-away: what to say
//   [data-square]         one of them, with an svg.paper
//   [data-ink=one|all|back]  wipes a stroke, all of them; takes back
//   [data-cands]          the row below, which shows candidates while there is ink
const PAUSE = 600, PALM = 90; // ms after the last stroke; px, a finger is narrower
const hand = {
  square: null, ink: [],        // what is being written, and where
  finger: null,                 // the pointer that writes: others are a palm or another finger
  cands: null,                  // what the ink may be, once known
  asked: 0, timer: 0,           // the number of the newest question; the pause before it
  settled: Promise.resolve(),   // characters are put in the order in which they were written
  past: [],                     // what was put, with its ink
  rest: "",                     // what the row shows while nothing is written
};
const squares = () => $("[data-hand]");
const words = () => $("#text");

// ---- the row of candidates ----
function fill(...what) {
  const row = $("[data-cands]");
  if (!("filled" in row.dataset)) { hand.rest = row.innerHTML; row.dataset.filled = ""; }
  row.replaceChildren(...what);
}
function unfill() {
  const row = $("[data-cands]");
  if ("filled" in row.dataset) { row.innerHTML = hand.rest; delete row.dataset.filled; }
}
function hint(text) {
  const p = document.createElement("span");
  p.className = "quiet hint";
  p.setAttribute("role", "status");
  p.textContent = text;
  fill(p);
}
function offer(cands) {
  hand.cands = cands;
  if (!cands.length) return hint(squares().dataset.none);
  fill(...cands.map((c, i) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = i ? "key song" : "key song is-on no-tick";
    b.dataset.put = b.textContent = c;
    return b;
  }));
}

// ---- ink ----
function trace(stroke) {
  const p = document.createElementNS("http://www.w3.org/2000/svg", "path");
  p.setAttribute("class", "ink");
  $("svg.paper", hand.square).append(p);
  stroke.path = p;
  lengthen(stroke);
  return stroke;
}
const lengthen = (s) => s.path.setAttribute("d", "M" + s.map((p) => p.join(" ")).join("L") + (s.length < 2 ? "h.1" : ""));
function rub(ink) { for (const s of ink) s.path.remove(); }

function tools() {
  for (const b of $$("[data-ink]")) b.disabled = !hand.ink.length && (b.dataset.ink !== "back" || !words().value);
  const go = $("[data-then]"), some = hand.ink.length > 0 || words().value !== "";
  if (!go || go.disabled !== some) return;
  go.disabled = !some;
  [go.textContent, go.dataset.then] = [go.dataset.then, go.textContent];
}
document.addEventListener("input", () => { if ($("[data-then]")) tools(); });

// changed begins a new pause; what was known of the ink no longer holds.
function changed() {
  clearTimeout(hand.timer);
  hand.asked++;
  hand.cands = null;
  tools();
}

function wipe() {
  rub(hand.ink);
  hand.ink = [];
  changed();
  unfill();
}

// ---- asking ----
// ask goes on until there is an answer or nobody waits for it: the ink stays.
async function ask(ink, wanted) {
  const question = { mode: "hand", strokes: JSON.stringify(ink), before: words().value };
  for (let pause = 500; wanted(); pause = Math.min(pause * 2, 8000)) {
    try {
      const answer = await fetch("/ime", { method: "POST", body: new URLSearchParams(question) });
      if (answer.status < 500) return (await answer.json()).candidates || [];
    } catch (e) { /* said below, and asked again */ }
    if (wanted()) hint(squares().dataset.away);
    await later(pause);
  }
}

async function recognise() {
  const mine = ++hand.asked, wanted = () => mine === hand.asked && !!squares();
  const cands = await ask(hand.ink, wanted);
  if (cands && wanted()) offer(cands);
}

// ---- putting and taking back ----
function put(text, ink, cands) {
  const at = words(), before = at.value;
  if (at.maxLength > 0 && before.length + text.length > at.maxLength) return;
  hand.past.push({ before, text, ink, cands });
  at.value = before + text;
  typed(at);
  tools();
}

// settle puts the likeliest of what is written, at once or as soon as it is known.
function settle() {
  const { ink, cands } = hand;
  if (!ink.length) return hand.settled;
  hand.ink = [];
  changed();
  for (const s of ink) s.path.classList.add("gone");
  return hand.settled = hand.settled.then(async () => {
    const known = cands || await ask(ink, squares);
    rub(ink);
    if (!hand.ink.length && squares()) unfill();
    if (known && known.length && squares()) put(known[0], ink, known);
  });
}

// choose puts a candidate; the page hears of it when nothing more is being written.
function choose(text) {
  const { ink, cands } = hand;
  wipe();
  hand.settled = hand.settled.then(() => {
    put(text, ink, cands);
    if (!hand.ink.length) words().form.requestSubmit($("button[name=write][value=hand]"));
  });
}

// back takes back what is written, or else the last character: its ink lies there
// again, and its candidates.
function back() {
  if (hand.ink.length) return wipe();
  const last = hand.past.pop(), at = words();
  if (!last || at.value !== last.before + last.text) {
    hand.past = [];
    return $("button[name=del]").click();
  }
  at.value = last.before;
  typed(at);
  hand.square = $("[data-square]");
  hand.ink = last.ink;
  hand.ink.forEach(trace);
  changed();
  offer(last.cands);
}

// ---- the finger ----
function points(e) {
  const r = hand.square.getBoundingClientRect();
  const all = e.getCoalescedEvents ? e.getCoalescedEvents() : [];
  return (all.length ? all : [e]).map((p) => [Math.round(p.clientX - r.left), Math.round(p.clientY - r.top)]);
}

document.addEventListener("pointerdown", (e) => {
  const at = e.target.closest && e.target.closest("[data-square]");
  if (!at || e.button > 0 || hand.finger !== null || Math.max(e.width, e.height) > PALM) return;
  if (hand.square !== at) settle();
  hand.square = at;
  hand.finger = e.pointerId;
  hand.ink.push(trace(points(e)));
  changed();
});
// A stroke is no gesture: after one that the browser takes for a fling it would drop the
// next tap.
document.addEventListener("touchstart", (e) => { if (e.target.closest && e.target.closest("[data-square], [data-sign] svg")) e.preventDefault(); }, { passive: false });
document.addEventListener("pointermove", (e) => {
  if (e.pointerId !== hand.finger) return;
  const stroke = hand.ink[hand.ink.length - 1];
  stroke.push(...points(e));
  lengthen(stroke);
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, (e) => {
  if (e.pointerId !== hand.finger) return;
  hand.finger = null;
  if (end === "pointercancel") rub(hand.ink.splice(-1)); // the screen took it for something else
  changed();
  if (hand.ink.length) hand.timer = setTimeout(recognise, PAUSE);
});

document.addEventListener("click", (e) => {
  const b = e.target.closest && e.target.closest("[data-ink], [data-put]");
  if (!b) return;
  if (b.dataset.put) choose(b.dataset.put);
  else if (b.dataset.ink === "back") back();
  else if (b.dataset.ink === "all" || hand.ink.length < 2) wipe();
  else {
    rub(hand.ink.splice(-1));
    changed();
    hand.timer = setTimeout(recognise, PAUSE);
  }
});

// Going on with ink in a square puts the likeliest first.
document.addEventListener("submit", (e) => {
  const form = e.target, b = e.submitter;
  if (!squares() || !form.contains(squares()) || !b || b.name !== "go") return;
  if (!hand.ink.length && !$(".ink.gone")) return;
  e.preventDefault();
  e.stopPropagation();
  settle().then(() => { const again = $(`button[name=go][value="${b.value}"]:not(.see-not)`); if (again) form.requestSubmit(again); });
}, true);

// handOver keeps what is being written when another state of the same page takes the
// page's place; on another page it is over.
function handOver(fresh) {
  const old = squares(), taken = $("[data-hand]", fresh);
  if (!old || !taken) {
    Object.assign(hand, { square: null, ink: [], finger: null, cands: null, past: taken ? hand.past : [] });
    clearTimeout(hand.timer);
    hand.asked++;
    return;
  }
  const typedHere = words(), typedThere = $("#text", fresh);
  if ("sent" in typedHere.dataset && typedHere.value !== typedHere.dataset.sent) typedThere.value = typedHere.value;
  if (!hand.ink.length && !$(".ink", old)) return;
  taken.replaceWith(old);
  const row = $("[data-cands]"), next = $("[data-cands]", fresh);
  if ("filled" in row.dataset) { hand.rest = next.innerHTML; next.replaceWith(row); }
}
