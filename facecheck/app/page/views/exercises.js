// The exercises and routines there are, to choose from.

import { h } from "../dom.js";
import { act, read } from "../api.js";
import { drawing } from "../drawing.js";
import { language, t } from "../words.js";
import { field, form } from "./parts.js";

function card(one, begin) {
  return h("li", { class: "card" },
    one.routine ? null : drawing(one.id, t("app.drawing", { title: one.title })),
    h("div", {},
      h("h2", {}, one.title),
      h("p", {}, one.purpose),
      one.amount && h("p", { class: "soft" }, one.amount),
      one.held && h("p", { class: "held" }, one.held),
      h("button", { type: "button", class: "main", "data-exercise": one.id, disabled: Boolean(one.held),
        on: { click: () => begin({ names: [one.id] }) } }, t("app.start"), h("span", { class: "unseen" }, ` ${one.title}`))));
}

// A file that extends another one; what is left empty stays as it is there.
function own(singles, again) {
  const like = h("select", { name: "extends" }, singles.map((one) => h("option", { value: one.id }, one.title)));
  const input = (name, attributes = {}) => h("input", { name, autocomplete: "off", ...attributes });
  const id = input("id", { required: true, pattern: "[a-z][a-z0-9\\-]*", maxlength: 40 });
  const title = input("title", { required: true, maxlength: 80 });
  const reps = input("reps", { type: "number", min: 1, max: 100 });
  const hold = input("hold", { type: "number", min: 0, max: 600, step: 0.5 });
  const how = h("textarea", { name: "how", rows: 3, maxlength: 400 });
  const number = (box) => (box.value ? Number(box.value) : null);
  return h("details", { class: "own" }, h("summary", {}, t("app.own exercise")), h("p", {}, t("app.own what")),
    form([field(t("app.own like"), like), field(t("app.own id"), id, t("app.own id hint")), field(t("app.own title"), title),
      field(t("app.own reps"), reps), field(t("app.own hold"), hold), field(t("app.own how"), how)], t("app.keep"), async () => {
      await act("/api/exercise", { id: id.value, extends: like.value, title: title.value, instructions: how.value.trim() || null,
        reps: number(reps), hold_s: number(hold) });
      again();
    }));
}

/** The page of exercises; `begin` starts one. */
export async function exercises(begin, again) {
  const { routines, exercises: singles } = await read(`/api/exercises?language=${language()}`);
  return h("div", { class: "page" },
    h("h1", { tabindex: -1 }, t("app.exercises")),
    h("p", {}, t("app.promise")),
    h("ul", { class: "cards" }, [...routines, ...singles].map((one) => card(one, begin))), own(singles, again));
}
