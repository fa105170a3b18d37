"use strict";
// A family's card at its phone. The figures stand behind the # of the address: the phone
// sends that part to nobody, so that no log has it. They leave the address bar at once, go
// to the box in the body of a post, again for a picture, and the answer takes the page's place. It goes
// when it is put away, left or forgotten; nothing is kept.
(() => {
  const $ = (q) => document.querySelector(q);
  const idle = 5 * 60e3, hidden = 60e3; // ms
  let until = 0, held = ""; // the card, while its page is open: a picture asks with it again

  function over() {
    until = 0;
    held = "";
    const said = $("#over"), main = $("main"), foot = $(".foot");
    document.title = "家庭卡 · 驿站";
    if (foot) foot.remove();
    if (said && main) main.replaceChildren(said.content.cloneNode(true));
  }

  const hide = (q, on) => { if ($(q)) $(q).hidden = on; };

  async function open(card, picture = "") {
    hide("#ask", true);
    hide("#wait", false);
    try {
      const answer = await fetch("/k", { method: "POST", body: new URLSearchParams({ card, picture }), cache: "no-store", credentials: "omit" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.body.replaceWith(fresh.body);
      scrollTo(0, 0);
      until = Date.now() + idle;
      held = card;
    } catch (e) {
      hide("#wait", true);
      hide("#away", false);
    }
  }

  const card = (/^#(\d{48})$/.exec(location.hash) || [])[1];
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (card) open(card);

  addEventListener("hashchange", () => location.reload()); // another card, in the same window
  addEventListener("click", (e) => { if (e.target.closest && e.target.closest("[data-over]")) over(); });
  addEventListener("click", (e) => { const b = e.target.closest && e.target.closest("[data-picture]"); if (b && held) { b.disabled = true; open(held, b.dataset.picture); } });
  addEventListener("click", (e) => { const b = e.target.closest && e.target.closest("[data-class]"); if (b && held) location.href = "/c" + b.dataset.class + "#" + held; }); // there it leaves the address bar at once, too
  for (const sign of ["pointerdown", "scroll", "keydown"]) addEventListener(sign, () => { if (until) until = Date.now() + idle; }, { passive: true });
  addEventListener("visibilitychange", () => { if (until && document.hidden) until = Math.min(until, Date.now() + hidden); });
  addEventListener("pagehide", () => { if (until) over(); });
  const look = () => { if (until && Date.now() > until) over(); };
  addEventListener("visibilitychange", look);
  setInterval(look, 5000);
})();
