// The ballot of a phone: choose, confirm, and know. A press is kept on the device before it is sent, sent again until the
// server has answered, and shown as one of three: «sending», «recorded», «not recorded, press again». Without this script
// the same form is sent by the browser. Secret ballots have a script of their own.
"use strict";

(() => {
  const KEY = "spilno-ballot";
  const GIVE_UP = 30000; // after so long the person is told; the press stays kept and goes on when pressed again
  const ANSWER = 8000;
  const byId = (id) => document.getElementById(id);
  let pending = null; // { put, votes, since, tries }
  let timer = 0;

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  }

  function keep(value) {
    pending = value;
    try {
      if (value) localStorage.setItem(KEY, JSON.stringify(value));
      else localStorage.removeItem(KEY);
    } catch {
      // a browser that keeps nothing: the press lives as long as the page
    }
  }

  function pad(put) {
    return document.querySelector(`#live [data-put="${put}"]`);
  }

  // Puts a panel of a template in the place of the pad; what stood there comes back with `restore`.
  function panel(form, name) {
    const node = byId(`ballot-${name}`).content.firstElementChild.cloneNode(true);
    node.dataset.put = form.dataset.put;
    node.dataset.rights = form.dataset.rights;
    node.dataset.busy = name;
    node.pad = form.pad || form;
    form.replaceWith(node);
    const head = node.querySelector("[data-focus]");
    head?.focus({ preventScroll: true });
    return node;
  }

  function fill(node, value, name, more = {}) {
    const box = node.querySelector("[data-cast]");
    if (box) {
      box.className = `cast cast--${value}`;
      box.replaceChildren(byId(`ballot-value-${value}`).content.cloneNode(true));
      const whose = document.createElement("p");
      whose.textContent = name;
      box.append(whose);
    }
    for (const [slot, text] of Object.entries(more)) {
      const place = node.querySelector(`[data-slot="${slot}"]`);
      if (place) place.textContent = text;
    }
    return node;
  }

  function restore(node) {
    if (node.pad) node.replaceWith(node.pad);
  }

  function whose(form) {
    return form.pad?.querySelector("p")?.textContent || form.querySelector("p")?.textContent || "";
  }

  function values(votes) {
    return [...new Set(Object.values(votes))][0];
  }

  function told(state, more = {}) {
    const form = pendingPad();
    if (!form) { // the hall has gone on meanwhile: what became of the press is said above
      const place = byId("live-told");
      const node = byId(`ballot-${state}`).content.firstElementChild.cloneNode(true);
      node.querySelectorAll("[data-act], [data-cast]").forEach((part) => part.remove());
      place?.replaceChildren(fill(node, values(pending.votes), "", more));
      return null;
    }
    return fill(panel(form, state), values(pending.votes), whose(form), more);
  }

  function pendingPad() {
    return pending && pad(pending.put);
  }

  async function send() {
    clearTimeout(timer);
    const live = byId("live");
    if (!pending || !live?.dataset.ballot) return;
    const sent = pending;
    let answer;
    let body;
    try {
      const ballot = JSON.stringify({ put: sent.put, votes: sent.votes });
      const short = /^[\x20-\x7e]{1,2000}$/.test(ballot); // a head is read at once, a body behind the heads of all others
      answer = await fetch(`${live.dataset.ballot}?lang=${document.documentElement.lang}`, {
        method: "POST",
        headers: {
          "Spilno-Ticket": live.dataset.ticket,
          ...(short ? { "Spilno-Ballot": ballot } : { "Content-Type": "application/json" }),
        },
        body: short ? undefined : ballot,
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(ANSWER),
      });
      body = await answer.json();
    } catch {
      later(sent);
      return;
    }
    if (pending !== sent) return;
    if (answer.status === 200) {
      const done = told("recorded", { at: body.said });
      keep(null);
      if (done) done.dataset.recorded = "";
      document.dispatchEvent(new CustomEvent("spilno:recorded"));
    } else if (answer.status === 429 || answer.status >= 500) {
      later(sent);
    } else {
      told("refused", { title: body.title, sentence: body.sentence, advice: body.advice, kept: body.kept });
      keep(null);
    }
  }

  // The network or the server did not answer: nobody knows whether it was recorded. Asking again cannot count it twice.
  function later(sent) {
    if (pending !== sent) return;
    sent.tries = (sent.tries || 0) + 1;
    const long = Date.now() - sent.since > GIVE_UP;
    if (long && pendingPad()?.dataset.busy !== "later") told("later");
    else if (!long && pendingPad()?.dataset.busy !== "sending") told("sending");
    timer = setTimeout(send, Math.min(300 * 2 ** sent.tries, 5000) * (0.5 + Math.random()));
  }

  function begin(put, votes) {
    keep({ put, votes, since: Date.now(), tries: 0 });
    told("sending");
    send();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#live form.pad[data-put]");
    const value = event.submitter?.value;
    const rights = form?.dataset.rights?.trim().split(/\s+/).filter(Boolean) ?? [];
    if (!form || !value || !rights.length || !byId("live").dataset.ballot || !byId(`ballot-value-${value}`)) return;
    event.preventDefault(); // the page's own script leaves it to us
    const name = whose(form);
    const node = fill(panel(form, "confirm"), value, name);
    node.votes = Object.fromEntries(rights.map((number) => [number, value]));
    node.querySelector("[data-act=confirm]").classList.add(`pad__${value}`);
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    const node = button?.closest("[data-busy]");
    if (!node) return;
    if (button.dataset.act === "confirm") begin(Number(node.dataset.put), node.votes);
    else if (button.dataset.act === "again" && pending) {
      pending.since = Date.now();
      pending.tries = 0;
      told("sending");
      send();
    } else if (button.dataset.act === "back") {
      const form = node.pad;
      restore(node);
      form?.querySelector("button")?.focus({ preventScroll: true });
    }
  });

  // A page that was loaded anew, or a part that was drawn anew, takes up where the press stood.
  function resume() {
    pending = pending || kept();
    const form = pendingPad();
    if (form && !form.dataset.busy) told(Date.now() - pending.since > GIVE_UP ? "later" : "sending");
  }

  // What the hall tells of this person: fills in the part that was drawn for all.
  window.spilnoBallot = {
    mine(live, told_) {
      const list = live.querySelector("[data-secret] ul");
      if (list && !list.querySelector("[data-right]")) {
        for (const right of told_.rights.filter((one) => !one.recused)) {
          const line = document.createElement("li");
          line.className = "soft";
          line.dataset.right = right.number;
          line.textContent = right.name;
          list.append(line);
        }
      }
      const form = live.querySelector("form.pad[data-put]");
      if (!form || !told_.rights.length) return;
      const right = told_.rights[0];
      form.dataset.rights = String(right.number);
      const place = form.querySelector("[data-whose]");
      if (place) place.textContent = right.name;
      if (right.cast) fill(panel(form, "recorded"), right.cast, right.name, { at: "" }).dataset.recorded = "";
    },
    resume,
  };

  addEventListener("online", () => { if (pending) send(); });
  resume();
  if (pending && pendingPad()) send();
  else if (pending && Date.now() - pending.since > 24 * 3600 * 1000) keep(null);
})();
