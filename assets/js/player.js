// The lesson player: native <video controls> plus resume, speed, captions,
// picture in picture, keyboard, transcript, and saving the position.
//
//   <div data-player data-save-url="…" data-position-ms="201000"> … <video> …
//
// Saved as JSON: {position_ms, duration_ms, watched: [[from_ms, to_ms], …], event}
// with event = play | progress | pause | seek | rate | ended | leave. `watched`
// are the stretches played since the last save that the server took. A player
// that never started saves nothing, so a look at the page never resets a position.
import { clock, icon, make, text } from "./ui.js";

const SAVE_EVERY_MS = 10_000;
const RESUME_MARGIN_MS = 3_000;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

for (const root of document.querySelectorAll("[data-player]")) start(root);

function start(root) {
  const video = root.querySelector("video");
  const bar = root.querySelector(".player-bar");
  if (!video) return;
  const saved = root.querySelector("[data-player-saved]");
  const ms = () => Math.round(video.currentTime * 1000);
  const durationMs = () => (Number.isFinite(video.duration) ? Math.round(video.duration * 1000) : 0);

  // -- Saving --
  let started = false;
  let stretches = [];
  let open = null;
  let last = 0;
  let left = 0;
  let busy = false;

  function watch() {
    const now = ms();
    if (!video.seeking && open !== null) {
      // A jump (seek, stall) closes the stretch where it was.
      if (now >= open.to && now - open.to < 2_000 * Math.max(1, video.playbackRate)) open.to = now;
      else closeStretch(now);
    } else if (!video.paused && open === null) {
      open = { from: now, to: now };
    }
  }
  function closeStretch(next = null) {
    if (open && open.to - open.from >= 250) stretches.push([open.from, open.to]);
    open = next === null ? null : { from: next, to: next };
  }
  function take() {
    const reopen = open ? open.to : null;
    closeStretch(reopen);
    const taken = stretches;
    stretches = [];
    return taken;
  }

  async function save(event, leaving = false) {
    const url = root.dataset.saveUrl;
    if (!url || !started) return;
    const watched = take();
    const body = JSON.stringify({ position_ms: ms(), duration_ms: durationMs(), watched, event });
    last = Date.now();
    if (leaving) {
      // Hiding and leaving a page come together: once is enough.
      if (watched.length === 0 && Date.now() - left < 1_000) return;
      left = Date.now();
      if (!navigator.sendBeacon(url, new Blob([body], { type: "application/json" }))) stretches = watched.concat(stretches);
      return;
    }
    if (busy) {
      stretches = watched.concat(stretches);
      return;
    }
    busy = true;
    try {
      const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      if (saved) saved.textContent = text("playerSaved", { time: clock(ms()) });
    } catch {
      // Kept, and sent with the next save.
      stretches = watched.concat(stretches);
      if (saved) saved.textContent = text("playerNotSaved");
    } finally {
      busy = false;
    }
  }

  video.addEventListener("playing", () => {
    if (!started) {
      started = true;
      save("play");
    }
    chip?.remove();
    watch();
  });
  video.addEventListener("timeupdate", () => {
    watch();
    if (started && !video.paused && Date.now() - last >= SAVE_EVERY_MS) save("progress");
  });
  video.addEventListener("pause", () => {
    watch();
    closeStretch();
    if (!video.ended) save("pause");
  });
  video.addEventListener("seeking", () => closeStretch());
  video.addEventListener("seeked", () => save("seek"));
  video.addEventListener("ratechange", () => save("rate"));
  video.addEventListener("ended", () => {
    watch();
    closeStretch();
    save("ended");
    root.dispatchEvent(new CustomEvent("weaverse:ended", { bubbles: true }));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save("leave", true);
  });
  addEventListener("pagehide", () => save("leave", true));

  // -- Resume --
  const resumeAt = Number(root.dataset.positionMs || 0);
  let chip = null;
  function resume() {
    const total = durationMs();
    if (resumeAt < RESUME_MARGIN_MS || (total && resumeAt > total - RESUME_MARGIN_MS)) return;
    video.currentTime = resumeAt / 1000;
    const again = make("button", { type: "button" }, text("playerFromStart"));
    again.addEventListener("click", () => {
      video.currentTime = 0;
      video.play();
    });
    chip = make("div", { class: "player-chip", role: "status" }, text("playerResume", { time: clock(resumeAt) }), again);
    root.querySelector(".player-stage").append(chip);
  }
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) resume();
  else video.addEventListener("loadedmetadata", resume, { once: true });

  // -- Tools --
  const seek = (seconds) => { video.currentTime = Math.min(Math.max(0, video.currentTime + seconds), video.duration || 0); };
  const toggle = () => (video.paused ? video.play() : video.pause());
  const fullscreen = () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen?.());
  const tool = (name, key, action) => {
    const button = make("button", { class: "tool", type: "button", title: text(key), "aria-label": text(key) }, icon(name));
    button.addEventListener("click", action);
    bar.append(button);
    return button;
  };

  let storedRate = 1;
  try { storedRate = Number(localStorage.getItem("weaverse:rate")) || 1; } catch { /* private mode */ }
  const speed = make("select", { "aria-label": text("playerSpeed"), title: text("playerSpeed") });
  for (const rate of RATES) speed.append(make("option", { value: rate }, `${rate}×`));
  function setRate(rate) {
    video.defaultPlaybackRate = rate;
    video.playbackRate = rate;
    speed.value = String(rate);
    try { localStorage.setItem("weaverse:rate", String(rate)); } catch { /* private mode */ }
  }
  const stepRate = (by) => setRate(RATES[Math.min(RATES.length - 1, Math.max(0, RATES.indexOf(video.playbackRate) + by))] ?? 1);
  speed.addEventListener("change", () => setRate(Number(speed.value)));

  const tracks = () => [...video.textTracks].filter((track) => track.kind === "captions" || track.kind === "subtitles");
  function showCaptions(on) {
    for (const [index, track] of tracks().entries()) track.mode = on && index === 0 ? "showing" : "hidden";
    captions?.setAttribute("aria-pressed", String(on));
  }
  const captionsOn = () => tracks().some((track) => track.mode === "showing");
  let captions = null;

  if (bar) {
    tool("rewind", "playerBack", () => seek(-10));
    tool("fast-forward", "playerForward", () => seek(10));
    bar.append(speed);
    if (saved) bar.append(saved);
    bar.append(make("span", { class: "spring" }));
    if (tracks().length > 0) captions = tool("captions", "playerCaptions", () => showCaptions(!captionsOn()));
    if (document.pictureInPictureEnabled && !video.disablePictureInPicture) {
      tool("picture-in-picture-2", "playerPip", () => (
        document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture().catch(() => {})
      ));
    }
    bar.append(help());
    bar.hidden = false;
  }
  setRate(RATES.includes(storedRate) ? storedRate : 1);
  showCaptions(tracks().some((track) => track.mode !== "disabled"));
  video.textTracks.addEventListener?.("change", () => captions?.setAttribute("aria-pressed", String(captionsOn())));

  function help() {
    const list = make("dl", { class: "shortcuts" });
    for (const [keys, key] of [["Space / K", "playerKeyPlay"], ["← →", "playerKeySeek"], ["F", "playerKeyFull"], ["C", "playerCaptions"], ["< >", "playerSpeed"]]) {
      list.append(make("dt", {}, make("kbd", {}, keys)), make("dd", {}, text(key)));
    }
    const menu = make("details", { class: "menu" },
      make("summary", { class: "tool", title: text("playerKeys"), "aria-label": text("playerKeys") }, icon("keyboard")),
      make("div", { class: "menu-list" }, list));
    return menu;
  }

  // -- Keyboard: when the player has the focus, or nothing else wants the key --
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.closest("input, textarea, select, [contenteditable], .cm-editor, dialog")) return;
    const idle = at === document.body || at.id === "main" || root.contains(at);
    if (!idle) return;
    const onControl = at.closest("button, a, summary");
    const keys = {
      " ": onControl ? null : toggle, k: toggle,
      ArrowLeft: () => seek(-5), ArrowRight: () => seek(5), j: () => seek(-10), l: () => seek(10),
      f: fullscreen, c: () => showCaptions(!captionsOn()),
      ">": () => stepRate(1), "<": () => stepRate(-1), m: () => { video.muted = !video.muted; },
    };
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }, true);

  transcript(video, tracks);
}

// The captions as a list: the line that is spoken is marked; a click seeks.
function transcript(video, tracks) {
  const panel = document.querySelector("[data-transcript]");
  const list = panel?.querySelector(".transcript");
  const track = tracks()[0];
  if (!panel || !list || !track) return;
  if (track.mode === "disabled") track.mode = "hidden";
  const buttons = new Map();

  function fill() {
    if (!track.cues || track.cues.length === 0 || buttons.size > 0) return;
    for (const cue of track.cues) {
      const words = cue.getCueAsHTML ? cue.getCueAsHTML().textContent : cue.text;
      const button = make("button", { class: "cue", type: "button" },
        make("time", {}, clock(cue.startTime * 1000)), make("span", {}, words.replace(/\s+/g, " ")));
      button.addEventListener("click", () => {
        video.currentTime = cue.startTime + 0.01;
        video.play().catch(() => {});
      });
      buttons.set(cue, button);
      list.append(make("li", {}, button));
    }
    panel.hidden = false;
    mark();
  }
  function mark() {
    const active = track.activeCues?.[0];
    for (const [cue, button] of buttons) {
      if (cue !== active) {
        button.removeAttribute("aria-current");
        continue;
      }
      button.setAttribute("aria-current", "true");
      if (!list.matches(":hover, :focus-within")) {
        list.scrollTop = button.offsetTop - list.offsetTop - list.clientHeight / 2 + button.clientHeight / 2;
      }
    }
  }
  track.addEventListener("cuechange", () => { fill(); mark(); });
  const element = [...video.querySelectorAll("track")].find((candidate) => candidate.track === track);
  element?.addEventListener("load", fill);
  fill();
}
