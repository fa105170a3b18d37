// ---- number keys ----
document.addEventListener("click", (e) => {
  const key = e.target.closest && e.target.closest("[data-pad] button[name=key]");
  if (!key) return;
  e.preventDefault();
  const box = $(`input[name="${key.closest("[data-pad]").dataset.pad}"]`, key.form);
  if ("fresh" in box.dataset) { delete box.dataset.fresh; box.value = ""; }
  const so = bare(box);
  if (key.value === "del") box.value = so.slice(0, -1);
  else if (key.value === "clear") box.value = "";
  else if (box.maxLength < 0 || so.length < most(box)) box.value = so + key.value;
  typed(box);
});

// ---- figures stand in groups, as people read them: 138 0355 0421 ----
const bare = (box) => box.dataset.groups ? box.value.replace(/ /g, "") : box.value;
const most = (box) => box.dataset.groups ? box.dataset.groups.split(" ").reduce((n, g) => n + +g, 0) : box.maxLength;
function group(box) {
  const so = bare(box), parts = [];
  let from = 0;
  for (const n of box.dataset.groups.split(" ")) { parts.push(so.slice(from, from + +n)); from += +n; }
  box.maxLength = from + parts.length - 1;
  box.value = parts.filter(Boolean).join(" ");
}
document.addEventListener("formdata", (e) => {
  for (const box of $$("input[data-groups]", e.target)) e.formData.set(box.name, bare(box));
});

// ---- what was typed is kept ----
let keeping = 0;
function keep(form, leaving) {
  const data = new URLSearchParams(new FormData(form));
  data.set("keep", "1");
  if (leaving) navigator.sendBeacon(form.dataset.keep, data);
  else fetch(form.dataset.keep, { method: "POST", body: data }).then((answer) => {
    note(false);
    const newer = answer.status === 409 && answer.headers.get("Location");   // another window has written
    if (newer) unmoved(() => { if (form.isConnected) location.replace(newer); });
  }, () => note(true));
}
function typed(box) {
  const form = box.form;
  if (box.dataset.groups) group(box);
  // What was said of the old words no longer holds; its room stays, or the keys
  // would move under the finger.
  for (const f of form ? $$(`#fault-${box.name}`, form) : []) f.style.visibility = "hidden";
  if (box.dataset.full && bare(box).length >= +box.dataset.full) form.requestSubmit();
  else if (form && form.dataset.keep) {
    form.dataset.changed = "1";
    clearTimeout(keeping);
    keeping = setTimeout(() => { if (form.isConnected && form.dataset.changed) { delete form.dataset.changed; keep(form); } }, 800);
  }
}
document.addEventListener("input", (e) => typed(e.target));
function keepAll() { for (const f of $$("form[data-keep][data-changed]")) { delete f.dataset.changed; keep(f, true); } }
addEventListener("pagehide", keepAll);

document.addEventListener("change", (e) => {
  if (e.target.matches("[data-go]")) e.target.form.requestSubmit();
});
