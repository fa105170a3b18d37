"use strict";
// A class on a phone. The box draws what is shown and sends it whenever something changes:
// over a WebSocket, or when that is blocked every two seconds as an answer to a question.
// The seat that the box gives is the page's only secret: it stands in no address, lives in
// this tab and ends with the class.
(() => {
  const $ = (q) => document.querySelector(q);
  const hide = (q, on) => { const e = $(q); if (e) e.hidden = on; };
  const store = (() => { try { sessionStorage.setItem("t", "1"); return sessionStorage; } catch (e) { const m = {}; return { getItem: (k) => m[k], setItem: (k, v) => { m[k] = v; }, removeItem: (k) => { delete m[k]; } }; } })();
  const here = () => store.getItem("seat") || "";
  const wsAt = (path) => location.origin.replace(/^http/, "ws") + path;

  // ---- what is shown ----
  let rev = "";
  function show(html, now) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const next = fresh.querySelector("#now"), old = $("#now");
    if (!next || !old) return;
    const signs = fresh.querySelector("#symbols");
    for (const one of signs ? [...signs.children] : []) if (!document.getElementById(one.id)) $("#symbols").append(one);
    const step = old.dataset.step;
    if (next.dataset.code) store.setItem("code", next.dataset.code);
    const draft = $("#question") && $("#question").value;
    old.replaceWith(next);
    if (draft && $("#question")) $("#question").value = draft;
    if (now) rev = now;
    if (step !== next.dataset.step) scrollTo(0, 0);
    const held = "held" in next.dataset;
    hide("#ears", !held);
    if (!held && wanted) hush();
    buttons();
  }

  async function post(path, form) {
    const stop = new AbortController(), late = setTimeout(() => stop.abort(), 10e3);
    try {
      const a = await fetch(path, { method: "POST", body: new URLSearchParams(form), headers: { "X-Seat": here() }, cache: "no-store", credentials: "omit", signal: stop.signal });
      if (a.headers.get("X-Seat")) store.setItem("seat", a.headers.get("X-Seat"));
      if (a.status === 410) return gone();
      show(await a.text(), a.headers.get("X-Rev"));
      near();
      if (path === "/c/in" && $("#now").dataset.step === "none") await begins().then(() => post(path, form));
      else if (a.ok && here() && !line) follow();
    } catch (e) {
      hide("#away", false);
    } finally {
      clearTimeout(late);
    }
  }

  // begins waits for a class: who came early, or scanned what was printed, need not come again.
  async function begins() {
    for (let held = false; !held;) {
      await new Promise((on) => setTimeout(on, 5e3));
      try { held = !(await (await fetch("/c", { cache: "no-store", credentials: "omit" })).text()).includes('data-step="none"'); } catch (e) { /* it is asked again */ }
    }
    leave();
  }

  // ---- following ----
  let line = null, heard = 0, tries = 0, next = 0, blocked = 0, answered = false;
  const near = () => { heard = Date.now(); tries = 0; hide("#away", true); };

  function leave() {
    store.removeItem("seat");
    if (line) { const l = line; line = null; l.close(); }
    clearTimeout(next);
  }

  // gone: the box has begun anew and knows no seat, but the class still has its figures.
  async function gone() {
    leave();
    const code = store.getItem("code"), who = store.getItem("mine") ? null : store.getItem("who"); // a tile is tapped anew
    for (const k of ["code", "mine"]) store.removeItem(k);
    if (!code) return location.reload();
    await post("/c/in", { code });
    if (here() && who !== null && who !== undefined) post("/c/do", { do: "who", value: who });
  }

  function again() {
    clearTimeout(next);
    if (!here()) return;
    const wait = Math.min(5e3, 500 * 2 ** tries++) * (0.8 + 0.4 * Math.random()); // not all phones at once
    if (tries > 1 && !answered) hide("#away", false);
    next = setTimeout(blocked > 1 && tries % 8 ? ask : follow, blocked > 1 ? 2e3 : wait);
  }

  function follow() {
    clearTimeout(next);
    if (line || !here()) return;
    let opened = false;
    const mine = line = new WebSocket(wsAt("/c/live"));
    const slow = setTimeout(() => mine.close(), 8e3);
    mine.onopen = () => mine.send(JSON.stringify({ seat: here(), rev }));
    mine.onmessage = (m) => {
      if (!opened) { opened = true; blocked = 0; clearTimeout(slow); }
      near();
      if (m.data === "gone") return gone();
      const cut = m.data.indexOf("\n");
      if (cut > 0) show(m.data.slice(cut + 1), m.data.slice(0, cut));
    };
    mine.onclose = () => {
      clearTimeout(slow);
      if (line !== mine) return;
      line = null;
      if (opened) answered = false; // a line that does not open says nothing against asking
      if (!opened) blocked++;
      again();
    };
  }

  // ask is for a network that lets no WebSocket through.
  async function ask() {
    if (!here()) return;
    const stop = new AbortController(), late = setTimeout(() => stop.abort(), 8e3);
    try {
      const a = await fetch("/c/now?rev=" + encodeURIComponent(rev), { headers: { "X-Seat": here() }, cache: "no-store", credentials: "omit", signal: stop.signal });
      const t = tries;
      answered = true;
      near();
      tries = t;
      if (a.status === 410) return gone();
      if (a.status !== 204) show(await a.text(), a.headers.get("X-Rev"));
    } catch (e) {
      answered = false;
      hide("#away", false);
    } finally {
      clearTimeout(late);
    }
    again();
  }

  // A line that was cut says nothing: the box sends a sign of life every five seconds.
  setInterval(() => { if (line && line.readyState === 1 && Date.now() - heard > 12e3) { hide("#away", false); const l = line; line = null; l.onclose = null; l.close(); again(); } }, 1e3);
  const back = () => { if (!document.hidden && here() && !line) { tries = 0; follow(); } };
  for (const sign of ["online", "pageshow"]) addEventListener(sign, back);
  document.addEventListener("visibilitychange", back);

  // ---- sound ----
  // Frames of MP3 are decoded a few at a time. The decoder needs what came before to join
  // them without a seam: the last frames are decoded once more, and only what is new is
  // taken, counted from the end because decoders drop different lengths at the beginning.
  const ahead = 0.3, most = 1.2, again3 = 3, few = 3;
  let ctx = null, ear = null, shape = null, tail = [], waiting = [], busy = false, at = 0, frameAt = 0, wanted = "", why = "", earTries = 0, earNext = 0;

  const said = (key, text) => { const t = $("#said").content.querySelector(`[data-said=${key}]`); $("#heard").textContent = text || (t && t.textContent) || ""; };
  function buttons() {
    const now = $("#now").dataset, silent = "silent" in now;
    hide("#listen", !!wanted || silent);
    hide("#locked", wanted === "locked" || silent || !("plays" in now));
    hide("#hush", !wanted);
    if (!wanted) said(silent ? "none" : "quiet", why);
  }

  function hush() {
    wanted = "";
    clearTimeout(earNext);
    if (ear) { const e = ear; ear = null; e.close(); }
    if (ctx) { ctx.close(); ctx = null; }
    const plain = $("#plain");
    if (plain && plain.getAttribute("src")) { plain.removeAttribute("src"); plain.load(); }
    if ($("#said")) buttons();
  }

  function listen() {
    why = "";
    hush();
    const Audio = window.AudioContext || window.webkitAudioContext;
    if (!Audio || !window.WebSocket) return locked();
    wanted = "on";
    try { ctx = new Audio({ sampleRate: 16000 }); } catch (e) { ctx = new Audio(); }
    ctx.resume(); // in the tap itself: later a phone refuses
    said("wait");
    buttons();
    hear();
  }

  function hear() {
    clearTimeout(earNext);
    if (wanted !== "on" || ear) return;
    shape = null; tail = []; waiting = []; at = 0;
    const mine = ear = new WebSocket(wsAt("/c/sound"));
    mine.binaryType = "arraybuffer";
    mine.onopen = () => mine.send(JSON.stringify({ seat: here() }));
    mine.onmessage = (m) => {
      frameAt = Date.now();
      if (typeof m.data === "string") {
        if (!m.data) return;
        const is = JSON.parse(m.data);
        if (is.say) { why = is.say; wanted = ""; mine.close(); buttons(); return; }
        shape = is; earTries = 0;
        return;
      }
      if (shape) { take(new Uint8Array(m.data)); said("on"); }
    };
    mine.onclose = () => {
      if (ear !== mine) return;
      ear = null;
      if (wanted !== "on") return;
      said("lost");
      earNext = setTimeout(hear, Math.min(5e3, 500 * 2 ** earTries++));
    };
  }
  setInterval(() => { if (ear && ear.readyState === 1 && Date.now() - frameAt > 12e3) ear.close(); }, 1e3);

  function take(bytes) {
    for (let i = 0; i + shape.bytes <= bytes.length; i += shape.bytes) waiting.push(bytes.subarray(i, i + shape.bytes));
    if (!busy) drain();
  }

  async function drain() {
    busy = true;
    while (ctx && shape && waiting.length >= few) {
      const fresh = waiting.splice(0, 16), mine = shape, per = mine.samples * ctx.sampleRate / 16000;
      const known = tail;
      tail = tail.concat(fresh).slice(-again3);
      if (at && at / ctx.sampleRate - ctx.currentTime > most) continue; // after a stall: skip to what is said now
      try {
        const n = Math.round(fresh.length * per);
        play(mine.mp3 ? (await decoded(known.concat(fresh))).slice(-n) : adpcm(fresh, mine), mine.mp3 ? ctx.sampleRate : 16000);
      } catch (e) {
        if (wanted === "on") { hush(); said("broken"); why = $("#heard").textContent; }
      }
    }
    busy = false;
  }

  function decoded(frames) {
    const all = new Uint8Array(frames.length * shape.bytes);
    frames.forEach((f, i) => all.set(f, i * shape.bytes));
    return new Promise((done, no) => { const p = ctx.decodeAudioData(all.buffer, (b) => done(b.getChannelData(0)), no); if (p && p.catch) p.catch(no); });
  }

  // play puts samples behind those that wait already; at is counted in samples, so that
  // nothing is lost in rounding.
  function play(samples, rate) {
    if (!ctx || !samples.length) return;
    const now = ctx.currentTime;
    if (at / ctx.sampleRate < now + 0.02) at = Math.ceil((now + ahead) * ctx.sampleRate);
    const buffer = ctx.createBuffer(1, samples.length, rate), source = ctx.createBufferSource();
    buffer.getChannelData(0).set(samples);
    source.buffer = buffer;
    source.connect(ctx.destination);
    source.start(at / ctx.sampleRate);
    at += Math.round(samples.length * ctx.sampleRate / rate);
  }

  // adpcm is IMA ADPCM as in a WAV file: each block begins with a sample and its step.
  const steps = [7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767];
  function adpcm(blocks, shape) {
    const out = new Float32Array(blocks.length * shape.samples);
    let o = 0;
    for (const b of blocks) {
      const v = new DataView(b.buffer, b.byteOffset, b.length);
      let p = v.getInt16(0, true), i = b[2];
      out[o++] = p / 32768;
      for (let k = 4; k < b.length; k++) for (const n of [b[k] & 15, b[k] >> 4]) {
        const s = steps[i];
        let d = s >> 3;
        if (n & 4) d += s;
        if (n & 2) d += s >> 1;
        if (n & 1) d += s >> 2;
        p = Math.max(-32768, Math.min(32767, n & 8 ? p - d : p + d));
        i = Math.max(0, Math.min(88, i + [-1, -1, -1, -1, 2, 4, 6, 8][n & 7]));
        if (o < out.length) out[o++] = p / 32768;
      }
    }
    return out.subarray(0, o);
  }

  // locked plays the plain stream, which goes on while the screen is dark.
  function locked() {
    hush();
    wanted = "locked";
    const plain = $("#plain");
    plain.src = "/c/live." + $("#now").dataset.plays + "?e=" + $("#now").dataset.ear;
    const p = plain.play();
    if (p && p.catch) p.catch(() => {});
    said("locked");
    buttons();
  }
  const torn = () => { if (wanted === "locked") { said("lost"); clearTimeout(earNext); earNext = setTimeout(() => { if (wanted === "locked") locked(); }, 3e3); } };

  // ---- what is tapped ----
  let typed = "";
  function key(k) {
    typed = k ? (typed + k).slice(0, 4) : typed.slice(0, -1);
    $("#typed").textContent = typed;
    if (typed.length === 4) { const code = typed; typed = ""; post("/c/in", { code }); }
  }

  addEventListener("click", (e) => {
    const b = e.target.closest && e.target.closest("button");
    if (!b) return;
    if ("key" in b.dataset) return key(b.dataset.key);
    if (b.id === "listen") return listen();
    if (b.id === "locked") return locked();
    if (b.id === "hush") return hush();
    if (!b.dataset.do) return;
    if (b.dataset.do === "thumb") { b.classList.add("did"); setTimeout(() => b.classList.remove("did"), 1500); } else b.disabled = true;
    const form = { do: b.dataset.do, value: b.dataset.value || "" };
    if (form.do === "who") store.setItem("who", form.value);
    if (form.do === "mine") store.setItem("mine", "1");
    if (form.do === "notmine") for (const k of ["mine", "who"]) store.removeItem(k);
    if (form.do === "question") form.text = $("#question").value;
    post("/c/do", form).then(() => { b.disabled = false; });
  });

  // ---- a recording, heard again: where a family that showed its card has got to ----
  async function replays(card) {
    if (card) try { // whose place it is; the page itself is everybody's
      const a = await fetch("/c/in", { method: "POST", body: new URLSearchParams({ card }), cache: "no-store", credentials: "omit" });
      if (a.headers.get("X-Seat")) { leave(); store.setItem("seat", a.headers.get("X-Seat")); }
    } catch (e) { /* it begins at the beginning */ }
    const mine = { headers: { "X-Seat": here() }, cache: "no-store", credentials: "omit" };
    let where = {};
    try { if (here()) where = await (await fetch("/c/at", mine)).json(); } catch (e) { /* it begins at the beginning */ }
    for (const a of document.querySelectorAll("[data-again]")) {
      let kept = where[a.dataset.again] || 0, sought = false;
      a.addEventListener("loadedmetadata", () => { if (kept && !sought) a.currentTime = kept; }, { once: true });
      for (const b of a.parentElement.querySelectorAll("[data-seek]")) b.onclick = () => { // before its length is known a player takes no place
        const to = () => { a.currentTime = Number(b.dataset.seek); };
        sought = true;
        if (a.readyState) to(); else a.addEventListener("loadedmetadata", to, { once: true });
        a.play().catch(() => {});
      };
      for (const sign of ["timeupdate", "pause"]) a.addEventListener(sign, () => {
        const second = Math.floor(a.currentTime);
        if (!here() || Math.abs(second - kept) < (sign === "pause" ? 1 : 15)) return;
        kept = second;
        fetch("/c/at", { ...mine, method: "POST", body: new URLSearchParams({ recording: a.dataset.again, second }) }).catch(() => {});
      });
    }
  }

  // ---- the beginning ----
  const mark = location.hash.slice(1);
  if (location.pathname === "/c/replay") {
    if (location.hash) history.replaceState(null, "", location.pathname);
    return replays(/^\d{48}$/.test(mark) ? mark : "");
  }
  if (location.pathname !== "/c") return; // the storybook shows it and nothing answers
  for (const sign of ["error", "ended"]) $("#plain").addEventListener(sign, torn);
  buttons();
  if (location.hash) history.replaceState(null, "", location.pathname);
  addEventListener("hashchange", () => location.reload());
  if (/^\d{48}$/.test(mark)) { leave(); post("/c/in", { card: mark }); }
  else if (here()) post("/c/do", { do: "back" });
  else if (/^\d{4}$/.test(mark)) post("/c/in", { code: mark });
})();
