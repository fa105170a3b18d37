// ---- a scanner types: a family's card, or an officer's badge, is read on any page ----
// It types 48 figures, or some hundreds, faster than fingers can, and ends with Enter. What comes so fast
// is held back until it is known: a card, or somebody typing after all. Letters are not
// where they spell a name: quick fingers are as fast.
const scanPace = 40; // ms from key to key; scanners take 1 to 30
let scan = null;
// What was in the field before keys came so fast: an address may stand before the figures.
let burst = { at: 0, before: "" };

// The last two figures check the others (ISO 7064 MOD 97-10).
function cardIn(text) {
  const all = /(?:^|\D)(\d{48}|\d{250,600})$/.exec(text);
  return all && [...all[1]].reduce((m, d) => (m * 10 + +d) % 97, 0) === 1 ? all[1] : "";
}

function scanOver() {
  const s = scan;
  scan = null;
  if (!s) return;
  clearTimeout(s.timer);
  const box = s.box, held = s.text.slice(1);
  if (!held || !box.isConnected || !("selectionStart" in box)) return;
  const room = box.maxLength < 0 ? held.length : box.maxLength - box.value.length;
  box.setRangeText(held.slice(0, Math.max(0, room)), box.selectionStart, box.selectionEnd, "end");
  typed(box);
}

function scanned(card) {
  const form = document.createElement("form"), box = document.createElement("input");
  box.name = card.length > 48 ? "badge" : "card";
  form.method = "post";
  form.action = document.body.dataset[box.name] || "/" + box.name;
  box.type = "hidden";
  box.value = card;
  form.append(box);
  document.body.append(form);
  form.requestSubmit();
}

document.addEventListener("keydown", (e) => {
  if (!document.body.classList.contains("kiosk") || e.ctrlKey || e.altKey || e.metaKey) return;
  const fast = scan && e.timeStamp - scan.at < scanPace;
  if (e.key === "Enter" || e.key === "Tab") {
    const card = fast && cardIn(scan.text);
    if (!card) return scanOver();
    e.preventDefault();
    e.stopPropagation();
    if ("value" in scan.box) scan.box.value = scan.before;
    clearTimeout(scan.timer);
    scan = null;
    scanned(card);
  } else if (e.key.length === 1) {
    const box = document.activeElement || document.body;
    if (!(e.timeStamp - burst.at < scanPace)) burst.before = box.value;
    burst.at = e.timeStamp;
    if (words() && !/\d/.test(e.key)) return scanOver();
    if (fast) {
      e.preventDefault();
      e.stopPropagation();
      scan.text += e.key;
      scan.at = e.timeStamp;
      clearTimeout(scan.timer);
    } else {
      scanOver();
      scan = { box, before: burst.before, text: e.key, at: e.timeStamp };
    }
    scan.timer = setTimeout(scanOver, 3 * scanPace);
  }
}, true);
