// What is said of oneself, what holds exercises back, and what this browser does.

import { h } from "../dom.js";
import { act, read } from "../api.js";
import { apply, change, settings as own } from "../settings.js";
import { boot, load, t } from "../words.js";
import { doing, field, form, page, tick } from "./parts.js";

const shown = (one) => one.value.replace(/ mm$/, "");

/** The questions about cautions; in the first run with the name as well. */
export function cautions(known, again, { named = false } = {}) {
  const place = h("div", {});
  read("/api/settings").then(({ conditions }) => {
    const name = h("input", { name: "name", maxlength: 80, autocomplete: "name" });
    const boxes = conditions.map((one) => tick(`${one.title}. ${one.why}`, one.on, { "data-key": one.key }));
    const day = h("input", { type: "date", name: "injection" });
    place.replaceChildren(form([
      named && field(t("app.name"), name, t("app.name hint")),
      h("fieldset", {}, h("legend", {}, t("app.conditions")), h("div", { class: "ticks tall" }, boxes)),
      field(t("app.injection"), day, t("app.injection hint")),
    ].filter(Boolean), t("app.keep"), async (element) => {
      if (named && name.value.trim()) await act("/api/settings", { key: "name", value: name.value.trim() });
      const on = [...element.querySelectorAll("input[data-key]:checked")].map((box) => box.dataset.key);
      await act("/api/settings", { key: "conditions", value: on.join(" ") || "none" });
      if (day.value) await act("/api/settings", { key: "injection", value: day.value });
      // What is being written elsewhere in the page is not lost by this.
      if (!named && !day.value) return t("app.kept");
      return again();
    }));
  });
  return place;
}

function browserSettings() {
  const box = (key, label) => tick(t(label), own[key], { on: { change: (event) => change({ [key]: event.target.checked }) } });
  const theme = h("select", { on: { change: (event) => change({ theme: event.target.value }) } },
    ["", "light", "dark"].map((name) => h("option", { value: name, selected: own.theme === name }, t(`app.theme.${name || "system"}`))));
  const tongue = h("select", { on: { change: async (event) => { await load(event.target.value); location.reload(); } } },
    boot().languages.map((name) => h("option", { value: name, lang: name, selected: name === boot().language }, { en: "English", de: "Deutsch" }[name] ?? name)));
  const size = h("input", { type: "range", min: 0.8, max: 1.6, step: 0.1, value: String(own.size), on: { input: (event) => { change({ size: Number(event.target.value) }); apply(); } } });
  const camera = h("select", { on: { change: (event) => change({ camera: event.target.value }) } }, h("option", { value: "" }, t("app.camera.any")));
  navigator.mediaDevices?.enumerateDevices().then((all) => {
    for (const one of all.filter((d) => d.kind === "videoinput" && d.label)) {
      camera.append(h("option", { value: one.deviceId, selected: one.deviceId === own.camera }, one.label));
    }
  });
  return [field(t("app.language"), tongue), field(t("app.theme"), theme), field(t("app.size"), size), field(t("app.which camera"), camera),
    h("div", { class: "ticks" }, box("mirrored", "app.set.mirrored"), box("voice", "app.set.voice"), box("muted", "app.set.muted"), box("explain", "app.set.explain"),
      boot().peaks && box("peaks", "app.set.peaks"))];
}

/** The page of settings. */
export async function settings(begin, again) {
  const told = await read("/api/settings");
  const rows = told.settings.filter((one) => !["conditions", "injection"].includes(one.key)).map((one) => {
    const value = h("input", { value: shown(one), autocomplete: "off", name: one.key });
    return form([field(t(`app.profile.${one.key}`), value, one.says)], t("app.keep"), async () => {
      const now = await act("/api/settings", { key: one.key, value: value.value.trim() || null });
      value.value = shown(now.settings.find((each) => each.key === one.key));
      return t("app.kept");
    });
  });
  const injected = told.settings.find((one) => one.key === "injection").value;
  return page(t("app.settings"),
    h("h2", {}, t("app.in browser")), browserSettings(),
    h("h2", {}, t("app.cautions")),
    injected && h("p", {}, injected, " ", doing(t("app.forget it"), async () => { await act("/api/settings", { key: "injection" }); again(); })),
    cautions(told.conditions, again),
    h("h2", {}, t("app.of you")), h("div", { class: "cards" }, rows),
    h("p", {}, t("app.calibrate.what"), " ", h("button", { type: "button", id: "calibrate", on: { click: () => begin({ names: ["squint", "jaw-open"], calibrate: true }) } }, t("app.calibrate"))),
    h("p", { class: "soft" }, t("app.calibrated", { measures: told.calibrated.join(", ") || "–" })));
}
