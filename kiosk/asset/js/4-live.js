// ---- the live channel ----
let channel = null, tries = 0, redial = 0;
const live = () => document.body.dataset.ticket;

function dial() {
  const c = channel = new WebSocket(location.origin.replace(/^http/, "ws") + "/live");
  c.path = location.pathname;
  c.onopen = () => { tries = 0; c.send(JSON.stringify({ ticket: live(), path: c.path })); };
  c.onmessage = (m) => unmoved(() => {
    if (c !== channel) return;
    if (posting) missed.push(m.data);
    else takeParts(new DOMParser().parseFromString(m.data, "text/html"));
  });
  c.onclose = () => { if (c === channel) again(); };
}

// A ticket is good once: the page is asked again for a new one, and brings
// what was missed in the meantime.
function again() {
  channel = null;
  clearTimeout(redial);
  const pause = Math.min(30000, 1000 * 2 ** tries++) * (0.75 + Math.random() / 2);
  redial = setTimeout(async () => {
    if (!live()) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      note(false);
      if (!answer.ok || fresh.body.dataset.page !== document.body.dataset.page) return location.reload();
      document.body.dataset.ticket = fresh.body.dataset.ticket || "";
      unmoved(() => { if (!posting) takeParts(fresh); });
      dial();
    } catch (e) {
      note(true);
      again();
    }
  }, pause);
}
