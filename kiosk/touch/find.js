// Where a finger lands. It wants either a selector's first thing, or words: then the
// thing that says just them, else the shortest that has them; of a list, in the line
// that says where. null: nothing there that can be touched now. A page whose script is
// not there yet cannot: a number key would post its form, and the page that follows
// would miss the next tap.
(selector, words, where) => {
  if (document.readyState !== "complete") return null;
  const tidy = (s) => (s || "").replace(/\s+/g, "");
  const says = (e) => tidy(e.getAttribute("aria-label") || e.innerText);
  const shortest = (list, wanted) => list.filter((e) => says(e).includes(tidy(wanted))).sort((a, b) => says(a).length - says(b).length)[0];
  const able = (e) => !e.disabled && e.tabIndex >= 0 && e.getBoundingClientRect().width > 1 || e.matches("label");
  const all = (from, what) => from ? [...from.querySelectorAll(what)].filter(able) : [];
  const line = where ? shortest([...document.querySelectorAll("li, tr, .row")], where) : document;
  const e = selector ? all(document, selector)[0] : shortest(all(line, "button, a[href], label, summary"), words);
  if (!e) return null;
  let r = e.getBoundingClientRect();
  const beyond = r.top < 0 || r.bottom > innerHeight;
  if (beyond) { e.scrollIntoView({block: "center", behavior: "instant"}); r = e.getBoundingClientRect(); }
  const X = r.left + r.width / 2, Y = r.top + r.height / 2, top = document.elementFromPoint(X, Y);
  if (!top || !e.contains(top)) return null;
  return {X, Y, Beyond: beyond, Local: e.matches("[name=key], [type=button], summary, label, [data-print]")};
}
