// ---- a class ----
// Slides are turned by arrows, by the keys of a remote, by buttons; a note sounds once
// when the microphone was opened; a recording goes on where a family left it.
//
//   [data-before], [data-after]   buttons that turn
//   [data-tone]                   sounds a note, once for each opening
//   audio[data-sounds]            begins at that second; data-heard: POST at=seconds there
//   [data-seek]                   plays from that second
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  const on = ["ArrowRight", "PageDown"].includes(e.key) ? "[data-after]" : ["ArrowLeft", "PageUp"].includes(e.key) ? "[data-before]" : "";
  const b = on && $(on);
  if (!b) return;
  e.preventDefault();
  e.stopPropagation();
  if (!b.disabled) b.click();
}, true);

function classTone() {
  const on = $("[data-tone]");
  if (!on || !window.AudioContext) return;
  on.removeAttribute("data-tone");
  const c = new AudioContext(), tone = c.createOscillator(), loud = c.createGain();
  loud.gain.value = 0.2;
  tone.frequency.value = 660;
  tone.connect(loud).connect(c.destination);
  tone.start();
  tone.stop(c.currentTime + 0.4);
  tone.onended = () => c.close();
}

function soundBegins() {
  const a = $("audio[data-sounds]");
  if (!a || a.began) return;
  a.began = true;
  a.addEventListener("loadedmetadata", () => { if (+a.dataset.sounds) a.currentTime = +a.dataset.sounds; });
  if (!a.dataset.heard) return;
  let told = 0;
  const tell = () => {
    if (Math.abs(a.currentTime - told) < 15 && !a.ended) return;
    told = a.currentTime;
    fetch(a.dataset.heard, { method: "POST", body: new URLSearchParams({ at: Math.floor(told) }) }).catch(() => {});
  };
  for (const when of ["timeupdate", "ended"]) a.addEventListener(when, tell);
}
document.addEventListener("click", (e) => {
  const b = e.target.closest && e.target.closest("[data-seek]"), a = $("audio[data-sounds]");
  if (!b || !a) return;
  a.currentTime = +b.dataset.seek;
  a.play().catch(() => {});
});
