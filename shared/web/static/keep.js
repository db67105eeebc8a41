// Entries that are kept on this device until the server has them, each once, whatever the link does.
//
// A form with `data-keep` goes to that address of the API instead of being posted: the entry is
// written down here first, with a key of its own, and sent until the server has answered. The server
// stores a key once, so that sending again doubles nothing. Without this file, or where the browser
// keeps nothing, the form is an ordinary form.
//
// A form with `data-keep-coded` is sent by the page itself, with codes that people give there: what it
// was filled in with is written down here first, without the codes, and waits until they were given.
"use strict";

const PLACE = "guihang.kept.";
const DONE = "guihang.done";
const AHEAD = "guihang.ahead";
const AGAIN = 5000; // ms until what waits is sent again
const PATIENCE = 15000; // ms for one answer
const SEEN = 20000; // ms for which it stays in sight that an entry has arrived
const LATE = 24 * 3600 * 1000;
const TOWN = 8 * 3600 * 1000; // how far the town's clocks are ahead of UTC
const LOST = [408, 409, 425, 429];
const ENDED = [400, 401];

const panel = document.querySelector("[data-kept]");
const list = panel.querySelector("ul");
const shell = panel.dataset.shell !== undefined; // a page that was kept for a reload without a link
const ahead = shell ? Number(localStorage.getItem(AHEAD)) : aheadNow(); // the server's clock less ours
const arrived = new Map(); // what has been acknowledged and is still in sight
let sending = false;
let left = shell; // whoever was on this page is done with: it does not show them again
let ended = false; // the session is over
let lost = shell; // the server is out of reach
let timer;
const coded = [...document.querySelectorAll("form[data-keep-coded]")];
const open = coded.find((form) => form.closest("[data-connected]")); // what is filled in on this page
const untouched = new Map(); // how each of them was when it appeared

function aheadNow() {
  const found = Date.parse(panel.dataset.now) - Date.now();
  try {
    localStorage.setItem(AHEAD, String(found));
  } catch {
    // this browser keeps nothing, and so no such page either
  }
  return found;
}

// The store: one place an entry, so that two windows do not overwrite one another.
function kept() {
  return Object.keys(localStorage)
    .filter((place) => place.startsWith(PLACE))
    .map((place) => JSON.parse(localStorage.getItem(place)))
    .sort((one, other) => one.at - other.at);
}
function write(entry) {
  localStorage.setItem(PLACE + entry.key, JSON.stringify(entry));
}
function forget(entry) {
  localStorage.removeItem(PLACE + entry.key);
}
function isMine(entry) {
  return entry.by === panel.dataset.account;
}
function newKey() {
  // crypto.randomUUID is there over https only
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function entryOf(form, pressed) {
  const at = Date.now() + ahead;
  const body = { at: new Date(at).toISOString(), made_by: panel.dataset.account };
  Object.assign(body, JSON.parse(form.dataset.keepAlso ?? "{}"));
  for (const [name, value] of new FormData(form)) {
    if (value && name !== "csrf_token" && name !== "command_id") body[name] = value;
  }
  if (pressed?.name) body[pressed.name] = pressed.value;
  const [label, whom] = [pressed?.textContent.trim() ?? "", body[form.dataset.keepNames] ?? ""];
  return { key: newKey(), by: panel.dataset.account, to: form.dataset.keep, label, whom, at, body };
}

// What waits for codes. They are typed on the server's page only: no code is ever written down here.
function filledIn(form) {
  const filled = {};
  for (const it of form.elements) {
    const unchosen = ["radio", "checkbox"].includes(it.type) && !it.checked;
    const ours = ["csrf_token", "command_id"].includes(it.name) || it.closest("[data-codes]");
    if (it.name && it.value && !unchosen && !ours) (filled[it.name] ??= []).push(it.value);
  }
  return filled;
}
function codedEntry(form) {
  const at = Date.now() + ahead;
  const filled = filledIn(form);
  filled.collected_at ??= [new Date(at + TOWN).toISOString().slice(0, 16)];
  const whom = form.dataset.whom ?? filled[form.dataset.keepNames]?.[0] ?? "";
  const key = form === open ? form.elements.command_id.value : newKey();
  return { key, by: panel.dataset.account, coded: true, label: form.dataset.keepCoded, whom, at, filled };
}
function isFilledIn(form) {
  return untouched.has(form) && JSON.stringify(filledIn(form)) !== untouched.get(form);
}
function keepUnfinished() {
  for (const form of coded.filter(isFilledIn)) {
    try {
      write(codedEntry(form));
    } catch {
      return; // this browser keeps nothing
    }
    if (form !== open) form.reset();
  }
}
function fillIn(form, key) {
  const entry = JSON.parse(localStorage.getItem(PLACE + key));
  if (!entry?.coded || !isMine(entry)) return;
  form.elements.command_id.value = key;
  for (const it of form.elements) {
    const values = entry.filled[it.name] ?? [];
    if (["radio", "checkbox"].includes(it.type)) it.checked = values.includes(it.value);
    else if (values.length) it.value = values[0];
  }
}
async function takeCoded(form) {
  try {
    write(codedEntry(form));
  } catch {
    // this browser keeps nothing
  }
  if (form === open && (await ask())) return HTMLFormElement.prototype.submit.call(form);
  if (form !== open) form.reset();
  hide();
  reachable(false);
  send();
}

// What is seen of them.
function part(name) {
  return panel.querySelector(`template[data-part="${name}"]`).content.cloneNode(true);
}
function stateOf(entry) {
  if (arrived.has(entry.key)) return "arrived";
  if (!isMine(entry)) return "foreign";
  if (entry.refused !== undefined) return "refused";
  if (entry.coded) return "coded";
  return ended ? "ended" : "waiting";
}
function row(entry) {
  const state = stateOf(entry);
  const item = part("row").firstElementChild;
  item.dataset.state = state;
  item.querySelector("[data-label]").textContent = [entry.label, entry.whom].filter(Boolean).join(" · ");
  item.querySelector("time").textContent = new Date(entry.at - ahead).toTimeString().slice(0, 5);
  item.querySelector("[data-word]").replaceWith(part(state));
  const acts = item.querySelector("[data-acts]");
  acts.hidden = !["refused", "coded"].includes(state);
  acts.querySelector("[data-again]").hidden = state === "coded";
  for (const it of item.querySelectorAll("form")) it.hidden = lost; // codes are given on the server's page
  for (const it of item.querySelectorAll("input[name=case_ref]")) it.value = entry.whom;
  for (const it of item.querySelectorAll("input[name=kept]")) it.value = entry.key;
  item.querySelector("[data-because]").textContent = entry.refused ?? "";
  acts.querySelector("[data-again]").addEventListener("click", () => {
    delete entry.refused;
    write(entry);
    send();
  });
  acts.querySelector("[data-drop]").addEventListener("click", () => {
    forget(entry);
    draw();
  });
  return item;
}
function draw() {
  const shownHere = open && !lost && !left ? open.elements.command_id.value : undefined;
  const waiting = kept().filter((it) => it.key !== shownHere);
  const shown = [...waiting, ...arrived.values()];
  panel.hidden = shown.length === 0;
  panel.querySelector("[data-count]").textContent = waiting.length;
  list.replaceChildren(...shown.map(row));
}

// Whether the server can be reached decides which of the two parts of the page is there.
function reachable(yes) {
  if (!yes && !lost) {
    carry();
    keepUnfinished();
  }
  lost = !yes;
  if (left && yes) return isTyping() || location.assign(panel.dataset.home);
  for (const it of document.querySelectorAll("[data-connected]")) it.hidden = !yes;
  for (const it of document.querySelectorAll("[data-disconnected]")) it.hidden = yes;
  draw();
}
function boxes() {
  return [...document.querySelectorAll("[data-disconnected] form[data-keep] input[type=text]")];
}
function isTyping() {
  return boxes().some((box) => box.value) || coded.some((it) => it !== open && isFilledIn(it));
}
function carry() {
  // what was being typed when the link went down
  for (const box of boxes()) {
    const typed = document.querySelector(`[data-connected] input[type=text][name="${box.name}"]`);
    if (typed && !box.value) box.value = typed.value;
  }
}
function hide() {
  left = shell || location.pathname !== panel.dataset.home;
  if (left) for (const it of document.querySelectorAll("[data-connected]")) it.hidden = true;
}
async function answered(address, how) {
  const patience = new AbortController();
  const over = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await fetch(address, { cache: "no-store", signal: patience.signal, ...how });
  } finally {
    clearTimeout(over);
  }
}
async function ask() {
  try {
    await answered(document.querySelector("script[data-keeps]").src, { method: "HEAD" });
    return true;
  } catch {
    return false;
  }
}

// Sending: one after the other, the oldest first; what the server has is forgotten here.
async function post(entry) {
  const headers = {
    "Content-Type": "application/json",
    "Idempotency-Key": entry.key,
    "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
  };
  if (Date.now() + ahead - entry.at > LATE) {
    headers["Guihang-Reason"] = encodeURIComponent(panel.dataset.lateReason);
  }
  return answered(entry.to, { method: "POST", headers, body: JSON.stringify(entry.body) });
}
async function becauseOf(answer) {
  try {
    const problem = await answer.json();
    const each = (problem.errors ?? []).map((it) => it.detail);
    return each.length ? each.join(" ") : problem.detail;
  } catch {
    return String(answer.status);
  }
}
function arrive(entry) {
  forget(entry);
  arrived.set(entry.key, entry);
  if (left) sessionStorage.setItem(DONE, entry.label); // for the page to which one goes back
  setTimeout(() => {
    arrived.delete(entry.key);
    draw();
  }, SEEN);
}
async function sendOne(entry) {
  const answer = await post(entry);
  if (answer.ok) {
    arrive(entry);
  } else if (ENDED.includes(answer.status)) {
    ended = true;
  } else if (answer.status < 500 && !LOST.includes(answer.status)) {
    entry.refused = await becauseOf(answer);
    write(entry);
  }
  return answer.ok;
}
async function send() {
  if (sending || ended) return;
  sending = true;
  clearTimeout(timer);
  draw();
  const due = () => kept().filter((it) => isMine(it) && it.refused === undefined && !it.coded);
  try {
    if (lost && !(await ask())) throw new TypeError("out of reach");
    for (const entry of shell ? [] : due()) {
      if (ended) break;
      await sendOne(entry);
      draw();
    }
    reachable(true);
  } catch {
    reachable(false);
  } finally {
    sending = false;
    draw();
    if (lost || shell || (due().length && !ended)) timer = setTimeout(send, AGAIN);
  }
}

// The forms.
async function take(form, pressed) {
  const entry = entryOf(form, pressed);
  try {
    write(entry);
  } catch {
    return plainly(form, pressed); // this browser keeps nothing
  }
  form.reset();
  hide();
  await send();
}
function plainly(form, pressed) {
  const chosen = document.createElement("input");
  Object.assign(chosen, { type: "hidden", name: pressed.name, value: pressed.value });
  form.append(chosen);
  HTMLFormElement.prototype.submit.call(form);
}
async function askFirst(form) {
  if (await ask()) return HTMLFormElement.prototype.submit.call(form);
  reachable(false);
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.keepCoded) {
    event.preventDefault();
    takeCoded(form);
  } else if (form.dataset.keep) {
    event.preventDefault();
    take(form, event.submitter);
  } else if (form.closest("[data-connected]")) {
    event.preventDefault(); // what was typed would be lost on the browser's own error page
    askFirst(form);
  }
});

// After a rest nothing of a person stays in sight.
let rest;
function restart() {
  clearTimeout(rest);
  rest = setTimeout(leave, Number(panel.dataset.rest) * 1000);
}
async function leave() {
  keepUnfinished();
  hide();
  if (left) reachable(await ask());
  for (const form of document.querySelectorAll("main form")) form.reset();
  for (const it of document.querySelectorAll("main details")) it.open = false;
}
for (const sign of ["pointerdown", "keydown", "scroll"]) {
  document.addEventListener(sign, restart, { passive: true });
}

// Of what waited for codes: what the server has by now, and what is opened again to give them.
const address = new URLSearchParams(location.search);
if (address.has("done")) {
  localStorage.removeItem(PLACE + address.get("done"));
  history.replaceState(null, "", location.pathname);
}
if (open && address.has("kept")) fillIn(open, address.get("kept"));
for (const form of coded) untouched.set(form, JSON.stringify(filledIn(form)));

const said = sessionStorage.getItem(DONE);
if (said !== null) {
  sessionStorage.removeItem(DONE);
  arrive({ key: "done", label: said, at: Date.now() + ahead, by: panel.dataset.account });
}
// A page for a reload while the link is down: it holds the form and nothing of anybody.
async function keepShell(from, scope) {
  try {
    await navigator.serviceWorker.register(from, { scope });
    (await navigator.serviceWorker.ready).active.postMessage("renew");
  } catch {
    // no such page without https
  }
}
const { worker, scope } = document.querySelector("script[data-keeps]").dataset;
if (worker && navigator.serviceWorker) keepShell(worker, scope);
window.addEventListener("online", send);
window.addEventListener("offline", () => reachable(false));
window.addEventListener("storage", draw);
restart();
send();
