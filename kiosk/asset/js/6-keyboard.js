// ---- a real keyboard ----
// It does what the keys on the screen do: letters spell pinyin, figures and the space
// bar choose, Backspace takes a letter, Escape all of them and what is drawn. Arrows go
// from key to key. An input method of the system goes before all this.
const press = (b) => { if (b && !b.disabled) b.click(); return b; };
const candidates = () => $$("[data-cands] [data-put], output.letters ~ .key");

function spell(letter) {
  const pinyin = $("button[name=write][value=pinyin]"), key = $(`button[name=letter][value="${letter}"]`);
  if (!posting && (key || !pinyin)) return press(key);
  if (!posting) press(pinyin);
  waiting.push([words().form.id, "letter", letter]); // until its key is there, and live
  return true;
}

function choosing(key) {
  const spelling = $("output.letters") && $("input[name=letters]").value;
  if (!spelling && !hand.ink.length) return false;
  const all = candidates();
  if (key === "Escape") {
    if (hand.ink.length) wipe();
    else press($(".ways .now"));
    return true;
  }
  if (key === "Backspace") return press(spelling ? $("button[name=del]") : $("[data-ink=one]"));
  if (key === " " || key === "Enter") return press(all[0]);
  return /^[1-9]$/.test(key) && press(all[key - 1]);
}

// beside is the nearest thing to press in the direction of an arrow.
function beside(at, key) {
  const from = at.getBoundingClientRect(), across = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const middle = (r) => [r.left + r.width / 2, r.top + r.height / 2];
  const [x, y] = middle(from);
  let best = null, least = Infinity;
  for (const e of $$("main button, main a[href], main input:not([type=hidden]), .foot button, .foot a[href]")) {
    if (e === at || e.disabled || e.tabIndex < 0 || !e.offsetParent) continue;
    const [ex, ey] = middle(e.getBoundingClientRect());
    const along = sign * (across ? ex - x : ey - y), off = Math.abs(across ? ey - y : ex - x);
    if (along > 4 && along + 3 * off < least) { best = e; least = along + 3 * off; }
  }
  return best;
}

document.addEventListener("keydown", (e) => {
  if (e.isComposing || e.key === "Process" || e.ctrlKey || e.altKey || e.metaKey) return;
  const at = document.activeElement, text = at && at.matches("input:not([type=radio]), textarea");
  let done = false;
  if (words() && (at === words() || at === document.body)) {
    done = choosing(e.key);
    if (!done && /^[a-z]$/.test(e.key)) done = spell(e.key);
    if (!done && !text && e.key === "Backspace") done = press($("button[name=del]"));
  }
  if (!done && e.key.startsWith("Arrow") && document.body.classList.contains("kiosk") && !at.matches("textarea, [type=radio], summary, select")) {
    const sideways = e.key === "ArrowLeft" || e.key === "ArrowRight";
    const to = !(text && sideways) && at !== document.body && beside(at, e.key);
    if (to) { to.focus(); done = true; }
  }
  if (done) e.preventDefault();
});
