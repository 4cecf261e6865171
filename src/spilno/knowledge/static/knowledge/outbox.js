// A practice card written where the network is poor: what is typed stays in the phone, the card is sent once.
// Without this file the form is sent as any other.
(() => {
  "use strict";
  const form = document.querySelector("form[data-outbox]");
  if (!form) return;
  const address = form.dataset.outbox;
  const kept = form.querySelector("[data-outbox-kept]");
  const draft = `spilno-card:${address}`;
  const name = "spilno-cards";
  const KEPT = 201;

  // the texts, as they are typed
  const texts = () => [...form.elements].filter((field) => field.name && field.matches("textarea, select, input:not([type=hidden]):not([type=file])"));
  const recall = () => {
    try {
      const known = JSON.parse(localStorage.getItem(draft) || "{}");
      for (const field of texts()) if (known[field.name] && !field.value) field.value = known[field.name];
    } catch { /* nothing is kept, or it may not be read */ }
  };
  const remember = () => {
    try {
      localStorage.setItem(draft, JSON.stringify(Object.fromEntries(texts().map((field) => [field.name, field.value]))));
    } catch { /* no room in the phone */ }
  };
  const forget = () => { try { localStorage.removeItem(draft); } catch { /* none was kept */ } };

  // whole cards with photos, until they are sent
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("cards", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const store = async (mode, act) => {
    const base = await open();
    return new Promise((done, fail) => {
      const asked = act(base.transaction("cards", mode).objectStore("cards"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  };
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const post = (card) => {
    const data = new FormData();
    for (const [field, value] of card.fields) if (field !== "csrfmiddlewaretoken") data.append(field, value);
    data.append("csrfmiddlewaretoken", token());
    // the answer names the page of the card and does not lead there: what that page tells once is for eyes, not for this file
    return fetch(card.address, { method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" } });
  };
  const say = (there) => { kept.hidden = !there; };

  let sending = false;
  const sendAll = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    try {
      for (const card of await store("readonly", (cards) => cards.getAll())) {
        const answer = await post(card);
        if (answer.status === KEPT) {
          await store("readwrite", (cards) => cards.delete(card.key));
          if (card.address === address) forget();
        } else if (card.key === form.elements.phone_key.value && !answer.ok) {
          await store("readwrite", (cards) => cards.delete(card.key));
          HTMLFormElement.prototype.submit.call(form); // refused though it waited: the page says why, what is typed stays
          return;
        }
      }
      say((await store("readonly", (cards) => cards.count())) > 0);
    } catch { /* still no network: the next time */ } finally { sending = false; }
  };

  form.addEventListener("input", remember);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = [...new FormData(form, event.submitter)];
    const card = { key: form.elements.phone_key.value, address, fields };
    try {
      const answer = await post(card);
      if (answer.status === KEPT) {
        forget();
        await store("readwrite", (cards) => cards.delete(card.key)).catch(() => {});
        location.assign((await answer.json()).page);
        return;
      }
      HTMLFormElement.prototype.submit.call(form); // refused: the page says why; the number of the phone keeps it single
    } catch {
      if (!form.reportValidity()) return; // it would be refused when the network is back and nobody looks: say it now
      try { await store("readwrite", (cards) => cards.put(card)); } catch { /* the texts are remembered at least */ }
      say(true);
      kept.scrollIntoView({ block: "center" });
    }
  });
  addEventListener("online", sendAll);
  setInterval(sendAll, 30000);
  recall();
  sendAll();
})();
