// ---- idle, clock ----
let touched = Date.now();
for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => { touched = Date.now(); }, { passive: true });
setInterval(() => {
  for (const t of $$("[data-clock]")) {
    const now = new Date();
    t.textContent = now.getHours() + ":" + String(now.getMinutes()).padStart(2, "0");
  }
  const idle = +document.body.dataset.idle;
  if (!idle || posting || Date.now() - touched < idle * 1000) return;
  keepAll();
  touched = Date.now();
  location.assign("/cover?next=" + encodeURIComponent(location.pathname));
}, 2000);

// A page that only waits asks until another one can take its place.
const lookAgain = +document.body.dataset.again;
if (lookAgain) setInterval(() => fetch(location.href).then((r) => { if (r.status !== 503) location.reload(); }).catch(() => {}), lookAgain * 1000);

document.documentElement.classList.add("js");   // hides what only helps without this script

// ready is run for every page that takes the place of another.
function ready() {
  classTone();
  soundBegins();
  for (const box of $$("input[data-groups]")) group(box);
  if ("tells" in document.body.dataset) fetch("/clock/phone", { method: "POST", body: new URLSearchParams({ ms: Date.now() }) }).catch(() => {});
  if (channel && live() && channel.path === location.pathname) return;
  if (channel) { const c = channel; channel = null; c.close(); }
  clearTimeout(redial);
  if (live()) dial();
}
ready();
