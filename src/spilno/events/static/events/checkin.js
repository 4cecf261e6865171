// The list at the door. A press is written on the phone first, with a number of its own and its time, and sent afterwards: so
// it counts once whatever the network does. Without script every form works as usual.
"use strict";

(() => {
  const source = document.getElementById("checkin-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const byId = (id) => document.getElementById(id);
  const key = `spilno-check-in-${data.event}`;
  const EVERY = 8000; // between tries to send
  const SAME = 2500; // the camera sees one ticket for so long
  const say = (words, facts) => words.replace(/%\((\w+)\)s/g, (_, name) => facts[name] ?? "");
  const SHOWN = 60; // found by name at once
  const list = byId("people");
  const first = [...(list?.children ?? [])]; // the leaf that the server gave
  const rows = new Map(first.map((row) => [Number(row.dataset.id), row]));
  const people = new Map([...rows].map(([id, row]) => [id, { id, name: row.querySelector("b").textContent, at: row.querySelector(".status--ok")?.textContent ?? "" }]));
  const codes = new Map();
  let whole = false; // the whole list has come
  let sending = false;
  let signedOut = false;

  // what the phone keeps

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  }

  function keep(presses) {
    localStorage.setItem(key, JSON.stringify(presses));
  }

  const waiting = () => kept().filter((press) => press.outcome === "waiting");
  const clock = (at) => new Date(at).toLocaleTimeString("uk", { hour: "2-digit", minute: "2-digit" });

  // what the page shows

  function told(kind, words) {
    const line = byId("said");
    line.hidden = false;
    line.dataset.kind = kind;
    line.textContent = words;
  }

  function showNet(words) {
    const count = waiting().length;
    const line = byId("net");
    const said = [words, count ? say(data.words.waiting, { count }) : ""].filter(Boolean).join(" ");
    line.hidden = !said;
    line.textContent = said;
    line.dataset.waiting = count;
  }

  function showRow(id, words, state) {
    const row = rows.get(id);
    if (!row || row.dataset.state === "here") return;
    row.dataset.state = state;
    const who = row.querySelector(".checkin__who").cloneNode(true);
    const name = document.createElement("p");
    name.className = "checkin__who";
    name.append(...who.childNodes);
    const mark = document.createElement("p");
    mark.className = "checkin__mark";
    const status = document.createElement("span");
    status.className = state === "here" ? "status status--ok" : "status status--wait";
    status.textContent = words;
    mark.append(status);
    row.replaceChildren(name, mark);
  }

  function showHere(id, at, name) {
    if (!people.has(id)) people.set(id, { id, name, at: "" });
    const one = people.get(id);
    if (!one.at) byId("count-here").textContent = Number(byId("count-here").textContent) + 1;
    one.at = at;
    showRow(id, say(data.words.here, { at }), "here");
  }

  function showRefused() {
    const refusals = byId("refused-list");
    const refused = kept().filter((press) => press.outcome === "refused");
    byId("refused").hidden = !refused.length;
    refusals.replaceChildren(
      ...refused.map((press) => {
        const line = document.createElement("li");
        line.className = "message message--no";
        const words = document.createElement("p");
        words.textContent = `${clock(press.at)} · ${press.name || press.code}: ${press.said}`;
        line.append(words);
        return line;
      }),
    );
  }

  function showKept() {
    for (const press of kept()) {
      if (press.outcome === "waiting" && press.registration) showRow(press.registration, say(data.words.kept_mark, { at: clock(press.at) }), "kept");
      if ((press.outcome === "done" || press.outcome === "already") && press.session === data.session) showHere(press.registration, press.told || clock(press.at), press.name);
    }
    showRefused();
  }

  // presses

  function press(given) {
    const known = given.registration ? people.get(given.registration) : codes.get(given.code.toUpperCase());
    const before = kept().find((one) => one.session === data.session && one.outcome !== "refused" && known && one.registration === known.id);
    const here = known && (known.at || (before && (before.told || clock(before.at))));
    if (here) {
      told("already", say(data.words.already, { name: known.name, at: here }));
      return;
    }
    const made = {
      id: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`,
      session: data.session,
      code: given.code || "",
      registration: known ? known.id : null,
      name: known ? known.name : "",
      at: new Date().toISOString(),
      outcome: "waiting",
    };
    keep([...kept(), made]);
    if (known) {
      showRow(known.id, say(data.words.kept_mark, { at: clock(made.at) }), "kept");
      told("kept", say(data.words.kept, { name: known.name, at: clock(made.at) }));
    } else told("kept", say(data.words.unknown_kept, { code: made.code }));
    send();
  }

  function settle(answers, sent) {
    const byNumber = new Map(answers.map((answer) => [answer.id, answer]));
    const last = sent[sent.length - 1].id;
    const after = kept().map((one) => {
      const answer = byNumber.get(one.id);
      if (!answer) return one;
      const settled = { ...one, outcome: answer.outcome, said: answer.said, told: answer.at, registration: answer.registration || one.registration };
      if (one.id === last) told(answer.outcome === "done" ? "done" : answer.outcome, answer.said);
      if (answer.outcome === "refused") {
        const row = rows.get(one.registration);
        if (row) row.dataset.state = "refused";
      } else if (one.session === data.session) showHere(settled.registration, answer.at, one.name);
      return settled;
    });
    keep(after);
    showRefused();
  }

  async function send() {
    const presses = waiting();
    if (sending || !presses.length || signedOut) return;
    sending = true;
    try {
      const answer = await fetch(data.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": data.csrf },
        body: JSON.stringify({ now: new Date().toISOString(), presses: presses.slice(0, 200).map(({ id, session, code, registration, at }) => ({ id, session, code, registration: code ? null : registration, at })) }),
      });
      if (answer.redirected || answer.status === 403) {
        signedOut = true;
        showNet(data.words.signed_out);
      } else if (answer.ok) {
        settle((await answer.json()).settled, presses);
        showNet(waiting().length ? "" : data.words.all_sent);
      } else showNet(data.words.failed);
    } catch {
      showNet(data.words.offline);
    }
    sending = false;
    if (waiting().length && !signedOut && navigator.onLine && !byId("net").textContent.includes(data.words.offline)) setTimeout(send, 300);
  }

  // ways to press

  const codeOf = (text) => text.trim().replace(/\/+$/, "").split("/").pop().slice(0, 40);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "by-code") {
      event.preventDefault();
      const code = codeOf(form.elements.code.value);
      if (code) press({ code });
      form.reset();
      form.elements.code.focus();
    } else if (form.id === "by-press") {
      event.preventDefault();
      if (event.submitter) press({ registration: Number(event.submitter.value) });
    } else if (form.id === "by-name" && whole) event.preventDefault();
  });

  // the whole list comes apart: the page stays light, and a name is found on the phone, with a network or without

  const folded = (words) => words.toLocaleLowerCase("uk").replace(/[’ʼ'`]/g, "");

  function rowOf(one) {
    if (rows.has(one.id)) return rows.get(one.id);
    const row = byId("person").content.firstElementChild.cloneNode(true);
    row.dataset.id = one.id;
    row.querySelector("b").textContent = one.name;
    row.querySelector(".soft").textContent = one.where;
    row.querySelector("button").value = one.id;
    rows.set(one.id, row);
    const before = kept().find((press) => press.registration === one.id && press.session === data.session && press.outcome === "waiting");
    if (one.at) showRow(one.id, say(data.words.here, { at: one.at }), "here");
    else if (before) showRow(one.id, say(data.words.kept_mark, { at: clock(before.at) }), "kept");
    else if (one.waits) showRow(one.id, one.waits, "waits");
    return row;
  }

  function find() {
    const words = folded(byId("name").value).split(/\s+/).filter(Boolean);
    const found = words.length ? [...people.values()].filter((one) => one.words && words.every((word) => one.words.includes(word))) : [];
    list.replaceChildren(...(words.length ? found.slice(0, SHOWN).map(rowOf) : first));
    byId("leaves").hidden = words.length > 0;
    const more = byId("more-found");
    more.hidden = !words.length || (found.length > 0 && found.length <= SHOWN);
    more.textContent = found.length ? say(data.words.more, { shown: SHOWN, count: found.length }) : data.words.nobody;
  }

  async function takeList() {
    if (!list) return null;
    const settled = new Set(kept().filter((one) => ["done", "already"].includes(one.outcome)).map((one) => one.id));
    const answer = await fetch(data.list);
    if (!answer.ok || answer.redirected) return null;
    const copy = answer.clone();
    const given = await answer.json();
    // the server's own list knows them all, and which were undone since; one kept for the time without a network does not
    if (!answer.headers.has("Spilno-Kept")) keep(kept().filter((one) => one.session !== data.session || !settled.has(one.id)));
    for (const [id, name, where, code, waits, at] of given.people) {
      const one = { id, name, where: given.where[where], waits, at: at || people.get(id)?.at || "" };
      one.words = folded(`${name} ${one.where} ${code}`);
      people.set(id, one);
      codes.set(code.toUpperCase(), one);
    }
    whole = true;
    document.documentElement.dataset.list = "whole";
    showKept();
    if (byId("name").value) find();
    return copy;
  }

  byId("name")?.addEventListener("input", () => whole && find());

  // the camera, where the browser reads codes itself

  let stream = null;
  let lastCode = "";
  let lastAt = 0;

  async function look(detector) {
    if (!stream) return;
    try {
      const [found] = await detector.detect(byId("camera"));
      const code = found ? codeOf(found.rawValue) : "";
      if (code && (code !== lastCode || Date.now() - lastAt > SAME)) {
        lastCode = code;
        press({ code });
        navigator.vibrate?.(60);
      }
      if (code) lastAt = Date.now();
    } catch { /* the picture is not ready yet */ }
    setTimeout(() => look(detector), 200);
  }

  async function openCamera() {
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      byId("camera").srcObject = stream;
      byId("camera").hidden = false;
      await byId("camera").play();
      byId("scan").hidden = true;
      byId("scan-stop").hidden = false;
      look(detector);
    } catch {
      closeCamera();
      told("refused", data.words.no_camera);
    }
  }

  function closeCamera() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    byId("camera").hidden = true;
    byId("scan-stop").hidden = true;
    byId("scan").hidden = false;
  }

  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    byId("scan").hidden = false;
    byId("scan").addEventListener("click", openCamera);
    byId("scan-stop").addEventListener("click", closeCamera);
  }

  // the page itself, for a reload without a network: the first visit keeps it, too

  async function keepPage(listed) {
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register(data.worker);
    const { scope } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
    const page = await caches.open(`spilno-check-in:${scope}`);
    await page.addAll([location.href.split("#")[0], ...new Set(parts)]);
    if (listed) await page.put(data.list, listed);
    document.documentElement.dataset.kept = "page";
  }

  addEventListener("online", send);
  addEventListener("offline", () => showNet(data.words.offline));
  addEventListener("storage", showKept);
  setInterval(send, EVERY);
  takeList().catch(() => null).then((listed) => {
    showKept();
    return keepPage(listed);
  }).catch(() => {});
  byId("refused-clear").addEventListener("click", () => {
    keep(kept().filter((one) => one.outcome !== "refused"));
    showRefused();
  });
  showNet(navigator.onLine ? "" : data.words.offline);
  send();
})();
