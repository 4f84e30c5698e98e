// The browser's half of the page. Gradio runs it once, as the body of a function of `element` (the composer) and
// `trigger` (which sends an event of the composer to the server): "submit", "select", "stop" and "clear".
// Everything else on the page is HTML from the server; clicks on it are told apart by their data attributes.

const field = element.querySelector("textarea");
const find = (selector) => document.querySelector(selector);

// The composer is mounted anew when the connection was lost: the listeners of the one before must go.
window.wenju?.abort();
window.wenju = new AbortController();
const listen = (target, type, handler) => target.addEventListener(type, handler, { signal: window.wenju.signal });

// --- The language of the page -------------------------------------------------------------------------------------

const remembered = () => {
  try {
    return localStorage.getItem("wenju-language");
  } catch {
    return null; // Storage can be forbidden; then the browser's language decides every time.
  }
};

const showLanguage = (language) => {
  document.documentElement.dataset.ui = language;
  document.documentElement.lang = { zh: "zh-Hans", hant: "zh-Hant" }[language] ?? "en";
  labelAll();
};

// Text stands in the page in both languages; an attribute can hold only one.
const labelAll = () => {
  const language = document.documentElement.dataset.ui;
  for (const name of ["placeholder", "title", "aria-label"]) {
    for (const node of document.querySelectorAll(`[data-${language}-${name}]`)) {
      node.setAttribute(name, node.getAttribute(`data-${language}-${name}`));
    }
  }
};

// The script of Chinese is that of the browser; the button changes between it and English.
const preferred = (navigator.languages ?? [navigator.language]).map((tag) => tag.toLowerCase());
const chinese = preferred.find((tag) => tag.startsWith("zh")) ?? "zh";
const script = /hant|tw|hk|mo/.test(chinese) ? "hant" : "zh";

const switchLanguage = () => {
  const language = document.documentElement.dataset.ui === "en" ? script : "en";
  showLanguage(language);
  try {
    localStorage.setItem("wenju-language", language);
  } catch {
    // It holds until the page is loaded again.
  }
};

// --- Asking -------------------------------------------------------------------------------------------------------

let composing = false; // An input method is open: Enter chooses characters and must not send.
let sentAt = 0;
let asked = "";

const waiting = () => Boolean(find("#wj-chat .wj-pending")) || Date.now() - sentAt < 3000;

const showWaiting = () => {
  const busy = waiting();
  element.querySelector(".wj-send").hidden = busy;
  element.querySelector(".wj-stop").hidden = !busy;
};

const fit = () => {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
};

const ask = (question) => {
  if (!question.trim() || waiting()) return;
  asked = question;
  sentAt = Date.now();
  trigger("submit", { question });
  showWaiting();
  setTimeout(showWaiting, 3100); // The server never took it: give the button back.
};

const send = () => {
  if (!field.value.trim() || waiting()) return;
  ask(field.value);
  field.value = "";
  fit();
};

listen(field, "compositionstart", () => (composing = true));
// Safari ends the composition before it tells of the Enter that ended it.
listen(field, "compositionend", () => setTimeout(() => (composing = false)));
listen(field, "input", fit);
listen(field, "keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey) return;
  if (composing || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  send();
});
listen(element.querySelector("form"), "submit", (event) => {
  event.preventDefault();
  send();
});

// --- Citations and the panel --------------------------------------------------------------------------------------

let opener = null; // The button that opened the panel, to go back to.
let wanted = false; // The user asked for the panel, rather than it opened by itself.
let shown = ""; // Which citation the panel shows.

const wide = () => matchMedia("(min-width: 900px)").matches;
const place = (node) => `${node.dataset.turn}:${node.dataset.n}`;

const open = (button) => {
  if (!button.closest("#wj-source")) opener = button;
  wanted = true;
  if (place(button) === shown) turnToPanel();
  else trigger("select", { turn: Number(button.dataset.turn), n: Number(button.dataset.n) });
};

const turnToPanel = () => {
  const panel = find("#wj-source .wj-panel");
  if (wide()) {
    find("#wj-right").scrollTop = 0;
    (panel.querySelector(".wj-row") ?? panel.querySelector("mark"))?.scrollIntoView({ block: "nearest" });
  } else if (wanted) {
    panel.scrollIntoView({ block: "start" });
  }
  if (wanted) panel.querySelector("h2").focus({ preventScroll: true });
  wanted = false;
};

const panelChanged = () => {
  const panel = find("#wj-source .wj-panel");
  if (!panel) return;
  for (const button of document.querySelectorAll(".wj-cite, .wj-source")) {
    const isShown = place(button) === place(panel);
    button.toggleAttribute("data-open", isShown);
    if (isShown) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (place(panel) !== shown) {
    shown = place(panel);
    turnToPanel();
  }
};

const back = () => {
  const button = opener?.isConnected ? opener : find(".wj-cite[data-open]");
  button?.scrollIntoView({ block: "center" });
  button?.focus({ preventScroll: true });
};

listen(document, "keydown", (event) => {
  if (event.key === "Escape" && find("#wj-source")?.contains(document.activeElement)) back();
});

// --- Copying ------------------------------------------------------------------------------------------------------

const copy = async (button) => {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Outside of 127.0.0.1 and https there is no clipboard; a selection can be copied all the same.
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "wj-unseen" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.classList.add("wj-done");
  setTimeout(() => button.classList.remove("wj-done"), 1600);
};

// --- Clicks -------------------------------------------------------------------------------------------------------

const actions = {
  language: switchLanguage,
  back,
  stop: () => {
    sentAt = 0;
    trigger("stop", { question: asked });
  },
  new: () => {
    sentAt = 0;
    trigger("clear", {});
    field.focus();
  },
};

listen(document, "click", (event) => {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.dataset.do) actions[button.dataset.do]?.();
  else if (button.dataset.ask) ask(button.dataset.ask);
  else if (button.dataset.copy !== undefined) copy(button);
  else if (button.dataset.n) open(button);
});

// --- What the server changed --------------------------------------------------------------------------------------

let settled = ""; // How many questions the chat held at its last change, and whether one was open.

const chatChanged = () => {
  const all = document.querySelectorAll("#wj-chat .wj-question");
  const now = `${all.length} ${Boolean(find("#wj-chat .wj-pending"))}`;
  if (now === settled) return;
  settled = now;
  if (all.length) {
    // A question goes to the top when it is asked, and again when there is an answer to fill the space below.
    sentAt = 0;
    all[all.length - 1].scrollIntoView({ block: "start" });
  }
  // Gradio labels every message "a component of type html".
  for (const node of document.querySelectorAll("#wj-chat [data-testid][aria-label]")) {
    node.removeAttribute("aria-label");
  }
  showWaiting();
};

// The parts of the page are mounted one after the other, so the whole of it is watched.
const observer = new MutationObserver(() => {
  labelAll();
  chatChanged();
  panelChanged();
});
observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-n", "data-turn"] });
window.wenju.signal.addEventListener("abort", () => observer.disconnect());

showLanguage(remembered() ?? (preferred[0] && !preferred[0].startsWith("zh") ? "en" : script));
