// A clip that is dropped on the page: scored, with each attempt and its reason.

import { h, s } from "../dom.js";
import { drop as letGo, file, key, read } from "../api.js";
import { held, language, t } from "../words.js";
import { report } from "./history.js";
import { doing, field, page, save } from "./parts.js";

const LOOK_MS = 400;

// A clip at the server, from its upload until the page is left: what nobody looks at any more is
// neither scored on nor kept, and does not stand in the way of the next.
function visit() {
  const upload = new AbortController();
  const one = { id: null, over: false, signal: upload.signal, end };
  function end() {
    if (one.over) return;
    one.over = true;
    removeEventListener("hashchange", end);
    removeEventListener("pagehide", end);
    upload.abort();
    if (one.id) letGo(`/api/clips/${one.id}`);
  }
  addEventListener("hashchange", end);
  addEventListener("pagehide", end);
  return one;
}

async function upload(video, exercise, signal) {
  const query = new URLSearchParams({ exercise, name: video.name, language: language() });
  const answer = await fetch(`/api/clips?${query}`, { method: "POST", headers: { "x-facecheck-key": key() }, body: video, signal });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? t("app.offline"));
  return told.clip;
}

// What it came to; null where the page was left before.
async function scored(one, progress) {
  for (;;) {
    const told = one.over ? null : await read(`/api/clips/${one.id}`);
    if (told === null || told.state === "done") return told;
    if (told.state !== "scoring") throw new Error(told.error ?? t("app.clip gone"));
    progress(told.time_s);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function curve(told, seek) {
  const whole = told.result.duration_s || 1;
  const x = (time) => (1000 * time) / whole;
  const y = (level) => 100 - 80 * Math.min(Math.max(level, 0), 1.15);
  const pieces = [];
  let piece = "";
  for (const [time, level] of told.curve) {
    if (level === null) {
      if (piece) pieces.push(piece);
      piece = "";
    } else piece += `${piece ? "L" : "M"}${x(time).toFixed(1)} ${y(level).toFixed(1)}`;
  }
  if (piece) pieces.push(piece);
  const now = s("line", { class: "now", x1: 0, x2: 0, y1: 0, y2: 110 });
  const svg = s("svg", { viewBox: "0 0 1000 110", preserveAspectRatio: "none", class: "curve", role: "img", "aria-label": t("app.curve"),
    on: { click: (event) => { const box = svg.getBoundingClientRect(); seek(((event.clientX - box.left) / box.width) * whole); } } },
    told.result.attempts.map((a) => s("rect", { class: a.counted ? "counted" : "missed", x: x(a.start_s), width: Math.max(2, x(a.end_s - a.start_s)), y: 0, height: 110 })),
    s("line", { class: "enter", x1: 0, x2: 1000, y1: y(told.levels.enter), y2: y(told.levels.enter) }),
    pieces.map((d) => s("path", { d })), now);
  return { svg, at: (time) => { now.setAttribute("x1", x(time)); now.setAttribute("x2", x(time)); } };
}

function results(told, one, video, again) {
  const { result } = told;
  const clip = one.id;
  const offset = result.starts_s ?? 0;
  const film = h("video", { controls: true, playsinline: true, src: URL.createObjectURL(video), "aria-label": video.name });
  const seek = (time) => {
    film.currentTime = Math.max(0, time + offset);
    film.focus();
  };
  const jump = (time, text) => h("button", { type: "button", class: "jump", "data-at": time, on: { click: () => seek(time) } }, text);
  const drawn = told.curve ? curve(told, seek) : null;
  if (drawn) film.addEventListener("timeupdate", () => drawn.at(film.currentTime - offset));
  return page(`${told.title}: ${t("clip.of", { counted: result.counted, reps: result.target.reps })}`,
    h("p", { class: "facts" }, `${t(result.complete ? "clip.complete" : "clip.incomplete")} · ${t("summary.score", { score: result.score })} · `,
      t("clip.judged", { judged: result.judged_s.toFixed(1), duration: result.duration_s.toFixed(1) })),
    film, drawn?.svg,
    h("ol", { class: "attempts" }, result.attempts.map((a) => h("li", { class: a.counted ? "counted" : "missed" },
      jump(a.start_s, `${a.start_s.toFixed(1)} s`), " ", h("strong", {}, t(a.counted ? "clip.counted" : "clip.not counted")), ` · ${held(a.hold_s)} s · ${t("summary.score", { score: a.score })}`,
      a.reason && h("p", {}, a.reason),
      a.faults.length ? h("ul", {}, a.faults.map((f) => h("li", {}, jump(f.start_s, `${f.start_s.toFixed(1)} s`), ` ${f.name}. ${f.cue}`))) : null))),
    result.warnings.map((warning) => h("p", { class: "notice" }, warning)),
    h("p", { class: "actions" },
      doing(t("app.annotated"), async () => save(await file(`/api/clips/${clip}/annotated`), `${video.name.replace(/\.\w+$/, "")}-facecheck.mp4`), { id: "annotated" }),
      doing(t("app.report"), () => report({ clip }), { id: "report" }),
      doing(t("app.another clip"), () => { one.end(); again(); })));
}

/** The page of a clip. */
export async function clip(begin, again) {
  const { exercises } = await read(`/api/exercises?language=${language()}`);
  const which = h("select", { name: "exercise" }, exercises.map((one) => h("option", { value: one.id, selected: one.id === "jaw-open" }, one.title)));
  const choose = h("input", { type: "file", accept: "video/*,.mkv,.avi", on: { change: () => choose.files[0] && take(choose.files[0]) } });
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("app.scoring") });
  const told = h("p", { role: "status" });
  const problem = h("p", { class: "problem", role: "alert" });
  let one = null;
  const stop = h("p", { class: "actions" }, doing(t("app.stop"), () => { one.end(); again(); }, { id: "stop" }));
  const drop = h("div", { class: "drop" }, h("p", {}, t("app.drop")), field(t("app.choose file"), choose));
  const whole = page(t("app.clip"), h("p", {}, t("app.clip what")), field(t("app.which exercise"), which), drop, problem);
  async function take(video) {
    problem.textContent = "";
    drop.hidden = true;
    told.textContent = t("app.uploading");
    bar.value = 0;
    whole.append(bar, told, stop);
    one = visit();
    const mine = one;
    try {
      mine.id = await upload(video, which.value, mine.signal);
      const probe = h("video", { src: URL.createObjectURL(video) });
      const done = await scored(mine, (time) => {
        if (Number.isFinite(probe.duration)) bar.value = Math.min(1, time / probe.duration);
        told.textContent = `${t("app.scoring")}: ${time.toFixed(0)} s`;
      });
      URL.revokeObjectURL(probe.src);
      if (mine.over) return;
      whole.replaceWith(results(done, mine, video, again));
      document.querySelector("h1")?.focus();
    } catch (error) {
      if (mine.over) return;
      mine.end();
      problem.textContent = error.message;
      for (const part of [bar, told, stop]) part.remove();
      drop.hidden = false;
    }
  }
  whole.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  whole.addEventListener("dragleave", () => drop.classList.remove("over"));
  whole.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (!drop.hidden && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
  return whole;
}
