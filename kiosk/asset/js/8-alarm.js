// ---- 一键报警: held for two seconds, or a button on a cable; what rings lies over the page ----
const alarmHeld = 2000, alarmUsual = "Pause F12", alarmTries = 60e3;   // a try with the button waits so long
let alarmTimer = 0, alarmWent = false, alarmAt = "", alarmAway = "", alarmTone = null;

// The alarm is a dialog beside the body: no page that takes another's place touches it,
// and the words that are being typed below stay as they are.
function alarmOver() {
  let over = $("dialog.alarm-over");
  if (!over) {
    over = document.createElement("dialog");
    over.className = "alarm-over";
    over.addEventListener("cancel", (e) => e.preventDefault());
    document.documentElement.append(over);
  }
  return over;
}

function alarmTake(html, url) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const head = $("header", fresh), main = $("main", fresh), over = alarmOver();
  if (!head || !main || !/^\/alarm/.test(new URL(url).pathname)) return alarmLeave(url);
  for (const away of $$(".head .btn", fresh)) away.remove();
  takeSymbols(fresh);
  const form = $("form", main);
  if (over.dataset.path === new URL(url).pathname && form && over.dataset.was === main.textContent) return;
  over.dataset.path = new URL(url).pathname;
  over.dataset.was = main.textContent;
  over.classList.toggle("drill", !!$(".alarm.drill", fresh));
  over.replaceChildren(head, main);
  if (!over.open) over.showModal();
}

// A PIN is asked on a page of its own.
function alarmLeave(url) { alarmShut(); keepAll(); location.assign(url); }

function alarmShut() {
  const over = $("dialog.alarm-over");
  if (over) { if (over.open) over.close(); over.remove(); }
}

async function alarmGo(url, data) {
  const asked = data ? { method: "POST", body: data, headers: { Accept: "text/html" } } : { headers: { Accept: "text/html" } };
  for (let pause = 300; ; pause = Math.min(pause * 2, 5000)) {
    try {
      const answer = await fetch(url, asked);
      alarmTake(await answer.text(), answer.url);
      return;
    } catch (e) {
      if (!data) return note(true);
      await later(pause);
    }
  }
}

const alarmRequest = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

function alarmRing(how) {
  const drill = how === "usb" && alarmTry();
  alarmSound(true, drill);   // while a finger is on the glass the browser lets it sound
  alarmGo("/alarm", new URLSearchParams({ do: drill ? "drill" : "ring", how, request: alarmRequest() })).then(alarmLook);
}

// A try with the button is one for a minute, and on the page that says so: whoever presses it later is in need.
function alarmTry() {
  const page = $("[data-alarm-drill]");
  if (page) page.since ??= Date.now();
  return page && Date.now() - page.since < alarmTries;
}

function alarmHold(key) {
  alarmWent = false;
  clearTimeout(alarmTimer);
  key.classList.add("held");
  alarmTimer = setTimeout(() => { alarmWent = true; key.classList.remove("held"); alarmRing("hold"); }, alarmHeld);
}
function alarmLoose() {
  clearTimeout(alarmTimer);
  for (const k of $$(".alarm-key.held")) k.classList.remove("held");
}
const alarmKey = (e) => e.target.closest && e.target.closest(".alarm-key");
document.addEventListener("pointerdown", (e) => { if (alarmKey(e)) alarmHold(alarmKey(e)); });
for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, alarmLoose, true);
addEventListener("contextmenu", (e) => { if (alarmKey(e)) e.preventDefault(); }, true);
document.addEventListener("keydown", (e) => {
  const learn = $("[data-alarm-learn]"), key = $(".alarm-key");
  if (learn && !(e.key === "Tab" || e.target.closest("a, button") && /^(Enter| )$/.test(e.key))) {   // which key the button types: nothing rings
    e.preventDefault();
    e.stopPropagation();
    if (!e.repeat) { $("[name=key]", learn).value = e.code || e.key; learn.requestSubmit(); }
  } else if (($("#alarm-press") || key) && (document.body.dataset.keys || alarmUsual).split(" ").includes(e.code)) {
    e.preventDefault();
    if (!e.repeat) alarmRing("usb");
  } else if (e.key === "Enter" && alarmKey(e)) {
    e.preventDefault();
    if (!e.repeat) alarmHold(alarmKey(e));
  }
}, true);
document.addEventListener("keyup", (e) => {
  if (e.key !== "Enter" || !alarmKey(e)) return;
  alarmLoose();
  if (!alarmWent) alarmGo("/alarm");
}, true);

// A tap is too short: the big button comes, over whatever is open.
document.addEventListener("click", (e) => {
  const over = e.target.closest && e.target.closest("dialog.alarm-over");
  if (alarmKey(e)) {
    e.preventDefault();
    e.stopPropagation();
    if (!alarmWent) alarmGo("/alarm");
    alarmWent = false;
    return;
  }
  const a = over && e.target.closest("a");
  if (!a) return;
  e.preventDefault();
  if ("alarmAway" in a.dataset) { alarmAway = alarmAt; alarmShut(); } else alarmGo(a.href);
}, true);
document.addEventListener("submit", (e) => {
  if (!e.target.closest("dialog.alarm-over")) return;
  e.preventDefault();
  e.stopPropagation();
  alarmGo(e.target.action, new URLSearchParams(new FormData(e.target, e.submitter))).then(alarmLook);
}, true);

// Two tones that change places; a drill is slower and lower.
function alarmSound(on, drill) {
  if (!on) {
    if (alarmTone) { alarmTone.context.close(); alarmTone = null; }
    return;
  }
  if (alarmTone || !window.AudioContext) return;
  const context = new AudioContext(), tone = context.createOscillator(), loud = context.createGain();
  loud.gain.value = 0.4;
  tone.type = "square";
  const step = drill ? 0.8 : 0.3, pair = drill ? [440, 330] : [960, 720];
  for (let i = 0; i < 2000; i++) tone.frequency.setValueAtTime(pair[i % 2], context.currentTime + i * step);
  tone.connect(loud).connect(context.destination);
  tone.start();
  alarmTone = { context };
}

async function alarmLook() {
  try {
    const answer = await fetch("/alarm/now", { headers: { Accept: "application/json" } });
    const now = answer.status === 200 ? await answer.json() : { at: "", rings: false };
    document.documentElement.dataset.alarm = now.rings ? "rings" : "";
    alarmSound(now.rings && !now.hushed, now.drill);
    const here = location.pathname, over = $("dialog.alarm-over");
    alarmAt = now.at;
    if (alarmAway && alarmAway !== now.at) alarmAway = "";
    if ($("[data-alarm-drill]") && !alarmTry()) over ? await alarmGo("/alarm") : location.replace("/alarm");
    const asks = over && (/\/who$/.test(over.dataset.path) || over.dataset.path === "/alarm" || $("[name=reason]", over));
    if (now.at && !asks && !here.startsWith("/alarm") && here !== "/pin" && (over || now.at !== alarmAway && now.rings)) await alarmGo(now.at);
    else if (!now.at && over && over.dataset.path !== "/alarm") await alarmGo(over.dataset.path);
    else if (here.startsWith("/alarm/") && !over && !here.endsWith("/who")) {
      const page = await fetch(here), fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const main = $("main", fresh), old = $("main");
      if (page.ok && main && old && main.textContent !== old.textContent) old.replaceWith(main);
    }
  } catch (e) { /* the page says elsewhere that the box does not answer */ }
}
if ($(".alarm-key") || /^\/(cover$|alarm)/.test(location.pathname)) { setInterval(alarmLook, 2000); alarmLook(); }
