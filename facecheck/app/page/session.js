// A session before the camera: what the engine says, drawn over the picture.

import { h, s, show, write } from "./dom.js";
import { act } from "./api.js";
import { Camera, reason } from "./camera.js";
import { drawing } from "./drawing.js";
import { Eyes } from "./eyes.js";
import { Line } from "./line.js";
import { marks, Strip } from "./overlay.js";
import { change, settings } from "./settings.js";
import { hush, speak } from "./speech.js";
import { play, wake } from "./sounds.js";
import { summary } from "./summary.js";
import { boot, language, t } from "./words.js";

const RING = 2 * Math.PI * 42;
const MARKS = { check: "✓", cross: "✕", warning: "!" };

function ring() {
  const filled = s("circle", { class: "filled", cx: 50, cy: 50, r: 42, "stroke-dasharray": RING, "stroke-dashoffset": RING });
  const number = s("text", { class: "number", x: 50, y: 50 });
  const below = s("text", { class: "below", x: 50, y: 70 });
  const svg = s("svg", { viewBox: "0 0 100 100", class: "ring", "aria-hidden": "true" },
    s("circle", { class: "disc", cx: 50, cy: 50, r: 48 }),
    s("circle", { class: "track", cx: 50, cy: 50, r: 42 }), filled, number, below);
  return {
    svg,
    set(reading) {
      filled.setAttribute("stroke-dashoffset", RING * (1 - Math.min(1, Math.max(0, reading.share))));
      svg.classList.toggle("full", reading.share >= 1);
      write(number, reading.number);
      write(below, reading.below);
    },
  };
}

export class SessionView {
  /** A session of what `begin` names; `leave()` is called when the user is through with it. */
  constructor(begin, leave) {
    this.begin = begin;
    this.leave = leave;
    this.asked = false;
    this.over = null;
    this.scene = null;
    this.drawnFor = "";
    this.said = document.getElementById("said");
    this.#build();
  }

  /** Begin: called when something was pressed, for only then a page may sound. */
  async start() {
    wake();
    document.addEventListener("keydown", (this.onKey = (event) => this.#key(event)));
    document.addEventListener("visibilitychange", (this.onSeen = () => this.#stayAwake()));
    this.said.setAttribute("aria-live", settings.voice && !settings.muted ? "off" : "polite");
    this.line = new Line((m) => this.#heard(m), (open, hello) => this.#lineChanged(open, hello));
    const stays = boot().landmarks === "page";
    if (stays) this.eyes = new Eyes(true);
    const send = stays ? (_, message) => this.line.seen(message) : (at, blob) => this.line.picture(at, blob);
    this.camera = new Camera(this.video, send, this.eyes);
    this.camera.ready = () => this.line.open && this.asked && !this.over;
    this.#stayAwake();
    try {
      await this.eyes?.ready;
    } catch (error) {
      this.#problem(t("app.models failed", { problem: error.message }));
      return;
    }
    try {
      await this.camera.open(settings.camera);
    } catch (error) {
      this.#problem(t(reason(error)));
    }
  }

  /** End it and let the camera go. */
  close() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("visibilitychange", this.onSeen);
    if (!this.over) this.line?.say({ do: "leave" });
    this.line?.close();
    this.camera?.close();
    this.eyes?.close();
    this.awake?.release().catch(() => {});
    hush();
    if (document.fullscreenElement) document.exitFullscreen();
  }

  #build() {
    this.video = h("video", { muted: true, playsinline: true, "aria-label": t("app.camera"), tabindex: -1 });
    this.video.muted = true;
    this.canvas = h("canvas", { class: "marks", "aria-hidden": "true" });
    this.ring = ring();
    this.dots = h("div", { class: "dots" });
    this.side = h("div", { class: "ring-side" }, this.ring.svg, this.dots);
    this.title = h("h1", { class: "title" });
    this.view = h("span", { class: "view" });
    this.banner = h("p", { class: "banner", hidden: true });
    this.phase = h("span", { class: "phase" });
    this.fault = h("span", { class: "fault" });
    this.cue = h("p", { class: "cue" });
    this.stripCanvas = h("canvas", { class: "strip", "aria-hidden": "true" });
    this.strip = new Strip(this.stripCanvas);
    this.extra = h("div", { class: "extra" });
    this.screen = h("div", { class: "screen", hidden: true });
    this.oval = s("svg", { class: "oval", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" },
      s("ellipse", { cx: 50, cy: 50, rx: 22, ry: 38, "vector-effect": "non-scaling-stroke" }));
    this.picture = h("div", { class: "picture" }, h("div", { class: "mirror" }, this.video, this.canvas, this.oval),
      h("div", { class: "head" }, this.title, this.view), this.banner, this.extra, this.side, this.screen);
    this.foot = h("div", { class: "foot" }, h("div", { class: "told" }, h("p", { class: "where" }, this.phase, this.fault), this.cue), this.stripCanvas);
    this.buttons = this.#controls();
    this.element = h("section", { class: "session", "aria-label": t("app.session") }, this.picture, this.foot, this.buttons);
    this.#mirror();
    this.#starting([{ name: t("start.camera"), ready: false }, { name: t("start.models"), ready: false }]);
  }

  #controls() {
    const button = (key, name, label, extra = {}) =>
      h("button", { type: "button", "data-key": key, ...extra, on: { click: () => this.press(key) } },
        h("span", {}, t(label)), h("kbd", { "aria-hidden": "true" }, name));
    return h("div", { class: "controls", role: "toolbar", "aria-label": t("app.controls") },
      button("p", "P", "app.pause"),
      button("x", "X", "app.pain", { class: "pain" }),
      button("n", "N", "app.skip"),
      button("c", "C", "app.calibrate", { hidden: true }),
      button("u", "U", "app.undo"),
      button("a", "A", "app.add"),
      button("r", "R", "app.restart"),
      button("m", "M", "app.mute"),
      button("f", "F", "app.mirror"),
      button("w", "W", "app.whole"),
      button("h", "H", "app.keys"),
      button("q", "Q", "app.end"));
  }

  /** End it as the button does; leave it where it has ended. */
  end() {
    this.press("q");
  }

  /** Do what a key asks for. */
  press(key) {
    if (key === "w") this.#whole();
    else if (key === "f") {
      change({ mirrored: !settings.mirrored });
      this.#mirror();
    } else if (key === "h" || key === "?") this.#keys();
    else if (key === "+" || key === "=") change({ size: Math.min(1.6, settings.size + 0.2) });
    else if (key === "-") change({ size: Math.max(0.8, settings.size - 0.2) });
    else if (this.over) this.leave();
    // What cannot be told that it is over is left as it is.
    else if (key === "q" && !(this.asked && this.line?.open)) this.leave();
    else {
      if (key === "m") {
        change({ muted: !settings.muted });
        if (settings.muted) hush();
      }
      this.line.say({ do: "key", key });
    }
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || this.over) return;
    if (document.querySelector("dialog[open]")) return;
    const on = event.target;
    if (on.matches?.("input, select, textarea")) return;
    if ((event.key === " " || event.key === "Enter") && on.closest?.("button, a, summary")) return;
    const key = event.key === "Escape" ? (document.fullscreenElement ? "" : "q") : event.key.toLowerCase();
    if (key.length !== 1 || !"hpxrnbuacmfw+=-q?0123456789 ".includes(key)) return;
    event.preventDefault();
    wake();
    this.press(key);
  }

  #keys() {
    const rows = boot().keys.map(([key, what]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, what)));
    const dialog = h("dialog", { class: "keys", "aria-label": t("help.title"), on: { close: () => dialog.remove() } },
      h("h2", {}, t("help.title")), h("table", {}, h("tbody", {}, rows)),
      h("form", { method: "dialog" }, h("button", { autofocus: true }, t("app.close"))));
    this.element.append(dialog);
    dialog.showModal();
  }

  #whole() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.element.requestFullscreen?.().catch(() => {});
  }

  #mirror() {
    this.picture.classList.toggle("mirrored", settings.mirrored);
  }

  async #stayAwake() {
    if (document.visibilityState !== "visible" || !navigator.wakeLock) return;
    this.awake = await navigator.wakeLock.request("screen").catch(() => undefined);
  }

  #lineChanged(open, hello) {
    this.camera?.afresh();
    this.element.classList.toggle("offline", !open);
    if (!open) {
      this.#problem(t("app.offline"));
      return;
    }
    this.#problem("");
    if (!this.asked || !(hello.running || hello.over || this.over)) {
      this.asked = true;
      const { muted, voice, explain } = settings;
      // What was ticked when there was a folder for it is not asked for where there is none.
      const peaks = boot().peaks && settings.peaks;
      this.line.say({ do: "begin", begin: { explain, voice, muted, peaks, language: language(), ...this.begin } });
    }
  }

  #problem(text) {
    this.problem = text;
    write(this.banner, text);
    this.banner.dataset.ground = "warning";
    show(this.banner, Boolean(text));
    if (text) write(this.said, text);
  }

  #heard(message) {
    if (message.say === "got") this.camera.arrived();
    else if (message.say === "sounds") play(message.sounds);
    else if (message.say === "speech") speak(message.text);
    else if (message.say === "scene") this.#next(message);
    else if (message.say === "taken") this.#ended({ error: t("app.taken") });
    else if (message.say === "over") this.#ended(message);
  }

  #next(scene) {
    const due = this.scene;
    this.scene = scene;
    if (!due) requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const scene = this.scene;
    this.scene = null;
    if (!scene || this.over) return;
    this.element.dataset.screen = scene.screen;
    const judged = scene.screen === "exercise";
    const learning = scene.screen === "calibrating";
    show(this.side, judged || learning);
    show(this.dots, judged);
    show(this.stripCanvas, judged);
    show(this.oval, scene.screen === "placing");
    show(this.screen, !judged && !learning && scene.screen !== "placing");
    show(this.buttons.querySelector('[data-key="c"]'), Boolean(scene.offer));
    if (scene.title) write(this.title, scene.title);
    const muted = this.buttons.querySelector('[data-key="m"]');
    muted.setAttribute("aria-pressed", String(Boolean(scene.muted)));
    if (judged) this.#exercise(scene);
    else this.#other(scene);
    this.#banner(scene);
    if (scene.captured) {
      const drawn = performance.timeOrigin + performance.now();
      document.dispatchEvent(new CustomEvent("drawn", { detail: { captured: scene.captured * 1000, drawn, scene } }));
    }
  }

  #exercise(scene) {
    this.#fit();
    marks(this.canvas, scene.marks ?? []);
    this.ring.set(scene.ring);
    this.#dots(scene);
    write(this.view, scene.view);
    this.view.dataset.good = scene.good;
    write(this.phase, scene.phase);
    this.phase.dataset.ground = scene.ground;
    write(this.fault, scene.fault ? `⚠ ${scene.fault}` : "");
    write(this.cue, scene.cue);
    this.strip.add(scene.time, scene.level);
    this.strip.draw(scene.enter);
    this.#extra(scene);
    this.#tell(`${scene.phase}. ${scene.cue}`);
  }

  #dots(scene) {
    const state = `${scene.counted}/${scene.reps}`;
    if (this.dots.dataset.state === state) return;
    this.dots.dataset.state = state;
    this.dots.setAttribute("role", "img");
    this.dots.setAttribute("aria-label", scene.dots);
    const many = scene.reps > 8;
    this.dots.replaceChildren(...(many ? [scene.dots]
      : [...Array(scene.reps).keys()].map((n) => h("span", { class: n < scene.counted ? "dot on" : "dot" }))));
  }

  #extra(scene) {
    const bars = scene.sides?.bars ?? [];
    const state = JSON.stringify([scene.area, scene.total, scene.sides]);
    if (this.extra.dataset.state === state) return;
    this.extra.dataset.state = state;
    this.extra.replaceChildren(...[
      scene.area && h("p", { class: "area" }, scene.area),
      scene.total && h("p", { class: "total" }, scene.total),
      ...bars.map((bar) => h("p", { class: bar.affected ? "bar affected" : "bar" }, h("span", {}, bar.name),
        h("meter", { min: 0, max: 1, value: Math.max(0, bar.level), "aria-label": bar.name }))),
      scene.sides && h("p", { class: "symmetry" }, scene.sides.symmetry),
    ].filter(Boolean));
    show(this.extra, this.extra.childNodes.length > 0);
  }

  #other(scene) {
    if (scene.screen === "starting") {
      if (scene.parts) this.#starting(scene.parts);
      return;
    }
    this.#fit();
    marks(this.canvas, []);
    write(this.fault, "");
    write(this.phase, scene.phase ?? t({ paused: "pause.title", hurt: "hurt.title" }[scene.screen]));
    this.phase.dataset.ground = scene.screen === "hurt" ? "stop" : "ready";
    write(this.cue, scene.screen === "paused" ? scene.how : scene.cue);
    if (scene.screen === "placing") this.#placing(scene);
    else if (scene.screen === "calibrating") this.#calibrating(scene);
    else this.#wholeScreen(scene);
  }

  #placing(scene) {
    this.oval.style.setProperty("--share", scene.share);
    this.oval.classList.toggle("well", scene.checks.every((check) => check.ok));
    this.#checks(scene.checks);
    this.#tell(scene.cue);
  }

  #calibrating(scene) {
    this.ring.set(scene.ring);
    this.drawnFor = "";
    this.#checks(scene.checks);
    this.#tell(scene.cue);
  }

  // What is well, what is not, and what is not known yet.
  #checks(checks) {
    write(this.view, "");
    const state = JSON.stringify(checks);
    if (this.extra.dataset.state !== state) {
      this.extra.dataset.state = state;
      this.extra.replaceChildren(h("ul", { class: "checks" }, checks.map(({ name, ok }) =>
        h("li", { class: ok === null ? "" : ok ? "ok" : "not" }, h("span", { "aria-hidden": "true" }, ok === null ? "○ " : ok ? "✓ " : "! "), name))));
    }
    show(this.extra, true);
  }

  #wholeScreen(scene) {
    show(this.extra, false);
    this.extra.dataset.state = "";
    const state = `${scene.screen} ${scene.exercise}`;
    if (this.drawnFor !== state) {
      this.drawnFor = state;
      this.left = h("p", { class: "left", "aria-hidden": "true" });
      const parts = {
        rest: () => [h("h2", {}, scene.next), h("div", { class: "pair" }, this.left, drawing(scene.exercise, scene.title)),
          scene.heard && h("p", {}, scene.heard), h("p", { class: "how" }, scene.ready)],
        paused: () => [h("h2", {}, t("pause.title")), h("p", { class: "how" }, scene.how)],
        hurt: () => [h("h2", {}, t("hurt.title")), h("p", {}, scene.cue), h("p", { class: "how" }, scene.how)],
      };
      this.screen.replaceChildren(...(parts[scene.screen]?.() ?? []).filter(Boolean));
      this.#tell(this.screen.textContent);
    }
    if (scene.screen === "rest") write(this.left, String(Math.ceil(scene.left)));
  }

  #starting(parts) {
    show(this.screen, true);
    this.drawnFor = "starting";
    this.screen.replaceChildren(h("h2", {}, t("start.title")), h("ul", { class: "checks" }, parts.map((part) =>
      h("li", { class: part.ready ? "ok" : "not" }, `${part.name}: ${t(part.ready ? "start.ready" : "start.waiting")}`))));
  }

  #banner(scene) {
    if (this.problem) return;
    const banner = scene.banner ?? (scene.notice ? { text: scene.notice, mark: "warning", ground: "warning" } : null);
    if (banner) {
      write(this.banner, `${MARKS[banner.mark]} ${banner.text}`);
      this.banner.dataset.ground = banner.ground;
      this.#tell(banner.text);
    }
    show(this.banner, Boolean(banner));
  }

  // A screen reader is told what changed, no oftener than it can say it.
  #tell(text) {
    const now = performance.now();
    if (text === this.lastTold || now - (this.toldAt ?? -1e9) < 1500) return;
    this.lastTold = text;
    this.toldAt = now;
    write(this.said, text);
  }

  #fit() {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth) this.picture.style.setProperty("--ratio", String(videoWidth / videoHeight));
  }

  #ended(told) {
    if (this.over) return;
    this.over = told;
    this.camera.close();
    this.eyes?.close();
    this.line.close();
    hush();
    if (document.fullscreenElement) document.exitFullscreen();
    write(this.said, "");
    this.said.setAttribute("aria-live", "polite");
    const again = () => {
      this.close();
      this.leave(this.begin);
    };
    this.element.replaceChildren(summary(told, again, () => this.leave(), act));
    this.element.dataset.screen = "summary";
    this.element.querySelector("h1").focus();
  }
}
