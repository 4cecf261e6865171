// Clocks of the hall. The server says how many seconds are left; here they only tick. Without script the page shows
// what was left when it was made.
"use strict";

const clocks = new WeakMap();

function write(seconds) {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function tick() {
  for (const clock of document.querySelectorAll("[data-left]")) {
    if (!clocks.has(clock)) clocks.set(clock, { since: performance.now(), left: Number(clock.dataset.left) });
    const { since, left } = clocks.get(clock);
    const now = "stands" in clock.dataset ? left : left - Math.floor((performance.now() - since) / 1000);
    const shown = write(now);
    if (clock.textContent !== shown) clock.textContent = shown;
    (clock.closest("[data-clock]") || clock).classList.toggle("clock--over", now < 0);
  }
}

tick();
setInterval(tick, 250);
