// The list at the door: a press changes its line and the count, the list narrows while a name is typed, and the page stays
// where it is. What could not be sent is said at once. Without script every form works as usual.
"use strict";

(() => {
  const PAUSE = 250; // after a letter, before the list is asked for
  const TWICE = 600; // a second press on the same line in this time is a slip of the finger
  const byId = (id) => document.getElementById(id);
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const search = byId("roll-search");
  const pressed = new Set(); // lines whose press goes on or is just done
  let sent = Promise.resolve(); // presses on other lines wait for their turn: a queue at the door loses nobody
  let asked = 0;
  let timer = 0;

  function connected(is) {
    byId("live-offline").hidden = is;
    if (!is) byId("live-offline").scrollIntoView({ block: "nearest" });
  }

  function changed(page) {
    byId("live-refused").replaceChildren();
    byId("roll-said").textContent = page.getElementById("roll-said").textContent;
    byId("roll-counts").replaceWith(page.getElementById("roll-counts"));
    const rows = [...page.querySelectorAll("tr[id]")];
    const acted = document.activeElement?.closest("tr")?.id;
    rows.forEach((row) => byId(row.id)?.replaceWith(row));
    if (search.elements.q.value) search.elements.q.select(), search.elements.q.focus(); // the next name is typed over the last
    else if (acted) byId(acted)?.focus({ preventScroll: true });
  }

  async function send(address, body) {
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    } catch {
      connected(false);
      return;
    }
    connected(true);
    if (answer.redirected) location.href = answer.url; // signed out meanwhile
    else if (answer.status === 409) {
      byId("live-refused").innerHTML = await answer.text();
      byId("live-refused").scrollIntoView({ block: "nearest" });
    } else if (answer.ok) changed(await read(answer));
    else location.reload();
  }

  function press(form, button) {
    const line = button.closest("tr").id;
    if (pressed.has(line)) return;
    pressed.add(line);
    button.setAttribute("aria-busy", "true");
    const address = button.hasAttribute("formaction") ? button.formAction : form.action;
    const body = new FormData(form, button); // now: the line may be drawn anew before its turn comes
    sent = sent.then(() => send(address, body)).finally(() => {
      button.removeAttribute("aria-busy");
      setTimeout(() => pressed.delete(line), TWICE);
    });
  }

  document.addEventListener("submit", (event) => {
    if (event.target === search) {
      event.preventDefault();
      find();
    } else if (byId("roll").contains(event.target) && event.submitter) {
      event.preventDefault();
      press(event.target, event.submitter);
    }
  });

  async function find() {
    clearTimeout(timer);
    const mine = ++asked;
    const address = `${location.pathname}?${new URLSearchParams(new FormData(search))}`;
    try {
      const answer = await fetch(address);
      if (answer.redirected) location.href = answer.url;
      const page = await read(answer);
      if (mine !== asked || !answer.ok) return;
      connected(true);
      for (const id of ["roll", "roll-counts"]) byId(id).replaceWith(page.getElementById(id));
      history.replaceState(null, "", address);
      byId("roll-said").textContent = byId("roll").querySelector(".part__head p").textContent;
    } catch {
      connected(false);
    }
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
})();
