// What is known for and against what is said of these exercises; and what is kept where.

import { h } from "../dom.js";
import { read } from "../api.js";
import { t } from "../words.js";
import { page } from "./parts.js";

function statements(title, list) {
  return [h("h3", {}, title), h("ul", {}, list.map((one) => h("li", {}, one.says, " ", h("span", { class: "soft" },
    "(", one.link ? h("a", { href: one.link, rel: "noreferrer noopener", target: "_blank" }, one.cite) : one.cite, `; ${one.read})`))))];
}

/** The page of evidence. */
export async function evidence() {
  const told = await read("/api/evidence");
  return page(t("app.evidence"), h("p", {}, h("strong", {}, told.honest)),
    told.claims.map((one) => h("details", {}, h("summary", {}, one.claim), statements(t("app.for"), one.for), statements(t("app.against"), one.against),
      h("h3", {}, t("app.unknown")), h("p", {}, one.unknown), h("h3", {}, t("app.here")), h("p", {}, one.here))),
    h("h2", {}, t("app.measures")), h("ul", {}, told.measures.map((one) => h("li", {}, one))),
    h("h2", {}, t("app.cannot")), h("ul", {}, told.cannot.map((one) => h("li", {}, one))));
}

/** The page of privacy. */
export async function privacy() {
  const { kept } = await read("/api/settings");
  return page(t("app.privacy"), h("p", {}, t("app.privacy pictures")), h("p", {}, t("app.privacy closed")), h("p", {}, t("app.privacy clip")),
    h("dl", {}, h("dt", {}, t("app.privacy profile")), h("dd", {}, h("code", {}, kept.profile)),
      h("dt", {}, t("app.privacy history")), h("dd", {}, h("code", {}, kept.history))),
    h("p", {}, t("app.privacy remove")));
}
