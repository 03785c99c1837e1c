// The live preview in the browser. It shows what the server tells, keeps what is not yet saved, and asks; every text
// comes to the page as text, never as HTML.
"use strict";

const CHECK_PAUSE_MS = 250;
const body = document.body;
const language = body.dataset.language;
const token = document.querySelector('meta[name="preview-token"]').content;
const words = JSON.parse(document.getElementById("words").textContent);
const at = (id) => document.getElementById(id);

const messages = new Map(); // by name, in the order of the book
const parts = new Map(); // by name, in the order of the pages
let selected = "";
let pageInView = "";
let judged = null; // what the checks said about the text as it now stands
let conflict = null; // the message as somebody else has left it
let awaited = ""; // the message whose page is to come
const sent = new Map(); // what this window has saved last, by message

// The address has the secret in it; it need not stay in the window's history.
history.replaceState(null, "", location.pathname + uiOnly());

function uiOnly() {
  const chosen = new URLSearchParams(location.search).get("ui");
  return chosen ? `?ui=${encodeURIComponent(chosen)}` : "";
}

// ── small helpers ──

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function say(key, values = {}) {
  return words[key].replace(/\{([a-z]+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

async function ask(address, value) {
  return fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Preview-Token": token },
    body: JSON.stringify(value),
  });
}

// ── texts that are not saved: they outlive a reload of this window ──

const drafts = {
  place: (name) => `draft:${language}:${name}`,
  get: (name) => sessionStorage.getItem(drafts.place(name)),
  has: (name) => drafts.get(name) !== null,
  set(name, text) {
    const message = messages.get(name);
    if (message && message.translation === text) sessionStorage.removeItem(drafts.place(name));
    else sessionStorage.setItem(drafts.place(name), text);
  },
  drop: (name) => sessionStorage.removeItem(drafts.place(name)),
  any: () => Object.keys(sessionStorage).some((key) => key.startsWith(`draft:${language}:`)),
};

window.addEventListener("beforeunload", (event) => {
  sessionStorage.setItem("place", JSON.stringify({ selected, top: at("pages").scrollTop, view: body.dataset.view }));
  if (drafts.any() && !("ended" in body.dataset)) event.preventDefault();
});

// ── pages ──

function showParts(list) {
  const known = new Set(list.map((part) => part.name));
  for (const name of [...parts.keys()]) if (!known.has(name)) removePart(name);
  let before = null;
  for (const part of list) {
    before = showPart(part, before);
  }
}

function removePart(name) {
  parts.get(name).element.remove();
  parts.delete(name);
}

function showPart(part, before = null) {
  const known = parts.get(part.name);
  const element = known ? known.element : make("div", { className: "part" });
  element.dataset.part = part.name;
  parts.delete(part.name);
  parts.set(part.name, { ...part, element });
  const place = before ? before.nextSibling : known ? element : at("sheets").firstChild;
  if (place !== element) at("sheets").insertBefore(element, place);
  const sheets = part.pages.map((page, index) => showPage(part, page, element.children[index]));
  while (element.children.length > sheets.length) element.lastChild.remove();
  for (const sheet of sheets) if (!sheet.parentNode) element.append(sheet);
  showPartProblems(part, sheets);
  return element;
}

function showPage(part, page, sheet) {
  if (!sheet) {
    sheet = make("figure", { className: "sheet" }, make("figcaption"), make("div", { className: "paper" }));
    watchPaper(sheet);
    pagesSeen.observe(sheet);
  }
  const [caption, paper] = sheet.children;
  sheet.dataset.page = `${part.name}:${page.number}`;
  sheet.page = page;
  sheet.partName = part.name;
  setText(caption, part.product === "booklet" ? say("page", { number: page.number }) : part.product);
  showPicture(part, page, paper);
  return sheet;
}

function showPicture(part, page, paper) {
  const label = say("picture", { number: page.number, section: part.section });
  const image = paper.querySelector("img");
  paper.classList.toggle("empty", !page.picture);
  if (!page.picture) {
    paper.style.aspectRatio = `${page.width} / ${page.height}`;
    if (!image) setText(paper, say("waiting"));
    return;
  }
  if (!image) {
    const first = make("img", { alt: label, loading: "lazy", width: page.width, height: page.height });
    first.src = page.picture;
    paper.replaceChildren(first);
    return;
  }
  if (image.getAttribute("src") !== page.picture) swap(image, page, label);
}

// The new picture is ready before it takes the old one's place, so nothing blinks and nothing moves.
async function swap(image, page, label) {
  image.dataset.wanted = page.picture;
  const next = new Image();
  next.src = page.picture;
  try {
    await next.decode();
  } catch {
    return; // it has been drawn anew meanwhile, and that picture is on its way
  }
  if (image.dataset.wanted !== page.picture) return;
  image.src = page.picture;
  image.width = page.width;
  image.height = page.height;
  image.alt = label;
}

function showPartProblems(part, sheets) {
  for (const sheet of sheets) for (const told of sheet.querySelectorAll(".told")) told.remove();
  if (!part.problems.length || !sheets.length) return;
  const isBroken = part.problems.some((problem) => problem.severity === "error");
  const told = problemList(part.problems, isBroken);
  sheets[0].append(told);
}

function problemList(problems, isError) {
  const list = make("ul");
  for (const problem of problems) {
    const place = problem.line ? `${problem.path}:${problem.line}` : problem.path;
    const item = make("li", {}, make("span", { className: "place", lang: "en" }, place), problem.message);
    item.lang = "en";
    if (problem.hint) item.append(make("span", { className: "hint" }, problem.hint));
    list.append(item);
  }
  return make("div", { className: isError ? "told" : "told warning" }, list);
}

function showProblems(problems) {
  const box = at("problems");
  if (!problems.length) return box.replaceChildren();
  const told = problemList(problems, true);
  told.prepend(make("p", {}, make("b", {}, say("problem-count", { count: problems.length })), " ", say("older")));
  told.tabIndex = 0;
  box.replaceChildren(told);
}

// Which page is in view: the one that covers most of the middle.
const pagesSeen = new IntersectionObserver(() => requestAnimationFrame(findPage), {
  root: at("pages"),
  threshold: [0, 0.25, 0.5, 0.75, 1],
});

function findPage() {
  const room = at("pages").getBoundingClientRect();
  if (!room.height) {
    if (!sheetInView()) showPageOf(at("sheets").querySelector(".sheet"));
    return;
  }
  const middle = room.top + room.height / 2;
  let best = null;
  let least = Infinity;
  for (const sheet of at("sheets").querySelectorAll(".sheet")) {
    const { top, bottom } = sheet.getBoundingClientRect();
    const distance = middle < top ? top - middle : middle > bottom ? middle - bottom : 0;
    if (distance < least) [best, least] = [sheet, distance];
  }
  showPageOf(best);
}

function showPageOf(sheet) {
  if (!sheet || sheet.dataset.page === pageInView) return;
  pageInView = sheet.dataset.page;
  if (at("filter").value === "page" && !at("query").value) showList();
}

function sheetInView() {
  return at("sheets").querySelector(`[data-page="${CSS.escape(pageInView)}"]`);
}

// ── boxes: from the page to the text and back ──

function watchPaper(sheet) {
  const paper = sheet.lastElementChild;
  paper.addEventListener("mousemove", (event) => showHover(sheet, boxUnder(sheet, event)));
  paper.addEventListener("mouseleave", () => showHover(sheet, null));
  paper.addEventListener("click", (event) => {
    const box = boxUnder(sheet, event);
    if (!box) return;
    select(box[0], { scroll: false });
    body.dataset.view = "texts";
    pressView();
  });
}

function boxUnder(sheet, event) {
  const room = sheet.querySelector(".paper").getBoundingClientRect();
  const x = ((event.clientX - room.left) / room.width) * 100;
  const y = ((event.clientY - room.top) / room.height) * 100;
  const hit = ([, left, top, width, height]) => x >= left && x <= left + width && y >= top && y <= top + height;
  const found = sheet.page.boxes.filter((box) => hit(box) && messages.has(box[0]));
  return found.sort((one, other) => one[3] * one[4] - other[3] * other[4])[0] || null;
}

function showHover(sheet, box) {
  const paper = sheet.querySelector(".paper");
  paper.classList.toggle("can-choose", Boolean(box));
  for (const old of paper.querySelectorAll(".hover")) old.remove();
  if (box && box[0] !== selected) {
    for (const one of sheet.page.boxes.filter(([name]) => name === box[0])) paper.append(boxElement(one, "hover"));
  }
}

function boxElement([, left, top, width, height], kind) {
  const element = make("div", { className: `box ${kind}` });
  Object.assign(element.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return element;
}

function showChosen() {
  for (const sheet of at("sheets").querySelectorAll(".sheet")) {
    const paper = sheet.querySelector(".paper");
    for (const old of paper.querySelectorAll(".chosen")) old.remove();
    for (const box of sheet.page.boxes) if (box[0] === selected) paper.append(boxElement(box, "chosen"));
  }
}

function scrollToChosen() {
  const here = sheetInView();
  const box = (here && here.querySelector(".chosen")) || at("sheets").querySelector(".chosen");
  if (!box) return;
  if (!at("pages").clientHeight) return showPageOf(box.closest(".sheet"));
  const room = at("pages").getBoundingClientRect();
  const place = box.getBoundingClientRect();
  if (place.top >= room.top + 8 && place.bottom <= room.bottom - 8) return;
  const wanted = place.height > room.height ? place.top - room.top - 24 : place.top - room.top - (room.height - place.height) / 2;
  at("pages").scrollBy({ top: wanted });
}

// ── the list of texts ──

function namesOfPage() {
  const sheet = sheetInView();
  if (!sheet) return [];
  const inOrder = [...sheet.page.boxes].sort((one, other) => one[2] - other[2] || one[1] - other[1]);
  const part = parts.get(sheet.partName);
  const placed = new Set(part.pages.flatMap((page) => page.boxes.map(([name]) => name)));
  const hidden = part.messages.filter((name) => !placed.has(name));
  return [...new Set([...inOrder.map(([name]) => name), ...hidden])].filter((name) => messages.has(name));
}

function namesInOrder() {
  const printed = [...parts.values()].flatMap((part) =>
    part.pages.flatMap((page) => [...page.boxes].sort((one, other) => one[2] - other[2]).map(([name]) => name)),
  );
  return [...new Set([...printed, ...messages.keys()])].filter((name) => messages.has(name));
}

const FILTERS = {
  all: () => true,
  untranslated: (message) => ["untranslated", "missing"].includes(message.state),
  fuzzy: (message) => ["fuzzy", "outdated"].includes(message.state),
  unreviewed: (message) => !message.reviewed,
  problems: (message) => message.findings.length > 0,
};

function namesShown() {
  const query = at("query").value.trim().toLocaleLowerCase(language);
  const filter = at("filter").value;
  if (filter === "page" && !query) return namesOfPage();
  const has = (message) =>
    [message.source, message.translation, message.key].some((text) => text.toLocaleLowerCase(language).includes(query));
  const wanted = FILTERS[filter] || FILTERS.all;
  return namesInOrder().filter((name) => wanted(messages.get(name)) && has(messages.get(name)));
}

function showList() {
  const names = namesShown();
  const list = at("list");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  list.replaceChildren(...names.map((name) => make("li", {}, rowOf(messages.get(name)))));
  setText(at("count"), names.length ? say("list-count", { count: names.length }) : say("none"));
  setTabStop();
  if (focused) rowNamed(focused)?.focus();
}

function rowNamed(name) {
  return at("list").querySelector(`[data-name="${CSS.escape(name)}"]`);
}

function rowOf(message) {
  const text = drafts.get(message.name) ?? message.translation;
  const shown = make("span", { className: text ? "words" : "words english", lang: text ? language : "en" });
  shown.textContent = text || message.source;
  const row = make("button", { type: "button", tabIndex: -1 }, shown, statesOf(message));
  row.dataset.name = message.name;
  if (message.name === selected) row.setAttribute("aria-current", "true");
  return row;
}

function statesOf(message) {
  const states = make("span", { className: "states" });
  const add = (key, kind = "", values = {}) => states.append(make("span", { className: kind }, say(key, values)));
  if (drafts.has(message.name)) add("unsaved", "warning");
  if (["untranslated", "missing"].includes(message.state)) add("untranslated", "warning");
  if (["fuzzy", "outdated"].includes(message.state)) add("fuzzy", "warning");
  if (message.reviewed) add("reviewed", "good");
  const isError = message.findings.some((finding) => finding.severity === "error");
  if (message.findings.length) add("problem-count", isError ? "error" : "warning", { count: message.findings.length });
  return states;
}

function showRow(name) {
  const row = rowNamed(name);
  if (!row || !messages.has(name)) return;
  const isFocused = document.activeElement === row;
  const fresh = rowOf(messages.get(name));
  row.replaceWith(fresh);
  setTabStop();
  if (isFocused) fresh.focus();
}

// One row can be reached with the tab key; the arrows lead to the others.
function setTabStop() {
  const rows = [...at("list").querySelectorAll("button")];
  for (const row of rows) row.tabIndex = -1;
  const stop = rowNamed(selected) || rows[0];
  if (stop) stop.tabIndex = 0;
}

at("list").addEventListener("click", (event) => {
  const row = event.target.closest("button");
  if (row) select(row.dataset.name, { focus: true });
});

at("list").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey) return;
  const rows = [...at("list").querySelectorAll("button")];
  const next = rows[rows.indexOf(document.activeElement) + step];
  if (next) next.focus();
  event.preventDefault();
});

at("filter").addEventListener("change", showList);
at("query").addEventListener("input", showList);

// ── the editor ──

const field = at("translation");

function select(name, { scroll = true, focus = false } = {}) {
  if (!messages.has(name)) return;
  const before = selected;
  selected = name;
  conflict = null;
  tell("");
  fillEditor();
  showChosen();
  if (scroll) scrollToChosen();
  for (const one of [before, name]) showRow(one);
  rowNamed(name)?.scrollIntoView({ block: "nearest" });
  at("desk").scrollTo({ top: 0 });
  if (focus && !field.disabled) field.focus();
}

function step(by) {
  const names = namesShown();
  const index = names.indexOf(selected);
  const next = index < 0 ? names[0] : names[index + by];
  if (next) select(next, { focus: true });
}

function fillEditor() {
  const message = messages.get(selected);
  const draft = drafts.get(selected);
  setText(at("key"), message.key);
  setText(at("source"), message.source);
  showChanges(message);
  at("notes").replaceChildren(...notesOf(message).map((note) => make("li", {}, note)));
  at("terms").replaceChildren(
    ...message.terms.flatMap(([english, local]) => [
      make("dt", { lang: "en" }, english),
      make("dd", { lang: language }, local),
    ]),
  );
  at("tokens").replaceChildren(...tokensOf(message.source).map(tokenButton));
  if (field.value !== (draft ?? message.translation)) field.value = draft ?? message.translation;
  const obstacle = ["missing", "outdated"].includes(message.state) ? message.state : message.plural ? "plural" : "";
  field.disabled = Boolean(obstacle);
  setText(at("obstacle"), obstacle ? say(obstacle) : "");
  at("reviewed").checked = message.reviewed;
  judged = message;
  showConflict();
  showJudgement();
  if (draft !== null) check();
}

function notesOf(message) {
  const switchedOff = Object.entries(message.off).map(([check, reason]) => say("off", { check, reason }));
  const isPrinted = [...parts.values()].some((part) => part.pages.some((page) => page.boxes.some(([name]) => name === message.name)));
  const isDrawn = [...parts.values()].every((part) => part.pages.every((page) => page.picture));
  return [...message.notes, message.file, ...switchedOff, ...(isDrawn && !isPrinted ? [say("unprinted")] : [])];
}

function showChanges(message) {
  at("changes").hidden = !message.changes.length;
  const tags = { same: "span", gone: "del", new: "ins" };
  at("diff").replaceChildren(...message.changes.map(([kind, text]) => make(tags[kind], {}, text)));
}

function tokensOf(source) {
  return [...new Set(source.match(/\{[^{}\s]+\}|\[@[^\]\s]+\]/g) || [])];
}

function tokenButton(text) {
  const button = make("button", { type: "button", disabled: false }, text);
  button.addEventListener("click", () => {
    field.focus();
    insert(text);
  });
  return button;
}

// As if it were typed, so that the browser can undo it.
function insert(text) {
  if (field.disabled) return;
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function replaceAll(text) {
  if (field.disabled) return;
  field.focus();
  field.select();
  insert(text);
}

function isChanged() {
  const message = messages.get(selected);
  return Boolean(message) && (field.value !== message.translation || at("reviewed").checked !== message.reviewed);
}

function showButtons() {
  const message = messages.get(selected);
  const canSave = Boolean(message) && !field.disabled && (isChanged() || message.state === "fuzzy");
  at("save").disabled = !canSave;
  at("revert").disabled = !message || !isChanged();
  at("reviewed").disabled = field.disabled || !field.value.trim();
  for (const button of at("tokens").children) button.disabled = field.disabled;
}

field.addEventListener("input", () => {
  drafts.set(selected, field.value);
  at("reviewed").checked = field.value === messages.get(selected).translation && messages.get(selected).reviewed;
  tell("");
  showLength(field.value.length, judged?.limit ?? null);
  showButtons();
  showRow(selected);
  clearTimeout(check.timer);
  check.timer = setTimeout(check, CHECK_PAUSE_MS);
});

at("reviewed").addEventListener("change", showButtons);

async function check() {
  const name = selected;
  const translation = field.value;
  try {
    const answer = await ask("check", { name, translation });
    if (!answer.ok && answer.status !== 422) return;
    const found = await answer.json();
    if (name !== selected || translation !== field.value) return;
    if (found.problems) return showRefusal(found.problems);
    judged = found;
    showJudgement();
  } catch {
    tell("silent", "bad");
  }
}

function showJudgement() {
  showLength(field.value.length, judged.limit);
  const none = field.value.trim() ? [make("li", {}, say("no-findings"))] : [];
  at("findings").replaceChildren(...(judged.findings.length ? judged.findings.map(findingOf) : none));
  showButtons();
}

function showRefusal(problems) {
  at("findings").replaceChildren(
    ...problems.map((problem) => findingOf({ severity: "error", ...problem, suggestion: "" })),
  );
}

function showLength(length, limit) {
  const element = at("length");
  if (limit === null) return setText(element, String(length));
  const isOver = length > limit;
  element.classList.toggle("over", isOver);
  setText(element, say(isOver ? "too-long" : "length", { length, limit, left: limit - length, over: length - limit }));
}

function findingOf(finding) {
  const item = make("li", { className: finding.severity }, make("span", { className: "kind" }, `${say(finding.severity)}: `));
  item.append(make("span", { lang: "en" }, finding.message));
  if (finding.hint) item.append(make("span", { className: "hint", lang: "en" }, finding.hint));
  if (finding.suggestion && finding.suggestion !== field.value) {
    const button = make("button", { type: "button" }, say("use"));
    button.addEventListener("click", () => replaceAll(finding.suggestion));
    item.append(button);
  }
  return item;
}

function tell(key, kind = "") {
  at("outcome").className = kind;
  setText(at("outcome"), key ? say(key) : "");
}

// ── saving ──

async function save(version = messages.get(selected)?.version) {
  const message = messages.get(selected);
  if (!message || at("save").disabled) return;
  const value = { name: selected, translation: field.value, version, reviewed: at("reviewed").checked };
  tell("saving");
  sent.set(selected, field.value);
  try {
    const answer = await ask("save", value);
    await saved(answer, value);
  } catch {
    tell("silent", "bad");
  }
}

async function saved(answer, value) {
  if (answer.ok) {
    const { message } = await answer.json();
    awaited = value.name;
    if (drafts.get(value.name) === value.translation) drafts.drop(value.name);
    takeMessages([message]);
    if (selected === value.name) tell("saved", "good");
  } else if (answer.status === 409) {
    conflict = (await answer.json()).message;
    tell("refused", "bad");
    showConflict();
  } else if (answer.status === 422 || answer.status === 507) {
    const { problems } = await answer.json();
    tell("refused", "bad");
    showRefusal(problems);
  } else {
    tell(answer.status === 403 ? "ended" : "refused", "bad");
  }
}

function showConflict() {
  at("conflict").hidden = !conflict;
  if (conflict) setText(at("theirs"), conflict.translation);
}

at("keep-mine").addEventListener("click", () => {
  const { version } = conflict;
  conflict = null;
  showConflict();
  save(version);
});

at("take-theirs").addEventListener("click", () => {
  const theirs = conflict;
  conflict = null;
  drafts.drop(selected);
  messages.set(theirs.name, theirs);
  tell("");
  fillEditor();
  showRow(selected);
});

at("save").addEventListener("click", () => save());
at("revert").addEventListener("click", () => {
  replaceAll(messages.get(selected).translation);
  at("reviewed").checked = messages.get(selected).reviewed;
  showButtons();
});
at("next").addEventListener("click", () => step(1));
at("previous").addEventListener("click", () => step(-1));

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  else if (event.altKey && event.key === "ArrowDown") step(1);
  else if (event.altKey && event.key === "ArrowUp") step(-1);
  else return;
  event.preventDefault();
});

// ── the view of a narrow screen ──

function pressView() {
  for (const button of document.querySelectorAll(".views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === body.dataset.view));
  }
}

for (const button of document.querySelectorAll(".views button")) {
  button.addEventListener("click", () => {
    body.dataset.view = button.dataset.view;
    pressView();
    if (button.dataset.view === "pages") scrollToChosen();
  });
}

// ── what the server tells ──

function takeMessages(list) {
  for (const message of list) {
    const before = messages.get(message.name);
    messages.set(message.name, message);
    if (drafts.get(message.name) === message.translation) drafts.drop(message.name);
    if (message.name === selected && before && before.version !== message.version) takeSelected(before, message);
    else if (message.name === selected) fillEditor();
    showRow(message.name);
  }
  showProgress();
}

// The text that is being written has changed on the disk: what is not saved stays, and both are shown.
function takeSelected(before, message) {
  const isMine = [before.translation, message.translation].includes(field.value) || sent.get(message.name) === message.translation;
  if (isMine) {
    const isNews = field.value !== message.translation;
    fillEditor();
    if (isNews) tell("changed");
    return;
  }
  conflict = message;
  messages.set(message.name, message);
  showConflict();
  showButtons();
}

function showProgress() {
  const all = [...messages.values()];
  const done = all.filter((message) => message.state === "translated").length;
  const reviewed = all.filter((message) => message.reviewed).length;
  setText(at("progress"), say("progress", { done, all: all.length, reviewed }));
}

async function load() {
  const answer = await fetch("state");
  if (!answer.ok) return end();
  const state = await answer.json();
  for (const name of [...messages.keys()]) if (!state.messages.some((message) => message.name === name)) messages.delete(name);
  takeMessages(state.messages);
  showParts(state.parts);
  showProblems(state.problems);
  showChosen();
  if (!selected) restore();
  findPage();
  showList();
}

// Take up again what this window was at; a new one begins with the first text of the first page.

function restore() {
  const place = JSON.parse(sessionStorage.getItem("place") || "{}");
  if (place.view) body.dataset.view = place.view;
  pressView();
  if (place.top) at("pages").scrollTop = place.top;
  findPage();
  const isDrawn = sheetInView()?.page.boxes.length;
  const first = messages.has(place.selected) ? place.selected : isDrawn && namesOfPage()[0];
  if (first) select(first, { scroll: !place.top });
}

function end() {
  body.dataset.ended = "";
  tell("ended", "bad");
  setText(at("drawing"), say("ended"));
}

const events = new EventSource("events");
const on = (kind, take) => events.addEventListener(kind, (event) => take(JSON.parse(event.data)));

on("hello", ({ start }) => (start === body.dataset.start ? load() : end()));
on("structure", load);
on("problems", showProblems);
on("messages", ({ messages: list, gone }) => {
  for (const name of gone) messages.delete(name);
  takeMessages(list);
  if (gone.length || list.some((message) => !rowNamed(message.name))) showList();
  setText(at("drawing"), say("drawing"));
});
on("part", (part) => {
  if (!parts.has(part.name)) return;
  replacePart(part);
  showChosen();
  if (selected === awaited && part.messages.includes(awaited)) {
    awaited = "";
    tell("shown", "good");
  }
  if (!selected) restore();
  if (pageInView.startsWith(`${part.name}:`) && at("filter").value === "page" && !at("query").value) showList();
});
on("ready", ({ problems }) => {
  showProblems(problems);
  setText(at("drawing"), "");
});
events.addEventListener("error", () => {
  if (events.readyState === EventSource.CLOSED) end();
  else setText(at("drawing"), say("silent"));
});

// A part keeps its place in the order of the pages.
function replacePart(part) {
  const order = [...parts.keys()];
  showPart(part);
  const fresh = new Map(order.map((name) => [name, parts.get(name)]));
  parts.clear();
  for (const [name, one] of fresh) parts.set(name, one);
}
