// What the scripts share; importing it does nothing. Texts: Fluent messages that base.html puts on #js-text as
// data attributes. `%name%` in a text stands for a value.

/** The text for `key` (camel case: `copied` is data-copied). */
export function text(key, values = {}) {
  const found = document.getElementById("js-text")?.dataset[key];
  if (found === undefined) return key;
  return found.replace(/%(\w+)%/g, (whole, name) => (name in values ? values[name] : whole));
}

/** 201000 ms is "3:21". */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** An icon of the sprite. The sprite's address is on #js-text. */
export function icon(name, extra = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.getElementById("js-text")?.dataset.icons ?? ""}#${name}`);
  svg.append(use);
  return svg;
}

/** An element: make("button", { class: "tool", type: "button" }, "text", node). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Shows a message at the lower edge; `kind` is "bad", "ok" or "info". */
export function toast(message, kind = "bad") {
  showToast(make("div", { class: `toast-card toast-${kind}` }, make("div", {}, message)));
}

/** Shows a card that the server made (templates/_error.html). */
export function showToast(card) {
  const kind = ["bad", "ok"].find((name) => card.classList.contains(`toast-${name}`)) ?? "info";
  card.prepend(icon({ bad: "circle-alert", ok: "circle-check", info: "info" }[kind]));
  const close = make("button", { class: "tool", type: "button", "aria-label": text("close") }, icon("x"));
  close.addEventListener("click", () => card.remove());
  card.append(close);
  document.getElementById("toasts")?.append(card);
  const away = () => setTimeout(() => {
    if (card.matches(":hover, :focus-within")) away();
    else card.remove();
  }, 8000);
  away();
}
