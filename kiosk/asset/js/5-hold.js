// ---- a step that is held down goes on: [data-hold], as if pressed again and again ----
let holding = 0, went = false;
document.addEventListener("pointerdown", (e) => {
  const b = e.target.closest && e.target.closest("[data-hold]");
  went = false;
  if (!b) return;
  clearInterval(holding);
  const at = Date.now() + 500;
  holding = setInterval(() => {
    const now = $(`button[name="${b.name}"][value="${b.value}"]`);
    if (Date.now() < at || posting || !now || now.disabled) return;
    went = true;
    now.form.requestSubmit(now);
  }, 120);
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => clearInterval(holding));
document.addEventListener("click", (e) => { if (went) e.preventDefault(); went = false; }, true);
// the menu of a finger that stays would end the touch
document.addEventListener("contextmenu", (e) => { if (e.target.closest && e.target.closest("[data-hold]")) e.preventDefault(); });
