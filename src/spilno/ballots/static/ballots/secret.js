// Secret ballots in the voter's browser. The phone draws a token for each right, blinds it (RFC 9474, RSABSSA-SHA384-PSS-
// Randomized), has it signed once, and later sends it with the choice: without cookie, account or order. All that makes a
// ballot is kept on the phone before anything is sent, so that a reload or a dropped network neither loses nor doubles it.
// docs/adr/0016-secret-votes.md says why; ballots/rules/blind_signatures.py does the same sums on the server.

const HASH = "SHA-384";
const HASH_BYTES = 48;
const SALT_BYTES = 48;
const TOKEN_BYTES = 32;
const MIXED = 3000; // each ballot waits a random part of this, so that ballots of one phone do not come together
const AGAIN = 2000; // between attempts when the network fails
const PATIENCE = 15000; // then the voter is told that it was not recorded
const STEADY = 700; // a second press in this time was meant for the step before

export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const toBytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const toNumber = (bytes) => BigInt(`0x${toHex(bytes) || "0"}`);
export const fromNumber = (number, size) => toBytes(number.toString(16).padStart(2 * size, "0"));
export const sizeOf = (n) => Math.ceil(n.toString(16).length / 2);

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest(HASH, bytes));

// Each bit costs a square and a product, whatever it is.
export function power(base, exponent, modulus) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    const square = (result * result) % modulus;
    const product = (square * base) % modulus;
    result = bit === "1" ? product : square;
  }
  return result;
}

export function inverseOf(number, modulus) {
  let [left, right, first, second] = [modulus, number % modulus, 0n, 1n];
  while (right) {
    const times = left / right;
    [left, right, first, second] = [right, left - times * right, second, first - times * second];
  }
  if (left !== 1n) throw new RangeError("the number has no inverse");
  return first < 0n ? first + modulus : first;
}

async function mask(seed, length) {
  const rounds = [];
  for (let turn = 0; turn * HASH_BYTES < length; turn += 1) {
    rounds.push(await digest(joined(seed, Uint8Array.of(0, 0, turn >> 8, turn & 255))));
  }
  return joined(...rounds).slice(0, length);
}

// EMSA-PSS of RFC 8017, 9.1.1; `bits` is one less than the modulus has.
export async function encode(prepared, bits, salt) {
  const length = Math.ceil(bits / 8);
  const hashed = await digest(joined(new Uint8Array(8), await digest(prepared), salt));
  const block = joined(new Uint8Array(length - salt.length - HASH_BYTES - 2), Uint8Array.of(1), salt);
  const over = await mask(hashed, block.length);
  const masked = block.map((byte, place) => byte ^ over[place]);
  masked[0] &= 0xff >> (8 * length - bits);
  return joined(masked, hashed, Uint8Array.of(0xbc));
}

export async function blind(key, prepared, salt, r) {
  const message = toNumber(await encode(prepared, key.n.toString(2).length - 1, salt));
  const inverse = inverseOf(r, key.n);
  return { blinded: fromNumber((message * power(r, key.e, key.n)) % key.n, sizeOf(key.n)), inverse };
}

export async function isSigned(key, prepared, signature) {
  const text = (number) => btoa(String.fromCharCode(...fromNumber(number, Math.ceil(number.toString(16).length / 2))));
  const plain = (number) => text(number).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const jwk = { kty: "RSA", n: plain(key.n), e: plain(key.e), alg: "PS384", ext: true };
  const checker = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: HASH }, false, ["verify"]);
  return crypto.subtle.verify({ name: "RSA-PSS", saltLength: SALT_BYTES }, checker, signature, prepared);
}

export async function finalize(key, prepared, blindSignature, inverse) {
  const size = sizeOf(key.n);
  if (blindSignature.length !== size) throw new RangeError("the signature has another length than the key");
  const signature = fromNumber((toNumber(blindSignature) * inverse) % key.n, size);
  if (!(await isSigned(key, prepared, signature))) throw new RangeError("the signature does not hold");
  return signature;
}

const random = (size) => crypto.getRandomValues(new Uint8Array(size));

function randomBelow(limit) {
  const size = sizeOf(limit);
  for (;;) {
    const number = toNumber(random(size));
    if (number > 1n && number < limit) return number;
  }
}

// What one phone draws for one right.
export async function draw(key) {
  const [token, prefix] = [random(TOKEN_BYTES), random(TOKEN_BYTES)];
  const { blinded, inverse } = await blind(key, joined(prefix, token), random(SALT_BYTES), randomBelow(key.n));
  return { token: toHex(token), prefix: toHex(prefix), blinded: toHex(blinded), inverse: inverse.toString(16) };
}

export async function uncover(key, paper, blindSignature) {
  const prepared = joined(toBytes(paper.prefix), toBytes(paper.token));
  return toHex(await finalize(key, prepared, toBytes(blindSignature), BigInt(`0x${paper.inverse}`)));
}

const nameOf = (data) => `spilno.secret.${data.question}.${data.modulus.slice(0, 32)}`;
const kept = (name) => JSON.parse(localStorage.getItem(name) ?? "{}");
const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const part = (root, name) => root.querySelector(`[data-say="${name}"]`);

class Booth {
  constructor(root) {
    this.name = nameOf(root.dataset);
    this.key = { n: BigInt(`0x${root.dataset.modulus}`), e: BigInt(root.dataset.exponent) };
    this.refusals = {};
    this.chosen = null;
    this.turn = null; // the right whose own paper is being marked, when each council votes in its own way
    this.failed = false;
    this.attach(root);
    this.begin();
  }

  attach(root) {
    this.root = root;
    root.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.render();
  }

  get rights() {
    return [...this.root.querySelectorAll("[data-right]")].map((node) => node.dataset.right);
  }

  keep(right, more) {
    const papers = kept(this.name);
    papers[right] = { ...papers[right], ...more };
    localStorage.setItem(this.name, JSON.stringify(papers));
    return papers[right];
  }

  async begin() {
    if (!globalThis.crypto?.subtle) return this.stop("insecure");
    try {
      localStorage.setItem(`${this.name}.try`, "1");
      localStorage.removeItem(`${this.name}.try`);
    } catch {
      return this.stop("forgetful");
    }
    const locks = navigator.locks ?? { request: (_name, task) => task() }; // two windows of one browser take turns
    while (this.root.isConnected && !(await locks.request(this.name, () => this.ask()))) await pause(AGAIN);
    this.send();
    return undefined;
  }

  stop(why) {
    this.stopped = why;
    this.render();
  }

  // Has tokens signed that are not yet; true when there is nothing more to ask for.
  async ask() {
    const asked = {};
    for (const right of this.rights) {
      let paper = kept(this.name)[right];
      if (!paper) paper = this.keep(right, await draw(this.key)); // on the phone first, then away
      if (!paper.signature) asked[right] = paper.blinded;
    }
    if (!Object.keys(asked).length) {
      this.render();
      return true;
    }
    try {
      await pause(Math.random() * 1000);
      const ticket = this.root.closest("[data-ticket]")?.dataset.ticket; // of the live hall
      const answer = await fetch(this.root.dataset.papers, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          ...(ticket ? { "Spilno-Ticket": ticket } : { "X-CSRFToken": this.root.querySelector("[name=csrfmiddlewaretoken]").value }),
        },
        body: JSON.stringify({ rights: asked }),
      });
      if (answer.redirected) location.reload();
      if (!answer.ok) throw new Error(answer.status);
      const { papers, refusals } = await answer.json();
      for (const [right, signature] of Object.entries(papers)) {
        const found = await uncover(this.key, kept(this.name)[right], signature);
        this.keep(right, { signature: found, blinded: "", inverse: "" }); // what would join the two is forgotten
      }
      this.refusals = refusals;
      this.render();
      return true;
    } catch {
      this.render();
      return false;
    }
  }

  press(button) {
    if (!button || performance.now() - (this.stepped ?? -STEADY) < STEADY) return;
    this.stepped = performance.now();
    this.wrong = null;
    if (button.dataset.choice) {
      this.mark(button.dataset.choice);
    } else if (button.dataset.act === "elect") {
      const { choice, wrong } = onPaper(this.root);
      if (wrong) this.wrong = wrong;
      else this.mark(choice);
    } else if (button.dataset.act === "apart") {
      [this.turn, this.marked] = [this.waiting[0], {}];
    } else if (button.dataset.act === "skip") {
      this.mark(null);
    } else if (button.dataset.act === "split") {
      const picked = this.waiting.map((right) => [right, this.root.querySelector(`[name="split-${right}"]:checked`)?.value]);
      this.chosen = Object.fromEntries(picked.filter(([, value]) => value));
      if (!Object.keys(this.chosen).length) this.chosen = null;
    } else if (button.dataset.act === "back") {
      [this.chosen, this.turn] = [null, null];
    } else if (button.dataset.act === "sure" && this.chosen) {
      for (const [right, choice] of Object.entries(this.chosen)) this.keep(right, { choice, state: "sending" });
      this.chosen = null;
      this.send(MIXED);
    } else if (button.dataset.act === "again") {
      this.send();
    }
    this.render();
    this.root.querySelector(`[data-say]:not([hidden]):is(h3, p)[tabindex], [data-say]:not([hidden]) :is(h3, p)[tabindex]`)?.focus();
  }

  // One choice for all, or for the council whose turn it is: then the next one is asked; without a choice it may vote later.
  mark(choice) {
    if (!this.turn) {
      this.chosen = Object.fromEntries(this.waiting.map((right) => [right, choice]));
      return;
    }
    if (choice) this.marked[this.turn] = choice;
    clear(this.root);
    const { waiting } = this;
    this.turn = waiting.slice(waiting.indexOf(this.turn) + 1).find((right) => !(right in this.marked)) ?? null;
    if (!this.turn && Object.keys(this.marked).length) this.chosen = this.marked;
  }

  get waiting() {
    const papers = kept(this.name);
    return this.rights.filter((right) => papers[right]?.signature && !papers[right].state && !this.refusals[right]);
  }

  // Every ballot by itself, in no order, each after a time of its own.
  async send(mixed = 0) {
    const papers = kept(this.name);
    const going = Object.keys(papers).filter((right) => papers[right].state === "sending");
    if (!going.length || this.sending) return;
    this.sending = true;
    this.failed = false;
    this.render();
    await Promise.all(going.map((right) => this.drop(right, Math.random() * mixed)));
    this.sending = false;
    this.failed = Object.values(kept(this.name)).some((paper) => paper.state === "sending");
    this.render();
  }

  async drop(right, delay) {
    const { token, prefix, signature, choice } = kept(this.name)[right];
    await pause(delay);
    const until = performance.now() + PATIENCE;
    for (;;) {
      try {
        const answer = await fetch(this.root.dataset.box, {
          method: "POST",
          credentials: "omit", // no cookie: the server is not told who sends it
          referrerPolicy: "no-referrer",
          cache: "no-store",
          headers: { "Content-Type": "application/json", Accept: "application/json" },
          body: JSON.stringify({ token, prefix, signature, choice }),
        });
        if (answer.ok) {
          this.keep(right, { state: "recorded" });
          this.render();
          return;
        }
        if (answer.status < 500) {
          this.refusals[right] = await answer.json();
          this.keep(right, { state: "refused" });
          this.render();
          this.tell(this.refusals[right]);
          return;
        }
      } catch {
        // the network is away: the same ballot is sent again, and lies in the box once
      }
      if (performance.now() > until) return;
      await pause(AGAIN * (0.5 + Math.random()));
    }
  }

  render() {
    const { root } = this;
    const papers = this.stopped ? {} : kept(this.name);
    const states = this.rights.map((right) => (papers[right]?.state === "refused" || this.refusals[right] ? "refused" : papers[right]?.state));
    const asking = this.rights.some((right) => !papers[right]?.signature && !this.refusals[right]);
    const shown = {
      insecure: this.stopped === "insecure",
      forgetful: this.stopped === "forgetful",
      asking: !this.stopped && asking,
      choose: !asking && this.waiting.length > 0 && !this.chosen,
      all: !this.turn,
      one: Boolean(this.turn),
      turn: Boolean(this.turn),
      unmarked: this.wrong === "unmarked",
      doubled: this.wrong === "doubled",
      sure: Boolean(this.chosen),
      sending: states.includes("sending") && !this.failed,
      failed: states.includes("sending") && this.failed,
      recorded: states.includes("recorded") && !states.includes("sending"),
      refused: Object.keys(this.refusals).length > 0,
    };
    for (const node of root.querySelectorAll("[data-say]")) if (node.dataset.say in shown) node.hidden = !shown[node.dataset.say];
    root.dataset.state = Object.keys(shown).filter((name) => shown[name]).join(" ");
    if (this.turn && part(root, "turn")) {
      const place = `${this.rights.indexOf(this.turn) + 1}/${this.rights.length}`;
      part(root, "turn").querySelector("b").textContent = `${place}. ${root.querySelector(`[data-right="${this.turn}"]`).textContent}`;
    }
    if (this.chosen) this.list(part(root, "sure").querySelector("[data-chosen]"), this.chosen);
    if (shown.recorded) {
      const done = this.rights.filter((right) => papers[right]?.state === "recorded");
      this.list(part(root, "recorded").querySelector("[data-chosen]"), Object.fromEntries(done.map((right) => [right, papers[right].choice])));
    }
    if (shown.refused) {
      const said = Object.values(this.refusals).map(({ sentence, advice }) => `${sentence ?? ""} ${advice ?? ""}`.trim());
      part(root, "refused").querySelector("[data-why]").textContent = [...new Set(said)].join(" ");
    }
  }

  // The vote was closed meanwhile and its part of the page is gone: the voter is told all the same.
  tell({ sentence, advice }) {
    const place = document.getElementById("live-refused");
    if (this.root.isConnected || !place) return;
    const [box, head, text] = ["div", "strong", "p"].map((name) => document.createElement(name));
    box.className = "message message--late";
    head.textContent = part(this.root, "refused").querySelector("strong").textContent;
    text.append(head, ` ${sentence ?? ""} ${advice ?? ""}`);
    box.append(text);
    place.replaceChildren(box);
  }

  list(node, chosen) {
    const lines = Object.entries(chosen).map(([right, choice]) => {
      const line = document.createElement("li");
      const word = document.createElement("b");
      word.textContent = this.root.querySelector(`[data-choice="${choice}"] span`)?.textContent ?? named(this.root, choice);
      line.append(`${this.root.querySelector(`[data-right="${right}"]`).textContent}: `, word);
      return line;
    });
    node.replaceChildren(...lines);
  }
}

// The choice on the paper of an election: one number, «1,4», or «3>1»; nobody marked, or two candidates in one place, is wrong.
function onPaper(root) {
  const marks = [...root.querySelectorAll("[name=mark]:checked")].map((field) => field.value);
  if (marks.length) return { choice: marks.join(",") };
  const placed = [...root.querySelectorAll("select[name^=place-]")].filter((field) => field.value);
  const places = placed.map((field) => Number(field.value));
  const twice = placed.find((field, n) => places.indexOf(Number(field.value)) !== n);
  if (twice) twice.focus();
  if (twice) return { wrong: "doubled" };
  if (!placed.length) return { wrong: "unmarked" };
  placed.sort((one, other) => one.value - other.value);
  return { choice: placed.map((field) => field.name.slice("place-".length)).join(">") };
}

// The paper of one council must not lie marked before the next.
function clear(root) {
  for (const field of root.querySelectorAll("[name=mark]")) field.checked = false;
  for (const field of root.querySelectorAll("select[name^=place-]")) field.value = "";
}

function named(root, choice) {
  const name = (number) => root.querySelector(`[data-candidate="${number}"]`)?.textContent ?? number;
  return choice.includes(">") ? choice.split(">").map(name).join(" → ") : choice.split(",").map(name).join(", ");
}

const booths = new Map();

function enter(root) {
  if (root.dataset.entered) return;
  root.dataset.entered = "1";
  const name = nameOf(root.dataset);
  if (booths.has(name)) booths.get(name).attach(root);
  else booths.set(name, new Booth(root));
}

// The list after closing: the voter finds his own ballots, which only this phone knows.
async function find(root) {
  const papers = Object.values(kept(nameOf(root.dataset))).filter((paper) => ["recorded", "sending"].includes(paper.state));
  const say = (name) => { part(root, name).hidden = false; };
  if (!papers.length) return say("none");
  const { ballots } = await (await fetch(root.dataset.list, { credentials: "omit" })).json();
  const listed = new Map(ballots.map((ballot) => [ballot.token, ballot.choice]));
  for (const paper of papers) {
    const how = !listed.has(paper.token) ? "lost" : listed.get(paper.token) === paper.choice ? "found" : "altered";
    if (how === "lost" && paper.state === "sending") continue;
    const line = document.createElement("li");
    const code = document.createElement("code");
    code.textContent = paper.token;
    line.append(code, ` ${listed.get(paper.token) ? root.dataset[listed.get(paper.token)] : ""}`);
    part(root, how).querySelector("ul").append(line);
    document.getElementById(`b-${paper.token}`)?.setAttribute("aria-current", "true");
    say(how);
  }
  say("forget");
  return part(root, "forget").querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(nameOf(root.dataset));
    for (const node of root.querySelectorAll("[data-say]")) node.hidden = node.dataset.say !== "none";
  });
}

const look = () => document.querySelectorAll("[data-secret]").forEach(enter);
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
addEventListener("online", () => booths.forEach((booth) => booth.send()));
look();
document.querySelectorAll("[data-sealed]").forEach(find);
