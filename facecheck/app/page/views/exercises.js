// The exercises and routines there are, to choose from.

import { h } from "../dom.js";
import { read } from "../api.js";
import { drawing } from "../drawing.js";
import { language, t } from "../words.js";

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

/** The page of exercises; `begin` starts one. */
export async function exercises(begin) {
  const { routines, exercises: singles } = await read(`/api/exercises?language=${language()}`);
  return h("div", { class: "page" },
    h("h1", { tabindex: -1 }, t("app.exercises")),
    h("p", {}, t("app.promise")),
    h("ul", { class: "cards" }, [...routines, ...singles].map((one) => card(one, begin))));
}
