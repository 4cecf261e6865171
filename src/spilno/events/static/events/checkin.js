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
  const people = new Map(data.people.map((one) => [one.id, one]));
  const codes = new Map(data.people.map((one) => [one.code.toUpperCase(), one]));
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
    const row = document.querySelector(`#people li[data-id="${id}"]`);
    if (!row || row.dataset.state === "here") return;
    if (state === "here" && !row.querySelector(".status--ok")) byId("count-here").textContent = Number(byId("count-here").textContent) + 1;
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

  function showRefused() {
    const list = byId("refused-list");
    const refused = kept().filter((press) => press.outcome === "refused");
    byId("refused").hidden = !refused.length;
    list.replaceChildren(
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
      if ((press.outcome === "done" || press.outcome === "already") && press.session === data.session) people.get(press.registration) && showRow(press.registration, say(data.words.here, { at: press.told || clock(press.at) }), "here");
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
        const row = document.querySelector(`#people li[data-id="${one.registration}"]`);
        if (row) row.dataset.state = "refused";
      } else if (people.has(settled.registration)) {
        people.get(settled.registration).at = answer.at;
        if (one.session === data.session) showRow(settled.registration, say(data.words.here, { at: answer.at }), "here");
      }
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
        body: JSON.stringify({ presses: presses.slice(0, 200).map(({ id, session, code, registration, at }) => ({ id, session, code, registration: code ? null : registration, at })) }),
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
    } else if (form.id === "by-name") event.preventDefault();
  });

  byId("name")?.addEventListener("input", (event) => {
    const words = event.target.value.toLocaleLowerCase("uk").split(/\s+/).filter(Boolean);
    for (const row of document.querySelectorAll("#people li")) row.hidden = !words.every((word) => row.dataset.words.includes(word));
  });

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

  async function keepPage() {
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register(data.worker);
    const { scope } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
    const page = await caches.open(`spilno-check-in:${scope}`);
    await page.addAll([location.href.split("#")[0], ...new Set(parts)]);
    document.documentElement.dataset.kept = "page";
  }

  addEventListener("online", send);
  addEventListener("offline", () => showNet(data.words.offline));
  addEventListener("storage", showKept);
  setInterval(send, EVERY);
  keepPage().catch(() => {});
  showKept();
  showNet(navigator.onLine ? "" : data.words.offline);
  send();
})();
