// Lets the check-in be reloaded while the link is down.
//
// It keeps one page, which holds the form for a lost link and nothing of anybody, and the files that
// this page needs. No other answer of the server is ever kept: entries wait in keep.js's own store.
"use strict";

const CACHE = {{ cache | tojson }};
const SHELL = {{ shell | tojson }};
const FILES = {{ files | tojson }};

async function renew() {
  const [kept, answer] = await Promise.all([caches.open(CACHE), fetch(SHELL, { redirect: "error" })]);
  if (answer.ok) await kept.put(SHELL, answer);
}
async function begin() {
  await (await caches.open(CACHE)).addAll(FILES);
  await renew();
  await self.skipWaiting();
}
async function takeOver() {
  const former = (await caches.keys()).filter((it) => it.startsWith("guihang.") && it !== CACHE);
  await Promise.all(former.map((it) => caches.delete(it)));
  await self.clients.claim();
}
async function reached(request) {
  try {
    return await fetch(request);
  } catch (away) {
    return (await caches.match(SHELL)) ?? Promise.reject(away);
  }
}

self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(renew().catch(() => undefined)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(reached(request));
  else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
