// A test that is being sat. An answer is kept on the device first, the last one of each question, and sent afterwards: a
// broken connection loses nothing, and what is sent twice counts once. Without script the buttons save.
"use strict";

(() => {
  const form = document.querySelector("form[data-sitting]");
  if (!form) return;
  const key = `spilno-test-${form.dataset.sitting}`;
  const SOON = 700; // after the last letter
  const AGAIN = 5000; // between tries to send
  const net = document.getElementById("net");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let sending = false;
  let timer = 0;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  const keep = (answers) => {
    try {
      if (Object.keys(answers).length) localStorage.setItem(key, JSON.stringify(answers));
      else localStorage.removeItem(key);
    } catch {
      // a full or forbidden store: the answer is sent all the same
    }
  };
  let waiting = kept();

  const nameOf = (control) => control.name.split(".")[0];
  const controlsOf = (name) => [...form.elements].filter((each) => each.name && nameOf(each) === name && !each.name.endsWith(".was"));
  const pairsOf = (name) =>
    controlsOf(name)
      .filter((each) => (each.type === "radio" || each.type === "checkbox" ? each.checked : true))
      .map((each) => [each.name, each.value]);

  function show() {
    const count = Object.keys(waiting).length;
    if (count && !navigator.onLine) tell(`${form.dataset.waiting} ${count}`, true);
  }

  function tell(words, late) {
    net.textContent = words;
    if (late) net.dataset.waiting = "";
    else delete net.dataset.waiting;
  }

  function mark(name) {
    const place = form.querySelector(`[data-place="${name}"]`);
    const done = pairsOf(name).some(([, value]) => value.trim());
    if (place) place.classList.toggle("is-done", done);
    document.getElementById("answered").textContent = form.querySelectorAll(".sitting__places .is-done").length;
  }

  async function send() {
    const names = Object.keys(waiting);
    if (sending || !names.length) return;
    sending = true;
    const sent = { ...waiting };
    const body = new URLSearchParams();
    for (const name of names) {
      body.append("answer", name);
      for (const [field, value] of sent[name]) body.append(field, value);
    }
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        headers: { "X-CSRFToken": token, Accept: "application/json" },
        body,
        redirect: "error",
      });
      if (answer.ok) {
        const said = await answer.json();
        for (const name of names) if (waiting[name] === sent[name]) delete waiting[name];
        keep(waiting);
        tell(`${form.dataset.saved} ${said.at}`, false);
      } else if (answer.status === 409) {
        waiting = {};
        keep(waiting);
        leave();
      } else if (answer.status < 500) tell(form.dataset.refused, true);
      else throw new Error(answer.status);
    } catch {
      tell(`${form.dataset.waiting} ${Object.keys(waiting).length}`, true);
    }
    sending = false;
    if (Object.keys(waiting).length) setTimeout(send, AGAIN);
  }

  function leave() {
    location.assign(form.dataset.over);
  }

  function pressed(event) {
    const control = event.target;
    if (!control.name || !control.name.startsWith("a")) return;
    const name = nameOf(control);
    waiting[name] = pairsOf(name);
    keep(waiting);
    mark(name);
    const was = form.elements[`${name}.was`];
    if (was) was.value = ""; // what is typed here is meant, whatever the page showed
    clearTimeout(timer);
    timer = setTimeout(send, event.type === "input" && control.type !== "radio" && control.type !== "checkbox" ? SOON : 0);
  }

  // what waited on this device when the page was closed comes back to its place
  for (const [name, pairs] of Object.entries(waiting)) {
    for (const control of controlsOf(name)) {
      const own = pairs.filter(([field]) => field === control.name).map(([, value]) => value);
      if (control.type === "radio" || control.type === "checkbox") control.checked = own.includes(control.value);
      else if (own.length) control.value = own[0];
    }
    mark(name);
  }

  form.addEventListener("input", pressed);
  form.addEventListener("change", pressed);
  window.addEventListener("online", send);
  window.addEventListener("offline", show);
  send();

  const left = document.getElementById("left");
  if (left && form.dataset.left) {
    const ends = performance.now() + Number(form.dataset.left) * 1000; // the clock of the device may be wrong, its pace is not
    left.hidden = false;
    const tick = () => {
      const seconds = Math.max(0, Math.round((ends - performance.now()) / 1000));
      left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      left.classList.toggle("is-near", seconds <= 60);
      if (seconds > 0) setTimeout(tick, 1000 - ((performance.now() - ends) % 1000 + 1000) % 1000 || 1000);
      else send().then(() => setTimeout(leave, 31000));
    };
    tick();
  }
})();
