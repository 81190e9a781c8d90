// What several pages are made of.

import { h } from "../dom.js";
import { t } from "../words.js";

/** A page with its heading. */
export function page(heading, ...parts) {
  return h("div", { class: "page" }, h("h1", { tabindex: -1 }, heading), ...parts);
}

/** A field with its label. */
export function field(label, input, hint) {
  const id = `f${Math.random().toString(36).slice(2)}`;
  input.id = id;
  const under = hint ? h("span", { class: "hint", id: `${id}h` }, hint) : null;
  if (under) input.setAttribute("aria-describedby", under.id);
  return h("p", { class: "field" }, h("label", { for: id }, label), input, under);
}

/** A box to tick, with its label. */
export function tick(label, checked, attributes = {}) {
  const box = h("input", { type: "checkbox", checked, ...attributes });
  return h("label", { class: "tick" }, box, h("span", {}, label));
}

/** A form whose problems are told below it; `done` is given what was entered, and gives what is told of it. */
export function form(parts, label, done) {
  const kept = h("span", { class: "soft", role: "status" });
  const told = h("p", { class: "problem", role: "alert" });
  const button = h("button", { class: "main" }, label);
  const element = h("form", {
    on: {
      submit: async (event) => {
        event.preventDefault();
        told.textContent = kept.textContent = "";
        button.disabled = true;
        try {
          kept.textContent = (await done(element)) ?? "";
        } catch (error) {
          told.textContent = error.message || t("app.offline");
        }
        button.disabled = false;
      },
    },
  }, ...parts, h("p", { class: "actions" }, button, kept), told);
  return element;
}

/** Hand a file to the user. */
export function save(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A button that does something, and tells what went wrong. */
export function doing(label, act, attributes = {}) {
  const told = h("span", { class: "problem", role: "alert" });
  const button = h("button", {
    type: "button",
    ...attributes,
    on: {
      click: async () => {
        told.textContent = "";
        button.disabled = true;
        try {
          await act();
        } catch (error) {
          told.textContent = ` ${error.message || t("app.offline")}`;
        }
        button.disabled = false;
      },
    },
  }, label);
  return [button, told];
}
