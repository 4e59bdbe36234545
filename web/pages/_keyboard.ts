// Keyboard shortcuts. Alt+Shift and a letter goes to what carries that letter in data-key: a link is
// followed, a button pressed, a field or a button with data-key-stays only gets the focus. A question
// mark shows the list of them, outside of fields. All can be turned off in that list (WCAG 2.1.4:
// the question mark is a single character); nothing happens while a dialog is open.

const OFF = "doorgang_toetsen=uit"; // the cookie by which this browser remembers it
const YEAR = 31_536_000; // seconds
const LISTED = "doorgang-taken"; // addresses of the tasks of the list that was seen last
const TASK = "a[data-taak]";

export function listenToKeys(): void {
  const list = document.querySelector<HTMLDialogElement>("#sneltoetsen");
  if (!list) return; // nobody is signed in: there is nothing to go to
  prepare(list);
  keepList();
  showNeighbours();
  document.addEventListener("keydown", (event) => {
    if (isOff() || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey && event.shiftKey) letter(event);
    else if (event.key === "?" && !event.altKey && !isTyping(event.target)) {
      event.preventDefault();
      list.showModal();
    }
  });
}

function letter(event: KeyboardEvent): void {
  const key = event.code.replace(/^Key|^Digit/, "").toLowerCase();
  if (key === "n" || key === "v") {
    if (alongList(key === "n" ? 1 : -1)) return event.preventDefault();
  }
  const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]:not([hidden])`);
  if (!target) return;
  event.preventDefault();
  target.focus();
  const isPressed = target instanceof HTMLAnchorElement || target instanceof HTMLButtonElement;
  if (isPressed && !("keyStays" in target.dataset)) target.click();
}

/** Moves the focus along the tasks of a list; false when there is no list here. */
function alongList(step: number): boolean {
  const tasks = [...document.querySelectorAll<HTMLAnchorElement>(TASK)];
  if (tasks.length === 0) return false;
  const at = tasks.findIndex((one) => one === document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : tasks.length - 1) : at + step;
  tasks[Math.min(Math.max(next, 0), tasks.length - 1)]?.focus();
  return true;
}

function keepList(): void {
  const tasks = [...document.querySelectorAll<HTMLAnchorElement>(TASK)];
  if (tasks.length === 0) return;
  sessionStorage.setItem(LISTED, JSON.stringify(tasks.map((one) => one.pathname)));
}

/** On a task: links to the one before and the one after it in the list that was seen last. */
function showNeighbours(): void {
  const place = document.getElementById("buren");
  if (!place) return;
  const tasks = JSON.parse(sessionStorage.getItem(LISTED) ?? "[]") as string[];
  const at = tasks.indexOf(location.pathname);
  if (at < 0) return;
  for (const [key, address] of [["v", tasks[at - 1]], ["n", tasks[at + 1]]] as const) {
    const link = place.querySelector<HTMLAnchorElement>(`[data-key="${key}"]`);
    if (!link || !address) continue;
    link.href = address;
    link.hidden = false;
    place.hidden = false;
  }
}

function prepare(list: HTMLDialogElement): void {
  const button = document.querySelector<HTMLElement>("[data-keys]");
  const choice = list.querySelector<HTMLInputElement>("input");
  button?.removeAttribute("hidden");
  button?.addEventListener("click", () => list.showModal());
  list.querySelector("[data-close]")?.addEventListener("click", () => list.close());
  if (!choice) return;
  choice.checked = !isOff();
  choice.addEventListener("change", () => {
    const lasts = choice.checked ? 0 : YEAR;
    document.cookie = `${OFF}; path=/; SameSite=Lax; max-age=${lasts}`;
  });
}

function isOff(): boolean {
  return document.cookie.split("; ").includes(OFF);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
