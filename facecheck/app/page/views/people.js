// Who practises on this machine.

import { h } from "../dom.js";
import { act, read } from "../api.js";
import { t } from "../words.js";
import { doing, field, form, page } from "./parts.js";

/** The page of people. */
export async function people(begin, again) {
  const { people: everybody } = await read("/api/people");
  const name = h("input", { name: "name", required: true, maxlength: 80, autocomplete: "off" });
  return page(t("app.people"), h("p", {}, t("app.people what")),
    h("ul", { class: "cards" }, everybody.map((one) => h("li", { class: "card" }, h("h2", {}, one.name, one.own ? ` (${t("app.own")})` : ""),
      one.chosen ? h("p", {}, t("app.chosen")) : h("p", {}, doing(t("app.choose person"), async () => {
        await act("/api/person", { name: one.name });
        again();
      }), h("span", { class: "unseen" }, ` ${one.name}`))))),
    h("h2", {}, t("app.new person")),
    form([field(t("app.name"), name)], t("app.add person"), async () => {
      await act("/api/people", { name: name.value.trim() });
      again();
    }));
}
