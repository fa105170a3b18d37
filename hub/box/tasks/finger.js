// Where a finger lands that wants these words: on the thing that says just them, else
// on the shortest that has them; of a list, in the line that says where. null: nothing
// there that can be touched.
(where, words) => {
  const tidy = (s) => (s || "").replace(/\s+/g, "");
  const says = (e) => tidy(e.getAttribute("aria-label") || e.innerText);
  const shortest = (list, wanted) => list.filter((e) => says(e).includes(tidy(wanted))).sort((a, b) => says(a).length - says(b).length)[0];
  const able = (e) => !e.disabled && e.tabIndex >= 0 && e.getBoundingClientRect().width > 1 || e.matches("label");
  const line = where ? shortest([...document.querySelectorAll("li, tr, .row")], where) : document;
  const e = line && shortest([...line.querySelectorAll("button, a[href], label, summary")].filter(able), words);
  if (!e) return null;
  let r = e.getBoundingClientRect();
  const beyond = r.top < 0 || r.bottom > innerHeight;
  if (beyond) { e.scrollIntoView({block: "center", behavior: "instant"}); r = e.getBoundingClientRect(); }
  const X = r.left + r.width / 2, Y = r.top + r.height / 2, top = document.elementFromPoint(X, Y);
  if (!top || !e.contains(top)) return null;
  return {X, Y, Beyond: beyond, Local: e.matches("[name=key], [type=button], summary, label, [data-print]")};
}
