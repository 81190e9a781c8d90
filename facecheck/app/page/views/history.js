// What was done, and putting right what was counted wrongly.

import { h } from "../dom.js";
import { act, read } from "../api.js";
import { t } from "../words.js";
import { doing, page } from "./parts.js";

function attempt(one, set, last, again) {
  const right = last && !set.clock && doing(t(one.counted ? "app.take back" : "app.count it"), async () => {
    await act("/api/correct", { how: one.counted ? "take back" : "count", n: one.n, exercise: set.exercise });
    again();
  });
  const said = one.by_hand ? t(`kept.${one.by_hand}`, { number: 1 }) : one.reason;
  return h("tr", {}, h("th", { scope: "row" }, one.n), h("td", {}, one.counted ? "✓" : "✕", h("span", { class: "unseen" }, t(one.counted ? "clip.counted" : "clip.not counted"))),
    h("td", {}, `${one.hold_s} s`), h("td", {}, one.score), h("td", {}, [said, ...one.faults].filter(Boolean).join("; ")), h("td", {}, right || ""));
}

function set(one, last, again) {
  const heads = ["app.n", "clip.counted", "clip.held", "clip.score", "clip.why", "app.mend"];
  return h("details", {}, h("summary", {}, `${one.title}: ${t("kept.of", { counted: one.counted, reps: one.reps })}`, one.pain ? ` · ${t("kept.hurt")}` : ""),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": one.title },
      h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, t(head))))),
        h("tbody", {}, one.attempts.map((a) => attempt(a, one, last, again))))),
    last && !one.clock ? h("p", {}, doing(t("app.add one"), async () => {
      await act("/api/correct", { how: "add", exercise: one.exercise });
      again();
    })) : null);
}

/** Open a report in a tab of its own. */
export async function report(what = {}) {
  // The tab is opened at once: later a browser takes it for an advertisement.
  const tab = open("", "_blank");
  try {
    const { view } = await act("/api/report", what);
    if (tab) tab.location = view;
    else location.assign(view);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** The page of the history. */
export async function history(begin, again) {
  const { sessions, more } = await read("/api/history");
  if (!sessions.length) return page(t("app.history"), h("p", {}, t("app.nothing kept")));
  return page(t("app.history"),
    h("p", { class: "actions" }, doing(t("app.report"), () => report(), { id: "report" })),
    h("ol", { class: "sessions" }, sessions.map((one, n) => h("li", {}, h("h2", {}, one.told),
      one.sets.map((each) => set(each, n === 0, again))))),
    more ? h("p", { class: "soft" }, t("app.more kept", { number: more })) : null);
}
