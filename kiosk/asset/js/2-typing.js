// ---- number keys ----
document.addEventListener("click", (e) => {
  const key = e.target.closest && e.target.closest("[data-pad] button[name=key]");
  if (!key) return;
  e.preventDefault();
  const box = $(`input[name="${key.closest("[data-pad]").dataset.pad}"]`, key.form);
  if (key.value === "del") box.value = box.value.slice(0, -1);
  else if (key.value === "clear") box.value = "";
  else if (box.maxLength < 0 || box.value.length < box.maxLength) box.value += key.value;
  typed(box);
});

// ---- what was typed is kept ----
let keeping = 0;
function keep(form, leaving) {
  const data = new URLSearchParams(new FormData(form));
  data.set("keep", "1");
  if (leaving) navigator.sendBeacon(form.dataset.keep, data);
  else fetch(form.dataset.keep, { method: "POST", body: data }).catch(() => note(true));
}
function typed(box) {
  const form = box.form;
  // What was said of the old words no longer holds; its room stays, or the keys
  // would move under the finger.
  for (const f of form ? $$(`#fault-${box.name}`, form) : []) f.style.visibility = "hidden";
  if (box.dataset.full && box.value.length >= +box.dataset.full) form.requestSubmit();
  else if (form && form.dataset.keep) {
    form.dataset.changed = "1";
    clearTimeout(keeping);
    keeping = setTimeout(() => { if (form.isConnected) { delete form.dataset.changed; keep(form); } }, 800);
  }
}
document.addEventListener("input", (e) => typed(e.target));
function keepAll() { for (const f of $$("form[data-keep][data-changed]")) { delete f.dataset.changed; keep(f, true); } }
addEventListener("pagehide", keepAll);

document.addEventListener("change", (e) => {
  if (e.target.matches("[data-go]")) e.target.form.requestSubmit();
});
