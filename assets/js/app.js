// What every page has: htmx glue, menus, dialogs, toasts, copy buttons, times,
// the theme switch. Pages work without it.
import { icon, make, showToast, text, toast } from "./ui.js";

// ---- htmx ----

// The server answers an htmx request that fails with a fragment (_error.html).
document.addEventListener("htmx:responseError", (event) => {
  const body = new DOMParser().parseFromString(event.detail.xhr.responseText || "", "text/html");
  const card = body.querySelector(".toast-card");
  if (card) showToast(document.importNode(card, true));
  else toast(text("errorServer"));
});
document.addEventListener("htmx:sendError", () => toast(text("errorNetwork")));
document.addEventListener("htmx:timeout", () => toast(text("errorNetwork")));

// A swapped-in fragment says where the focus goes with [data-focus]; texts
// that come by themselves (polling) never take it.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt;
  if (!(target instanceof Element)) return;
  enhance(target);
  const focus = target.matches("[data-focus]") ? target : target.querySelector("[data-focus]");
  if (!focus) return;
  if (!focus.hasAttribute("tabindex")) focus.setAttribute("tabindex", "-1");
  focus.removeAttribute("data-focus");
  focus.focus({ preventScroll: true });
  const box = focus.getBoundingClientRect();
  if (box.top < 0 || box.top > innerHeight * 0.75) focus.scrollIntoView({ block: "start" });
});

// ---- data-confirm on a form, a button or an htmx element ----

let asking = null;

function confirmed(message) {
  asking ??= (() => {
    const question = make("p", { id: "dialog-text" });
    const no = make("button", { class: "btn btn-quiet", value: "no" }, text("cancel"));
    const yes = make("button", { class: "btn btn-primary", value: "yes" }, text("confirm"));
    const form = make("form", { method: "dialog" }, question, make("div", { class: "dialog-actions" }, no, yes));
    const dialog = make("dialog", { class: "dialog", "aria-labelledby": "dialog-text" }, form);
    document.body.append(dialog);
    return { dialog, question };
  })();
  const { dialog, question } = asking;
  question.textContent = message;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// htmx asks before a request of a button or a link; forms are asked on submit.
document.addEventListener("htmx:confirm", (event) => {
  const message = event.detail.elt.dataset?.confirm;
  if (!message || event.detail.elt.matches("form")) return;
  event.preventDefault();
  confirmed(message).then((yes) => yes && event.detail.issueRequest(true));
});

const agreed = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.matches("[data-logout]")) forgetDrafts();
  const message = button?.dataset.confirm ?? form.dataset.confirm;
  if (!message || agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await confirmed(message)) {
    agreed.add(form);
    form.requestSubmit(button ?? undefined);
  }
}, true);

function forgetDrafts() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("weaverse:draft:")) localStorage.removeItem(key);
  }
}

// A form is sent once: a second click while it is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent === "1") event.preventDefault();
  else form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// ---- Clicks ----

document.addEventListener("click", async (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.matches("[data-copy]")) await copy(button);
  if (button.matches("[data-theme-switch]")) {
    event.preventDefault();
    window.weaverseTheme.set(window.weaverseTheme.get() === "dark" ? "light" : "dark");
    labelTheme();
  }
  if (button.matches("[data-reveal]")) {
    const input = document.getElementById(button.getAttribute("aria-controls"));
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = text(hidden ? "hide" : "reveal");
    button.setAttribute("aria-pressed", String(hidden));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

/** data-copy="#id" copies that element's text; data-copy="" the nearest <pre>. */
async function copy(button) {
  const from = button.dataset.copy
    ? document.querySelector(button.dataset.copy)
    : button.closest(".io, .copyable")?.querySelector("pre");
  if (!from) return;
  try {
    await navigator.clipboard.writeText(from.value ?? from.textContent);
    const before = [...button.childNodes];
    button.replaceChildren(icon("check"), text("copied"));
    setTimeout(() => button.replaceChildren(...before), 1600);
  } catch {
    toast(text("errorCopy"));
  }
}

function labelTheme() {
  const dark = window.weaverseTheme?.get() === "dark";
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.replaceChildren(icon(dark ? "sun" : "moon"));
    button.setAttribute("aria-label", text(dark ? "themeLight" : "themeDark"));
    button.title = button.getAttribute("aria-label");
  }
}

// ---- Files: drag and drop onto a <label class="drop"> ----

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.(".drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragover");
    const input = drop.querySelector("input[type=file]");
    if (kind === "drop" && event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// ---- What is in the page, and what htmx brings later ----

const absolute = new Intl.DateTimeFormat(document.documentElement.lang || "ko", { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang || "ko", { numeric: "auto" });

/** <time datetime data-local> in the reader's zone; data-relative: "3분 전". */
function writeTime(element) {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) return;
  element.title = absolute.format(at);
  if (!element.hasAttribute("data-relative")) {
    element.textContent = absolute.format(at);
    return;
  }
  const seconds = Math.round((at.getTime() - Date.now()) / 1000);
  const steps = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];
  let value = seconds;
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) {
      element.textContent = relative.format(Math.round(value), unit);
      return;
    }
    value /= size;
  }
}

function enhance(root) {
  for (const time of root.querySelectorAll("time[data-local], time[data-relative]")) writeTime(time);
  for (const pre of root.querySelectorAll(".prose pre")) {
    if (pre.parentElement.classList.contains("copyable")) continue;
    pre.tabIndex = 0;
    const wrap = make("div", { class: "copyable" });
    pre.replaceWith(wrap);
    wrap.append(pre, make("button", { class: "copy", type: "button", "data-copy": "", "aria-label": text("copy") }, icon("copy")));
  }
  for (const field of root.querySelectorAll("[aria-invalid=true]")) {
    if (!document.querySelector("[data-focused-error]")) {
      field.setAttribute("data-focused-error", "");
      field.focus();
    }
  }
}

enhance(document);
labelTheme();
setInterval(() => {
  for (const time of document.querySelectorAll("time[data-relative]")) writeTime(time);
}, 60_000);
