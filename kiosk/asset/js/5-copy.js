// ---- one tap takes a value ----
// [data-copy=ID]: the text of that element goes to the clipboard. A page that came over plain
// http has no clipboard of its own: there the text is selected and the browser's own copying
// asked, and where even that is not, it stays selected for the keys.
async function takes(text, from) {
  try { await navigator.clipboard.writeText(text); return true; } catch (e) { /* plain http, or not allowed */ }
  const all = getSelection(), part = document.createRange();
  part.selectNodeContents(from);
  all.removeAllRanges();
  all.addRange(part);
  return document.execCommand("copy");
}
document.addEventListener("click", async (e) => {
  const b = e.target.closest && e.target.closest("[data-copy]"), from = b && document.getElementById(b.dataset.copy);
  if (!from || !await takes(from.textContent, from)) return;
  for (const o of $$("[data-copy].is-on")) o.classList.remove("is-on");
  b.classList.add("is-on");
  b.setAttribute("aria-label", "抄好了");
});

// [data-often]: its words go into the field that they stand under, behind what is there.
document.addEventListener("click", (e) => {
  const b = e.target.closest && e.target.closest("[data-often]"), to = b && b.closest(".field").querySelector("textarea, input:not([type=hidden])");
  if (!to) return;
  to.value += (to.value && "，") + b.textContent;
  to.focus();
});
