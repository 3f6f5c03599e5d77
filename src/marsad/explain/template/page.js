/* The page of `marsad explain --html`: reports, their events, and what stands behind each field.

   Everything that comes from a report reaches the page as text (`textContent`), never as markup. */

const STAGES = ["trigger", "time", "place", "actor", "loss", "source", "status"];
/** Marks, from the lowest to the topmost: the sentence of the chosen event, what it does not stand on, stages, the chosen words. */
const LAYERS = ["sentence", "rest", "status", "source", "loss", "actor", "place", "time", "trigger", "chosen"];
const THEMES = ["auto", "light", "dark"];

const find = (selector) => document.querySelector(selector);
const { labels, reports } = JSON.parse(find("#index-data").textContent);

const state = {
  language: remembered("language", (navigator.language || "en").startsWith("ar") ? "ar" : "en", Object.keys(labels)),
  theme: remembered("theme", "auto", THEMES),
  hidden: new Set(), // stages switched off
  number: -1, // the report shown
  report: null,
  text: null, // ReportText
  event: null, // the chosen event
  passages: [], // marked passages in the order of the text: {s, e}
  passage: -1, // the one that the keyboard is at
};
const painter = globalThis.CSS?.highlights && globalThis.Highlight ? new HighlightPainter(LAYERS) : new BoxPainter(LAYERS, find("#text"));

// --- small helpers

function remembered(name, otherwise, allowed) {
  try {
    const value = localStorage.getItem(`marsad-explain-${name}`);
    return allowed.includes(value) ? value : otherwise;
  } catch {
    return otherwise; // a browser that stores nothing
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`marsad-explain-${name}`, value);
  } catch {
    // then it is forgotten
  }
}

const label = (key) => labels[state.language][key] ?? key;

/** An element with attributes and children; strings become text. `on...` are listeners, `data...` of objects go to `dataset`. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Words of a report or of a registry, kept from turning the writing around them. */
const words = (text, attributes = {}) => make("bdi", attributes, text);

const clipped = (text, most = 70) => (text.length > most ? `${text.slice(0, most)}…` : text);
const quote = (span) => clipped(state.report.text.slice(span.s, span.e).replaceAll(/\s+/gu, " "));
const both = (value) => value[state.language].map((line) => label(`value_${line}`) === `value_${line}` ? line : label(`value_${line}`));
const listed = (lines) => lines.join(state.language === "ar" ? "، " : ", ");
const fieldLabel = (name) => label(`field_${name}`) === `field_${name}` ? name : label(`field_${name}`);

// --- marks

/** The passages that show now, by stage: of the chosen event, or of the whole report. */
function passagesByStage(event) {
  const found = Object.fromEntries(STAGES.map((stage) => [stage, []]));
  if (event === null) for (const mention of state.report.mentions) found[mention.stage].push(mention);
  for (const one of event === null ? state.report.events : [event]) {
    for (const [s, e] of one.triggers) found.trigger.push({ s, e });
    for (const field of one.fields) {
      for (const reason of field.reasons) if (reason.s !== undefined && showsStatus(field, reason, one)) found[field.stage].push(reason);
    }
  }
  return found;
}

/** Every event has reasons of status; only those that make it another than "occurred" are marks of their own. */
const showsStatus = (field, _reason, event) => field.stage !== "status" || (field.name === "status" && event.status !== "occurred");

const ranges = (spans) => {
  const unique = new Map(spans.map((span) => [`${span.s}:${span.e}`, span]));
  return [...unique.values()].flatMap((span) => state.text.ranges(span.s, span.e));
};

function paint(chosen = []) {
  const all = passagesByStage(null);
  const shown = state.event === null ? all : passagesByStage(state.event);
  for (const stage of STAGES) painter.paint(stage, state.hidden.has(stage) ? [] : ranges(shown[stage]));
  const rest = state.event === null ? [] : STAGES.filter((stage) => !state.hidden.has(stage)).flatMap((stage) => all[stage]);
  const served = new Set(STAGES.flatMap((stage) => shown[stage]).map((span) => `${span.s}:${span.e}`));
  painter.paint("rest", ranges(rest.filter((span) => !served.has(`${span.s}:${span.e}`))));
  painter.paint("sentence", state.event === null ? [] : state.text.ranges(...state.event.sentence));
  painter.paint("chosen", ranges(chosen));
  const seen = new Map(STAGES.filter((stage) => !state.hidden.has(stage)).flatMap((stage) => shown[stage]).map((span) => [`${span.s}:${span.e}`, span]));
  state.passages = [...seen.values()].sort((a, b) => a.s - b.s || b.e - a.e);
  state.passage = -1;
}

function drawLegend() {
  const found = passagesByStage(null);
  find(".legend").replaceChildren(
    ...STAGES.map((stage) => {
      const count = new Set(found[stage].map((span) => `${span.s}:${span.e}`)).size;
      const toggle = () => {
        state.hidden.has(stage) ? state.hidden.delete(stage) : state.hidden.add(stage);
        button.setAttribute("aria-pressed", String(!state.hidden.has(stage)));
        paint();
      };
      const swatch = make("span", { class: `swatch ${stage}`, "aria-hidden": "true" }, "ﻫ");
      const shown = { type: "button", class: "stage", "aria-pressed": String(!state.hidden.has(stage)), onclick: toggle, "data-stage": stage };
      const button = make("button", shown, swatch, `${label(`stage_${stage}`)} `, make("span", { class: "count" }, String(count)));
      return button;
    }),
  );
}

// --- events

function drawEvents() {
  const { events } = state.report;
  find("#events-heading").replaceChildren(`${label("events")} `, make("span", { class: "count" }, String(events.length)));
  find("#events").replaceChildren(...(events.length ? events.map(eventCard) : [make("p", { class: "empty" }, label("no_events"))]));
}

function eventCard(event) {
  const id = `event-${event.id}`;
  const facts = [both(event.date).join(""), event.place ? listed(both(event.place)) : "", listed(event.losses.map(lossLine))].filter(Boolean);
  const sides = [event.who, event.whom].map((side) => listed(both(side)));
  const badges = [
    event.status === "occurred" ? null : label(`value_${event.status}`),
    event.background ? label("value_background") : null,
    event.scope === "aggregate" ? label("value_aggregate") : null,
    event.layer === "plover" ? label("layer_plover") : null,
  ].filter(Boolean);
  const head = make(
    "button",
    { type: "button", class: "event-head", "aria-expanded": "false", "aria-controls": `${id}-fields`, onclick: () => choose(state.event === event ? null : event) },
    make("span", { class: "type" }, event.type[state.language], ...badges.map((badge) => make("span", { class: "badge" }, badge))),
    make("span", { class: "facts" }, ...facts.map((fact) => words(fact))),
    sides.some(Boolean)
      ? make("span", { class: "sides" }, words(sides[0] || "—"), sides[1] ? make("span", { class: "against" }, ` ${state.language === "ar" ? "←" : "→"} `) : null, sides[1] ? words(sides[1]) : null)
      : null,
  );
  const told = make("p", { class: "note", dir: "auto" }, event[state.language]);
  const sources = both(event.sources);
  return make(
    "article",
    { class: "event", id },
    make("h3", {}, head),
    told,
    sources.length ? make("p", { class: "by" }, `${label("field_sources")} `, words(listed(sources))) : null,
    make("div", { id: `${id}-fields`, class: "fields", hidden: "" }, ...event.fields.map((field) => fieldRow(event, field)), permalink(id)),
  );
}

const permalink = (id) => make("p", { class: "permalink" }, make("a", { href: `#${id}` }, label("link")), " ", make("code", { dir: "ltr" }, `#${id}`));

function lossLine(loss) {
  const digits = { en: loss.en, ar: loss.min === null && loss.max === null ? "؟" : loss.min === loss.max ? `${loss.min}` : `${loss.min ?? "؟"}–${loss.max ?? "؟"}` };
  return `${fieldLabel(loss.kind)}: ${digits[state.language]}`;
}

function fieldRow(event, field) {
  const spans = field.reasons.filter((reason) => reason.s !== undefined);
  const show = spans.length ? () => showWords(event, spans) : null;
  const value = both(field.value);
  const title = make("span", { class: `field-name ${field.stage}` }, fieldLabel(field.name));
  const head = spans.length
    ? make("button", { type: "button", class: "field-head", title: label("go_to_words"), onclick: show }, title, " ", ...value.map((line) => words(line, { class: "value" })))
    : make("div", { class: "field-head" }, title, " ", ...value.map((line) => words(line, { class: "value" })));
  return make(
    "section",
    { class: "field", "data-field": field.name },
    make("h4", {}, head),
    field.details.length ? make("dl", { class: "details" }, ...field.details.map(detail)) : null,
    ...field.reasons.map((reason, number) => reasonLine(event, reason, number === 0)),
  );
}

const detail = ([name, value]) => make("div", {}, make("dt", {}, label(`detail_${name}`)), make("dd", {}, words(String(value))));

function reasonLine(event, reason, open) {
  const where = reason.s === undefined
    ? null
    : make("button", { type: "button", class: "quote", title: label("go_to_words"), onclick: () => showWords(event, [reason]) }, words(quote(reason), { lang: "ar" }));
  const rule = reason.rule ? make("code", { class: "rule", dir: "ltr", title: label("rule") }, reason.rule) : make("span", { class: "rule none" }, label("no_rule"));
  const remark = reason.remark ? make("span", { class: "remark", dir: "ltr", lang: "en" }, reason.remark) : null;
  return make("div", { class: "reason" }, make("p", {}, where, " ", rule, " ", remark), reason.score === null ? null : weights(reason, open));
}

/** The log-odds of a decision and what weighed most, as bars from the middle: right in favour, left against. */
function weights(reason, open) {
  const most = Math.max(1, ...reason.features.map(([, weight]) => Math.abs(weight)));
  const rows = reason.features.map(([name, weight]) => {
    const bar = make("span", { class: `bar-fill ${weight < 0 ? "against" : "for"}`, "aria-hidden": "true" });
    bar.style.setProperty("--share", String(Math.abs(weight) / most));
    const meaning = weight < 0 ? label("against_it") : label("for_it");
    return make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "number" }, signed(weight)), make("td", { class: "scale", title: meaning }, bar));
  });
  const head = make("summary", {}, `${label("score")} `, make("b", { dir: "ltr" }, signed(reason.score)));
  if (rows.length === 0) return make("p", { class: "score" }, `${label("score")} `, make("b", { dir: "ltr" }, signed(reason.score)));
  return make("details", { class: "weights", open: open ? "" : null }, head, make("table", { dir: "ltr", lang: "en", "aria-label": label("steps") }, make("tbody", {}, ...rows)));
}

const signed = (number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(1)}`;

/** Choose an event (or none): open it, show its words alone, go to them, and keep it in the address. */
function choose(event, { scroll = true } = {}) {
  state.event = event;
  for (const card of document.querySelectorAll(".event")) {
    const open = event !== null && card.id === `event-${event.id}`;
    card.classList.toggle("open", open);
    card.querySelector(".event-head").setAttribute("aria-expanded", String(open));
    card.querySelector(".fields").hidden = !open;
  }
  find("#all").hidden = event === null;
  closeWord();
  paint();
  const address = event ? `#event-${event.id}` : reports.length > 1 ? `#report-${state.number + 1}` : location.pathname + location.search;
  try {
    history.replaceState(null, "", address);
  } catch {
    // a page inside another may not change its address
  }
  if (event === null) return;
  say(`${label("event_chosen")}: ${event.type[state.language]}. ${event[state.language]}`);
  const [start, end] = event.triggers[0] ?? event.sentence;
  state.text.scrollTo(find("#pane"), start, end);
  if (scroll) find(`#${CSS.escape(`event-${event.id}`)}`).scrollIntoView({ block: "nearest" });
}

function showWords(event, spans) {
  if (state.event !== event) choose(event);
  paint(spans);
  const first = spans.reduce((a, b) => (b.s < a.s ? b : a));
  state.text.scrollTo(find("#pane"), first.s, first.e);
  say(spans.map(quote).join(" … "));
}

const say = (message) => {
  find("#live").textContent = message;
};

// --- a word of the text: what it serves

function showWord(start, end) {
  const touches = (span) => span.s !== undefined && span.s < end && start < span.e;
  const items = [];
  for (const mention of state.report.mentions.filter(touches)) {
    const told = mention.value ?? label("not_resolved");
    items.push(make("li", {}, mark(mention.stage), words(told), " ", make("code", { class: "rule", dir: "ltr" }, mention.rule), " ", words(quote(mention), { class: "of", lang: "ar" })));
  }
  for (const event of state.report.events) {
    const served = event.fields.filter((field) => field.reasons.some(touches));
    if (served.length === 0 && !event.triggers.some(([s, e]) => s < end && start < e)) continue;
    const fields = listed(served.map((field) => fieldLabel(field.name)));
    const name = [event.type[state.language], both(event.date).join("")].filter(Boolean).join(" · ");
    const go = () => {
      choose(event);
      find(`#${CSS.escape(`event-${event.id}`)} .event-head`).focus({ preventScroll: true });
    };
    items.push(make("li", {}, make("button", { type: "button", class: "to-event", onclick: go }, words(name)), " ", make("span", { class: "of" }, fields)));
  }
  const said = quote({ s: start, e: end });
  find("#word h3").replaceChildren(`${label("serves")}: `, words(said, { lang: "ar" }));
  find("#word ul").replaceChildren(...(items.length ? items : [make("li", {}, label("serves_nothing"))]));
  find("#word").hidden = false;
  say(`${said}. ${items.map((item) => item.textContent).join("; ") || label("serves_nothing")}`);
}

const mark = (stage) => make("span", { class: `swatch ${stage}` }, label(`stage_${stage}`));

function closeWord() {
  find("#word").hidden = true;
}

/** Go to the next (+1) or the former (-1) marked passage. */
function step(by) {
  if (state.passages.length === 0) return;
  state.passage = (state.passage + by + state.passages.length + (state.passage < 0 && by < 0 ? 1 : 0)) % state.passages.length;
  const kept = state.passage;
  const span = state.passages[kept];
  paint([span]);
  state.passage = kept;
  state.text.scrollTo(find("#pane"), span.s, span.e);
  showWord(span.s, span.e);
}

// --- the whole page

function drawReport() {
  const { report } = state;
  const article = find("#text");
  article.setAttribute("dir", report.dir);
  article.setAttribute("lang", report.dir === "rtl" ? "ar" : "");
  state.text = new ReportText(article, report.text, report.titleEnd);
  const day = report.published ? `${label("published")} ${report.published} (${label(`basis_${report.basis}`)})` : label("published_unknown");
  const isWeb = /^https?:\/\//i.test(report.url ?? "");
  const address = report.url ? make(isWeb ? "a" : "span", isWeb ? { href: report.url, rel: "noreferrer noopener" } : {}, words(clipped(report.url, 60))) : null;
  find("#origin").replaceChildren(
    words(report.id), " · ", ...(report.source ? [words(report.source), " · "] : []), day, ...(address ? [" · ", address] : []),
    ...report.notices.map((notice) => make("span", { class: "notice", dir: "auto" }, notice)),
    ...(report.hidden ? [make("span", { class: "notice" }, `${label("hidden_marks")} ${report.hidden}`)] : []),
  );
  find(".coder").replaceChildren(`${label("coded_by")} `, words(report.coder));
  document.title = report.title || report.id;
}

function drawLabels() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = label(element.dataset.label);
  for (const element of document.querySelectorAll("[data-label-aria]")) element.setAttribute("aria-label", label(element.dataset.labelAria));
  find("#language").textContent = state.language === "ar" ? "English" : "العربية";
  find("#language").lang = state.language === "ar" ? "en" : "ar";
  find("#reports").replaceChildren(
    ...reports.map((report, number) => make("option", { value: String(number) }, [report.published, clipped(report.title || report.id, 60)].filter(Boolean).join(" · "))),
  );
  find(".reports").hidden = reports.length < 2;
  drawTheme();
}

function drawTheme() {
  const root = document.documentElement;
  if (state.theme === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = state.theme;
  find("#theme").textContent = label(`theme_${state.theme}`);
}

/** Draw everything again, in the language of now; keeps the chosen event. */
function draw() {
  drawLabels();
  if (state.report === null) {
    find("#events").replaceChildren(make("p", { class: "empty" }, label("no_reports")));
    return;
  }
  find("#reports").value = String(state.number);
  drawReport();
  drawLegend();
  drawEvents();
  choose(state.event);
}

function open(number, eventId = null) {
  state.number = number;
  state.report = JSON.parse(find(`#report-data-${number}`).textContent);
  state.event = state.report.events.find((event) => event.id === eventId) ?? null;
  draw();
}

/** What the address names: #event-ID, #report-N, or the first report. */
function openAddress() {
  let hash = location.hash.slice(1);
  try {
    hash = decodeURIComponent(hash);
  } catch {
    // an address of other hands: as it is
  }
  const id = hash.startsWith("event-") ? hash.slice("event-".length) : null;
  const holder = id === null ? -1 : state.number >= 0 && reports[state.number].events.includes(id) ? state.number : reports.findIndex((report) => report.events.includes(id));
  const asked = /^report-\d+$/.test(hash) ? Number(hash.slice("report-".length)) - 1 : -1;
  if (reports.length === 0) draw();
  else if (holder >= 0) open(holder, id);
  else open(asked in reports ? asked : Math.max(0, state.number));
}

find("#language").addEventListener("click", () => {
  state.language = state.language === "ar" ? "en" : "ar";
  remember("language", state.language);
  draw();
});
find("#theme").addEventListener("click", () => {
  state.theme = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
  remember("theme", state.theme);
  drawTheme();
});
find("#reports").addEventListener("change", (change) => {
  open(Number(change.target.value));
  find("#pane").scrollTop = 0;
});
find("#all").addEventListener("click", () => choose(null));
find("#word button").addEventListener("click", closeWord);
find("#text").addEventListener("click", (click) => {
  if (getSelection()?.toString()) return; // somebody copies
  const offset = state.text?.offsetAt(click.clientX, click.clientY) ?? null;
  if (offset === null || /\s/u.test(state.report.text[offset])) {
    closeWord();
    return;
  }
  const [start, end] = state.text.wordAt(offset);
  paint([{ s: start, e: end }]);
  showWord(start, end);
});
find("#text").addEventListener("keydown", (key) => {
  const forward = state.report?.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = state.report?.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  if (key.key !== forward && key.key !== back) return;
  key.preventDefault();
  step(key.key === forward ? 1 : -1);
});
find("#events").addEventListener("keydown", (key) => {
  if (key.key !== "ArrowDown" && key.key !== "ArrowUp") return;
  const heads = [...document.querySelectorAll(".event-head")];
  const at = heads.indexOf(document.activeElement);
  if (at < 0) return;
  key.preventDefault();
  heads[at + (key.key === "ArrowDown" ? 1 : -1)]?.focus();
});
document.addEventListener("keydown", (key) => {
  if (key.key !== "Escape" || state.report === null) return;
  if (!find("#word").hidden) closeWord();
  else choose(null);
});
addEventListener("hashchange", openAddress);
openAddress();
