// Keeps a screen of the hall current: the stream tells when the meeting moved on; without the stream the page asks every
// two seconds. Only the regions that changed are changed. What somebody types in is never taken away. Acts are sent without leaving the page; when the network fails
// they are kept and sent again. Without script every form and link works as usual.
"use strict";

(() => {
  const EVERY = 2000; // without the stream
  const SELDOM = 30000; // with it: should a word get lost
  const COUNTED = 1000; // a screen that shows how many have voted asks for its picture so often
  const AGAIN = 3000;
  const TWICE = 700; // a second press in this time was meant for the step before
  const byId = (id) => document.getElementById(id);
  const plain = (node) => node.outerHTML.replace(/<input[^>]*csrfmiddlewaretoken[^>]*>/g, "");
  const received = new Map();
  let kept = null;
  let stepped = -TWICE;
  let timer = 0;

  function connected(is) {
    const offline = byId("live-offline");
    if (offline) offline.hidden = is;
    if (byId("net-ok")) byId("net-ok").hidden = !is;
    if (byId("net-poor")) byId("net-poor").hidden = is;
  }

  function say(text) {
    const said = byId("live-said");
    if (said && said.textContent !== text) said.textContent = text;
  }

  // Somebody is writing here, or wrote and has not sent: leave it.
  function busy(region, node) {
    const ballot = region.querySelector("[data-busy]"); // chosen, being sent or recorded: stays while the question is open
    if (ballot && node?.querySelector(`[data-put="${ballot.dataset.put}"]`)) return true;
    const paper = region.querySelector("[data-secret]"); // what is marked on it is kept no longer than its vote is open
    if (paper && !node?.querySelector(`[data-secret][data-question="${paper.dataset.question}"]`)) return false;
    const active = document.activeElement;
    if (active && region.contains(active) && active.matches("input:not([type=hidden]), textarea, select")) return true;
    return [...region.querySelectorAll("input:not([type=hidden]), textarea:not([hidden]), select")].some((field) => {
      if (field.type === "radio" || field.type === "checkbox") return false;
      if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
      return field.value !== field.defaultValue;
    });
  }

  function handle(active) {
    if (!active || active === document.body) return "";
    if (active.id) return `#${CSS.escape(active.id)}`;
    return active.name && active.value ? `[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]` : "";
  }

  function swap(live, fresh) {
    // what was said when the page was opened is no longer about what the page shows
    if (fresh.dataset.version !== live.dataset.version) document.querySelector("main > .messages")?.remove();
    const old = new Map([...live.querySelectorAll("[data-region]")].map((node) => [node.dataset.region, node]));
    const next = [...fresh.querySelectorAll("[data-region]")];
    const names = next.map((node) => node.dataset.region);
    const focused = handle(document.activeElement);
    const same = names.length === old.size && names.every((name) => old.has(name));
    let whole = true;
    if (same) {
      for (const node of next) {
        const name = node.dataset.region;
        const text = plain(node);
        const present = old.get(name);
        if ((received.get(name) ?? plain(present)) === text) continue;
        if (busy(present, node)) {
          whole = false;
          continue;
        }
        const opened = [...present.querySelectorAll("details")].map((part) => part.open);
        received.set(name, text);
        present.replaceWith(node);
        node.querySelectorAll("details").forEach((part, place) => { if (opened[place]) part.open = true; });
        if (window.htmx) window.htmx.process(node);
      }
    } else if (![...old.values()].some((region) => busy(region, fresh))) {
      const keep = live.querySelector("[data-keep]");
      received.clear();
      next.forEach((node) => received.set(node.dataset.region, plain(node)));
      live.replaceWith(fresh);
      if (keep && fresh.querySelector("[data-keep]")) fresh.querySelector("[data-keep]").replaceWith(keep);
      if (window.htmx) window.htmx.process(fresh);
    } else {
      whole = false;
    }
    const now = byId("live");
    if (whole) now.dataset.version = fresh.dataset.version;
    if (focused && document.activeElement === document.body) document.querySelector(focused)?.focus();
    say(fresh.dataset.said || "");
  }

  async function ask(anyway = false) {
    const live = byId("live");
    if (!live || document.hidden) return;
    try {
      const known = anyway ? "" : live.dataset.version;
      const answer = await fetch(`${live.dataset.live}?v=${known}`, { credentials: "same-origin", cache: "no-store" });
      connected(true);
      if (answer.redirected) location.reload();
      if (answer.status !== 200) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      if (fresh) swap(byId("live"), document.adoptNode(fresh));
    } catch {
      connected(false);
    }
  }

  // 1,500 phones do not each ask for a page of their own: the part that is the same for all comes from memory.
  async function askForAll(live) {
    const answer = await fetch(`${live.dataset.forAll}?lang=${document.documentElement.lang}`, {
      headers: { "Spilno-Ticket": live.dataset.ticket }, credentials: "omit", cache: "no-store",
    });
    if (answer.status !== 200) return false;
    connected(true);
    const told = await answer.json();
    if (!told.plain) return false;
    const fresh = new DOMParser().parseFromString(told.html, "text/html").getElementById("live");
    if (fresh.querySelector("form.pad[data-put], [data-secret]") && told.rights.length !== 1) return false;
    for (const name of ["stream", "ticket", "ballot", "forAll"]) fresh.dataset[name] = live.dataset[name];
    fresh.dataset.version = told.mark;
    fresh.querySelector(".phone__top").replaceWith(live.querySelector(".phone__top").cloneNode(true));
    for (const region of ["carried", "votes"]) {
      const own = live.querySelector(`[data-region="${region}"]`);
      if (own) fresh.querySelector(".phone__body").append(own.cloneNode(true));
    }
    for (const form of fresh.querySelectorAll("form[method=post]")) form.prepend(byId("ballot-csrf").content.cloneNode(true));
    window.spilnoBallot?.mine(fresh, told);
    swap(byId("live"), document.adoptNode(fresh));
    return true;
  }

  let asking = null;
  let once = false;

  // One question at a time; what is asked meanwhile is asked once more afterwards.
  function look() {
    if (asking) {
      once = true;
      return asking;
    }
    asking = (async () => {
      const live = byId("live");
      let done = false;
      if (live?.dataset.forAll && streaming && !document.hidden) {
        try {
          done = await askForAll(live);
        } catch {
          connected(false);
        }
      }
      if (!done) await ask();
      window.spilnoBallot?.resume();
      count();
    })().finally(() => {
      asking = null;
      if (once) {
        once = false;
        look();
      }
    });
    return asking;
  }

  async function beat() {
    clearTimeout(timer);
    await look();
    timer = setTimeout(beat, streaming ? SELDOM : EVERY);
  }

  // The stream. A snapshot tells the mark of what is to be seen; the picture itself is asked for, spread over the hall.
  let stream = null;
  let streaming = false;
  let wait = 0;
  let counted = 0;
  let whole = 0;

  let newest = null;

  function count() {
    if (newest) for (const place of document.querySelectorAll("[data-voted]")) place.textContent = newest.cast;
  }

  function moved(told) {
    const live = byId("live");
    newest = told;
    count();
    const [version] = live.dataset.version.split(".");
    if (told.mark === live.dataset.version) return;
    if (String(told.v) !== version) {
      clearTimeout(wait);
      wait = setTimeout(look, Math.random() * told.spread);
      if (live.dataset.forAll && told.put === null) {
        clearTimeout(whole); // what concerns only this person (the list of own votes) may come later
        whole = setTimeout(() => ask(true), 1500 + Math.random() * (told.spread * 200 + 1500));
      }
    } else if (!live.dataset.forAll && !counted) {
      counted = setTimeout(() => { counted = 0; look(); }, COUNTED * (0.5 + Math.random()) + told.spread * 20);
    }
  }

  function open() {
    const address = byId("live")?.dataset.stream;
    if (!address || !window.EventSource || document.hidden || stream) return;
    stream = new EventSource(address);
    stream.onmessage = (event) => {
      if (!streaming) {
        streaming = true;
        connected(true);
        clearTimeout(timer);
        timer = setTimeout(beat, SELDOM);
      }
      moved(JSON.parse(event.data));
    };
    stream.onerror = () => {
      shut();
      beat();
      setTimeout(open, 1000 + Math.random() * 4000); // not all at the same moment
    };
  }

  function shut() {
    stream?.close();
    stream = null;
    streaming = false;
  }

  function shown(form, value) {
    const box = byId("live-kept");
    if (box) box.hidden = !value;
    form.querySelectorAll("button").forEach((button) => button.toggleAttribute("data-sending", value));
  }

  // What is said about the network and refusals stands in the part that a step hides: it goes with the step and comes back.
  function backToLive() {
    const step = byId("live-step");
    if (!step) return;
    const said = step.querySelector(".live-step__said");
    if (said) byId("live").querySelector("[data-keep]")?.replaceChildren(...said.childNodes);
    step.remove();
    byId("live").hidden = false;
  }

  // After an act the keyboard goes on where it was: the same button, or what stands in its place, or what was said.
  function goOn(places) {
    for (const place of places.filter(Boolean)) {
      const node = document.querySelector(place);
      if (!node?.getClientRects().length) continue;
      if (!node.matches("a, button, input, select, textarea, summary")) node.setAttribute("tabindex", "-1");
      node.focus({ preventScroll: true });
      return;
    }
  }

  // What the server answered: the page as it is now, or one more step (a question whether the vote is right, or what is
  // wrong in the form).
  function show(form, page, done) {
    const live = byId("live");
    const fresh = page.getElementById("live");
    if (done && fresh) {
      const region = form.closest("[data-region]")?.dataset.region ?? "vote";
      const was = handle(document.activeElement);
      backToLive();
      form.reset();
      document.activeElement?.blur();
      const told = page.querySelector(".messages");
      if (byId("live-told")) byId("live-told").innerHTML = told && !fresh.contains(told) ? told.innerHTML : "";
      swap(live, document.adoptNode(fresh));
      goOn([was, `[data-region="${region}"] :is(h1, h2, .cast, .title__kind)`, "#live [data-region] :is(h1, h2):not(.sr)"]);
    } else if (page.querySelector("main")) {
      const next = document.createElement("div");
      next.id = "live-step";
      next.className = live.className;
      const said = document.createElement("div");
      said.className = "live-step__said phone__said";
      next.append(said, ...document.adoptNode(page.querySelector("main")).childNodes);
      backToLive();
      if (!next.querySelector(`a[href="${location.pathname}"]`)) {
        const back = byId("live-back").cloneNode(true);
        back.removeAttribute("id");
        back.hidden = false;
        next.append(back);
      }
      said.append(...(live.querySelector("[data-keep]")?.childNodes ?? []));
      live.after(next);
      live.hidden = true;
      stepped = performance.now();
      scrollTo(0, 0);
      const title = next.querySelector("h1");
      title?.setAttribute("tabindex", "-1");
      title?.focus();
    }
  }

  async function send(form, data, address) {
    const refused = byId("live-refused");
    let answer;
    let text;
    try {
      answer = await fetch(address, {
        method: "POST",
        body: data,
        credentials: "same-origin",
        headers: { "HX-Request": "true", "HX-Current-URL": location.href },
      });
      text = await answer.text();
      if ([502, 503, 504].includes(answer.status)) throw new Error("the server behind the proxy is away");
    } catch {
      connected(false);
      kept = () => send(form, data, address);
      shown(form, true);
      setTimeout(again, AGAIN);
      return;
    }
    kept = null;
    connected(true);
    shown(form, false);
    if (answer.status === 409 && refused) {
      backToLive();
      refused.innerHTML = text;
      refused.querySelector("h1, h2")?.setAttribute("tabindex", "-1");
      refused.querySelector("h1, h2")?.focus();
    } else {
      const there = new URL(answer.url);
      if (answer.redirected && there.pathname !== location.pathname) {
        location.href = answer.url;
        return;
      }
      refused?.replaceChildren();
      show(form, new DOMParser().parseFromString(text, "text/html"), answer.ok && answer.redirected);
    }
    beat();
  }

  function again() {
    if (kept) kept();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // by attribute: the form of a question has a field named «method», which hides the property
    const ours = byId("live")?.contains(form) || byId("live-step")?.contains(form);
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !ours) return;
    if (event.submitter?.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      say(byId(event.submitter.getAttribute("aria-describedby"))?.textContent.trim() || "");
      return;
    }
    if (form.hasAttribute("hx-post") || form.matches("[data-note]")) return;
    event.preventDefault();
    if (byId("live-step")?.contains(form) && performance.now() - stepped < TWICE) return; // a vote is final: a slip of the finger does not give it
    const data = new FormData(form, event.submitter);
    send(form, data, event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : form.action);
  });

  // Back from a step to the page that waits behind it, with what was typed there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#live-step a");
    if (!link || link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    backToLive();
    goOn(['#live [data-region="vote"] button', "#live [data-region] :is(h1, h2):not(.sr)"]);
    beat();
  });

  // Summaries for the minutes save themselves while they are written.
  const waiting = new WeakMap();

  async function note(form) {
    const said = form.querySelector("output");
    const text = form.elements.text;
    const sent = text.value;
    said.textContent = said.dataset.saving;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
    } catch {
      said.textContent = said.dataset.later;
      later(form, AGAIN);
      return;
    }
    if (answer.ok && answer.headers.get("content-type")?.includes("json")) {
      form.elements.was.value = (await answer.json()).saved;
      text.defaultValue = sent;
      said.textContent = said.dataset.saved;
      if (text.value !== sent) later(form, 800);
    } else if (answer.status === 409) {
      const refusal = await answer.json();
      said.textContent = `${refusal.sentence} ${refusal.advice}`;
    } else {
      said.textContent = said.dataset.later;
    }
  }

  function later(form, pause) {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => note(form), pause));
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-note]");
    if (form) later(form, 1200);
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-note]")) return;
    // the browser's own way shows both texts when they differ; a plain save stays on the page
    if (event.target.elements.text.value === event.target.elements.text.defaultValue) event.preventDefault();
  });

  // The delegate's screen does not go dark while the page is open.
  async function awake() {
    if (!document.querySelector("[data-awake]") || document.hidden || !navigator.wakeLock) return;
    try {
      await navigator.wakeLock.request("screen");
    } catch {
      // the battery is low: the screen may go dark
    }
  }

  addEventListener("online", () => { connected(true); again(); beat(); });
  addEventListener("offline", () => connected(false));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      shut(); // a phone in a pocket holds no stream
      return;
    }
    open();
    beat();
    awake();
  });
  document.addEventListener("spilno:recorded", () => received.delete("vote"));
  awake();
  if (byId("live")) timer = setTimeout(beat, EVERY);
  open();
})();
