// ---- 念一遍: the sentences of a page, one after the other ----
// One without a recording waits: the worker reads it out and goes on.
const sayings = () => $$("[data-say]");
const sayingNow = () => sayings().findIndex((s) => !s.hidden);

function saying(now) {   // what can be pressed while a sentence is spoken, or is not
  const all = sayings(), n = sayingNow(), a = $("audio", all[n]);
  const show = (q, on) => { const e = $(q); if (e) e.hidden = !on; };
  show("[data-say-stop]", now);
  show("[data-say-go]", a && !now);
  show("[data-say-step='-1']", n > 0);
  show("[data-say-step='1']", n < all.length - 1);
  show("[data-say-done]", n === all.length - 1);
  $("[data-say-count]").textContent = $("button", all[n]) ? "念完了" : `第 ${n + 1} 句，共 ${$$("[data-say] .sentence").length} 句`;
}

function sayAt(n) {
  sayings().forEach((s, i) => { s.hidden = i !== n; });
  for (const a of $$("[data-say] audio")) { a.pause(); a.removeAttribute("controls"); }
  const a = $("audio", sayings()[n]);
  saying(false);
  if (!a) return;
  a.currentTime = 0;
  a.play().then(() => saying(true), () => saying(false));   // a browser that wants a tap first gets one: 念这句
}

document.addEventListener("ended", (e) => {
  const said = e.target.closest("[data-say]");
  if (!said) return;
  const heard = e.target.dataset.played;
  if (heard && !$$("[name=played]", said).length) {
    const i = document.createElement("input");
    i.type = "hidden"; i.name = "played"; i.value = heard;
    said.append(i);
  }
  const n = sayingNow();
  if (n < sayings().length - 1) sayAt(n + 1); else saying(false);
}, true);

document.addEventListener("click", (e) => {
  const hit = (q) => e.target.closest && e.target.closest(q);
  const step = hit("[data-say-step]");
  if (step || hit("[data-say-first]")) {
    e.preventDefault();
    sayAt(step ? sayingNow() + Number(step.dataset.sayStep) : 0);
  } else if (hit("[data-say-go]")) sayAt(sayingNow());
  else if (hit("[data-say-stop]")) { for (const a of $$("audio")) a.pause(); saying(false); }
  const one = hit("[data-say-one]");
  if (!one) return;
  for (const a of $$("audio.one")) a.remove();
  const a = new Audio(one.dataset.sayOne);
  a.className = "one";
  document.body.append(a);
  a.play().catch(() => {});   // what cannot be played is silent
});

for (const b of $$("[data-say-one]")) b.hidden = false;
if ($("[data-sayings]") && sayingNow() >= 0) sayAt(sayingNow());
