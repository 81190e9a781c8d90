// The plan: which exercises on which days, and its calendar.

import { h } from "../dom.js";
import { act, file, read } from "../api.js";
import { language, t } from "../words.js";
import { doing, field, form, page, save, tick } from "./parts.js";

/** The page of the plan. */
export async function plan(begin, again) {
  const [{ plan: now, weekdays, reminders }, { routines, exercises }] = await Promise.all([
    read("/api/plan"), read(`/api/exercises?language=${language()}`)]);
  const chosen = now?.exercises ?? ["circuit"];
  const start = h("input", { type: "date", name: "start", required: true, value: now?.start ?? new Date().toLocaleDateString("sv") });
  const weeks = h("input", { type: "number", name: "weeks", required: true, min: 1, max: 104, value: String(now?.weeks ?? 12), inputmode: "numeric" });
  const days = weekdays.map((name, n) => tick(name, (now?.days ?? [0, 1, 2, 3, 4, 5, 6]).includes(n), { name: "day", value: n }));
  const there = [...routines, ...exercises];
  // What was planned and is there no more can be seen, and taken out.
  const gone = now ? chosen.filter((id) => there.every((one) => one.id !== id)).map((id) => ({ id, title: id })) : [];
  const what = [...there, ...gone].map((one) => tick(one.title, chosen.includes(one.id), { name: "what", "data-id": one.id }));
  const times = h("input", { name: "reminders", value: reminders.join(" "), placeholder: "08:00 19:30", autocomplete: "off" });
  const change = form([
    field(t("app.plan start"), start), field(t("app.plan weeks"), weeks),
    h("fieldset", {}, h("legend", {}, t("app.plan days")), h("div", { class: "ticks" }, days)),
    h("fieldset", {}, h("legend", {}, t("app.plan what")), h("div", { class: "ticks" }, what)),
    field(t("app.plan times"), times, t("app.plan times hint")),
  ], t("app.keep"), async (element) => {
    const on = (name) => [...element.querySelectorAll(`input[name="${name}"]:checked`)];
    await act("/api/plan", {
      start: start.value, weeks: Number(weeks.value), days: on("day").map((box) => days.findIndex((d) => d.contains(box))),
      exercises: on("what").map((box) => box.dataset.id),
    });
    if (times.value.trim() !== reminders.join(" ")) {
      await act("/api/settings", { key: "reminders", value: times.value.trim() || null });
    }
    again();
  });
  return page(t("app.plan"),
    now ? [h("p", { id: "planned" }, t("app.planned", { told: now.told, number: now.number })),
      now.by && h("p", {}, t("app.prescribed", { by: now.by })), now.note && h("p", {}, now.note),
      h("p", { class: "actions" }, doing(t("app.calendar"), async () => save(await file("/api/calendar"), "facecheck.ics"), { id: "calendar" }))]
      : h("p", {}, t("app.no plan")),
    h("h2", {}, t(now ? "app.change plan" : "app.make plan")), change);
}
