// Keeps the last good page, player and show, so that a screen that is loaded again while its server
// is away still plays. Whether the server is there is never answered from what is kept.
"use strict";
const KEPT = "exhibition";
const PATIENCE = 3500;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function freshOrKept(request) {
  const kept = await caches.open(KEPT);
  const enough = new AbortController();
  const clock = setTimeout(() => enough.abort(), PATIENCE);
  try {
    const answer = await fetch(request.url, { cache: "no-cache", signal: enough.signal });
    if (answer.ok) {
      await kept.put(request.url, answer.clone());
      return answer;
    }
    return (await kept.match(request.url)) || answer;
  } catch (away) {
    const last = await kept.match(request.url);
    if (last) return last;
    throw away;
  } finally {
    clearTimeout(clock);
  }
}

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const ours = origin === self.location.origin && pathname.startsWith("/exhibition");
  if (!ours || event.request.method !== "GET" || pathname.endsWith(".json") || pathname.endsWith(".zip")) return;
  event.respondWith(freshOrKept(event.request));
});
