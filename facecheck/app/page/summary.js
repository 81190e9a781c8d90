// What a session came to.

import { h } from "./dom.js";
import { held, t } from "./words.js";

function minutes(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function card(row) {
  const facts = [
    row.seconds === null ? t("summary.reps", { counted: row.counted, reps: row.reps })
      : t("summary.time", { counted: minutes(row.seconds), whole: minutes(row.target_s) }),
    row.best_hold_s !== null && t("summary.hold", { seconds: held(row.best_hold_s) }),
    row.score !== null && t("summary.score", { score: row.score }),
  ].filter(Boolean);
  return h("li", { class: "card" }, h("h2", {}, row.title), h("p", { class: "facts" }, facts.join(" · ")),
    row.reasons.length ? h("ul", {}, row.reasons.map((reason) => h("li", {}, t("summary.missed", { reason })))) : null);
}

/** The summary of a session that is over. */
export function summary(told, again, done) {
  const rows = told.rows ?? [];
  return h("div", { class: "summary page" },
    h("h1", { tabindex: -1 }, t("summary.title")),
    told.error && h("p", { class: "problem", role: "alert" }, told.error),
    told.learned?.length ? h("p", { class: "learned" }, t("app.learned", { titles: told.learned.join(", ") })) : null,
    rows.length ? h("ul", { class: "cards" }, rows.map(card))
      : !told.error && !told.learned?.length && h("p", {}, t(told.calibrated ? "calibrate.none" : "summary.nothing")),
    (told.notices ?? []).map((notice) => h("p", { class: "notice" }, notice)),
    h("p", { class: "actions" },
      h("button", { type: "button", class: "main", on: { click: done } }, t("app.done")),
      h("button", { type: "button", on: { click: again } }, t("app.again"))));
}
