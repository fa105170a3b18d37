// ---- signing: strokes as SVG path data, one "M…L…" a stroke ----
let stroke = null;
const strokes = (pad) => $$("path.ink", pad).map((p) => p.getAttribute("d")).join(" ");
const spot = (svg, e) => {
  const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return Math.round(p.x) + " " + Math.round(p.y);
};
const written = (pad) => { const box = $("input", pad); box.value = strokes(pad); typed(box); };
document.addEventListener("pointerdown", (e) => {
  const svg = e.target.closest && e.target.closest("[data-sign] svg");
  if (!svg) return;
  stroke = document.createElementNS(svg.namespaceURI, "path");
  stroke.setAttribute("class", "ink");
  stroke.setAttribute("d", "M" + spot(svg, e) + "L" + spot(svg, e));
  svg.append(stroke);
});
document.addEventListener("pointermove", (e) => {
  if (stroke) stroke.setAttribute("d", stroke.getAttribute("d") + "L" + spot(stroke.ownerSVGElement, e));
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => {
  if (stroke) written(stroke.closest("[data-sign]"));
  stroke = null;
});
document.addEventListener("click", (e) => {
  const b = e.target.closest && e.target.closest("[data-wipe]");
  if (!b) return;
  e.preventDefault();
  const pad = $("[data-sign]"), all = $$("path.ink", pad);
  (b.dataset.wipe === "all" ? all : all.slice(-1)).forEach((p) => p.remove());
  written(pad);
});
