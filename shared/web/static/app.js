// Only shortens: every page works without this file.
"use strict";

// Requests of htmx carry the form token, as forms do.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers["X-CSRFToken"] = token.content;
});

// A session that ended shows the sign-in page, not half a page inside another.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 401) window.location.reload();
});

// Parts that refresh themselves rest while nobody is there, so that an idle session can end.
const REST_AFTER = 5 * 60 * 1000;
let lastSeen = Date.now();
for (const sign of ["pointerdown", "keydown", "scroll"]) {
  document.addEventListener(sign, () => (lastSeen = Date.now()), { passive: true });
}
document.addEventListener("htmx:beforeRequest", (event) => {
  const rests = Date.now() - lastSeen > REST_AFTER || document.hidden;
  if (event.detail.elt.matches("[data-live]") && rests) event.preventDefault();
});

// A lost connection is said while it lasts. The browser knows of networks, not of our server, which
// may run on this very machine: so the server is asked, and again until it answers.
const ASK_AGAIN = 3000;
const SELF = document.currentScript.src;
let nextQuestion;
function connected(yes) {
  document.getElementById("offline").hidden = yes;
}
async function askServer() {
  clearTimeout(nextQuestion);
  try {
    await fetch(SELF, { method: "HEAD", cache: "no-store" });
    connected(true);
  } catch {
    connected(false);
    nextQuestion = setTimeout(askServer, ASK_AGAIN);
  }
}
for (const change of ["offline", "online"]) window.addEventListener(change, askServer);
document.addEventListener("htmx:sendError", askServer);
document.addEventListener("htmx:afterOnLoad", () => connected(true));

// A form is sent once; the server would take a second one for the same command anyway.
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[data-once]");
  if (button) setTimeout(() => button.setAttribute("aria-disabled", "true"), 0);
  if (event.target.dataset.sent) event.preventDefault();
  if (button) event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("button[data-once]").removeAttribute("aria-disabled");
  }
});

// A text to be carried elsewhere is copied by one press, where the browser may.
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
    button.textContent = button.dataset.done;
  });
}

// What went wrong is read first.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-focus]")?.focus();
});

// A click elsewhere, or Escape, closes an open menu.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.drop")));

// A list that filters itself when a choice is made.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filter]");
  if (form) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Keyboard: "/" to the search box, "j" and "k" through the rows.
function isTyping(element) {
  return element.matches("input, select, textarea, [contenteditable]");
}
function step(by) {
  const rows = [...document.querySelectorAll("[data-row] a:first-of-type")];
  if (rows.length === 0) return;
  const row = document.activeElement.closest("[data-row]");
  const at = rows.findIndex((link) => row?.contains(link));
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)].focus();
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
