// Keeps the check-in page of one event for the time without a network: the page as it was last seen, and what draws it.
"use strict";

const KEPT = `spilno-check-in:${self.registration.scope}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(request, answer) {
  if (answer.ok && answer.type === "basic" && !answer.redirected) {
    const kept = await caches.open(KEPT);
    await kept.put(request, answer.clone());
  }
  return answer;
}

async function page(request) {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.open(KEPT);
    const found = (await kept.match(request, { ignoreVary: true })) || (await kept.match(request, { ignoreSearch: true, ignoreVary: true }));
    if (found) return found;
    throw error;
  }
}

async function part(request) {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const found = await (await caches.open(KEPT)).match(request, { ignoreVary: true });
    if (found && request.url.includes("list.json")) return new Response(found.body, { headers: { "Content-Type": "application/json", "Spilno-Kept": "1" } });
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/") || address.pathname.endsWith("/check-in/list.json")) event.respondWith(part(request));
});
