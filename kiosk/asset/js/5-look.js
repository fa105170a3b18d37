// ---- a text that is looked at while it grows ----
// form[data-look=URL]: what is written is posted there after a pause, and the answer's
// data-live parts take their places; [data-line=N] leads to that line of the text.
let looking = 0;
document.addEventListener("input", (e) => {
  const form = e.target.form;
  if (!form || !form.dataset.look) return;
  clearTimeout(looking);
  looking = setTimeout(async () => {
    try {
      const answer = await fetch(form.dataset.look, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      takeParts(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (e) { /* the next letter asks again */ }
  }, 700);
});
document.addEventListener("click", (e) => {
  const to = e.target.closest && e.target.closest("[data-line]"), text = to && $("textarea.code");
  if (!text) return;
  const lines = text.value.split("\n"), before = lines.slice(0, to.dataset.line - 1), at = before.join("\n").length + (before.length ? 1 : 0);
  text.focus();
  text.setSelectionRange(at, at + (lines[to.dataset.line - 1] || "").length);
  text.scrollTop = text.scrollHeight * (to.dataset.line - 1) / lines.length - text.clientHeight / 2;
});
