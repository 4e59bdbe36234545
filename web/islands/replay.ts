// Replay: paints any step on the drawing that is already there, by classes only. The page works
// without this (each step has an address); with it there is no waiting between steps.
import { bringToMiddle } from "../pages/_drawing";

interface Step {
  bundle: string;
  iso: string;
  x: number;
  html: string;
  states: Record<string, number[]>;
  rounds: Record<string, number>;
}

interface Replay {
  ids: string[];
  address: string;
  steps: Step[];
}

const STATES = ["active", "late", "visited", "cancelled", "fresh", "taken"];
const REST = 250; // milliseconds without a new step before it is read out

const frame = document.getElementById("naspelen");
const source = document.getElementById("naspelen-stappen");

function one<T extends Element>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`missing: ${selector}`);
  return found;
}

if (frame && source) start(frame, JSON.parse(source.textContent ?? "") as Replay);

function start(frame: HTMLElement, replay: Replay): void {
  const slider = one<HTMLInputElement>("#stap", frame);
  const play = one<HTMLButtonElement>("[data-play]", frame);
  const speed = one<HTMLElement>("[data-speed]", frame);
  const tempo = one<HTMLSelectElement>("#tempo", frame);
  const panel = one<HTMLElement>("[data-panel]", frame);
  const said = one<HTMLElement>("[data-said]", frame);
  const counter = one<HTMLElement>("[data-at]", frame);
  const marker = frame.querySelector<SVGGElement>(".track-now");
  const groups = new Map<string, SVGGElement[]>();
  for (const group of frame.querySelectorAll<SVGGElement>("[data-drawing] g[data-element]")) {
    const key = group.dataset.element ?? "";
    groups.set(key, [...(groups.get(key) ?? []), group]);
  }
  const last = replay.steps.length;
  const playWords = play.textContent ?? "";
  let at = Number(slider.value);
  let timer: number | undefined;
  let rest: number | undefined;

  for (const hidden of [play, speed]) hidden.hidden = false;
  for (const button of frame.querySelectorAll<HTMLElement>("[data-nojs]")) button.hidden = true;

  function address(step: number): string {
    const url = new URL(replay.address, location.href);
    url.searchParams.set("stap", String(step));
    return url.href;
  }

  function show(step: number): void {
    const now = replay.steps[step - 1];
    if (!now || step === at) return;
    // Another version has another drawing: that is another page.
    if (now.bundle !== replay.steps[at - 1]?.bundle) {
      location.assign(address(step));
      return;
    }
    at = step;
    paint(now);
    slider.value = String(step);
    counter.textContent = String(step);
    panel.innerHTML = now.html; // made by the server, escaped there
    marker?.setAttribute("transform", `translate(${now.x} 0)`);
    for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
    for (const field of document.querySelectorAll<HTMLInputElement>("[data-step]")) field.value = String(step);
    history.replaceState(null, "", address(step));
    link("before", Math.max(step - 1, 1));
    link("after", Math.min(step + 1, last));
    window.clearTimeout(rest);
    rest = window.setTimeout(() => {
      said.textContent = `${step} / ${last}: ${panel.querySelector(".stap-titel")?.textContent ?? ""}`;
    }, REST);
  }

  function link(where: string, step: number): void {
    const found = frame.querySelector<HTMLAnchorElement>(`[data-go=${where}]`);
    if (found) found.href = address(step);
  }

  function paint(now: Step): void {
    for (const all of groups.values())
      for (const group of all) group.classList.remove("is-again", ...STATES.map((state) => `is-${state}`));
    for (const state of STATES)
      for (const number of now.states[state] ?? [])
        for (const group of groups.get(replay.ids[number] ?? "") ?? []) group.classList.add(`is-${state}`);
    for (const [number, times] of Object.entries(now.rounds))
      for (const group of groups.get(replay.ids[Number(number)] ?? "") ?? []) {
        group.classList.add("is-again");
        const words = group.querySelector(".mark-again text");
        if (words) words.textContent = `${times}×`;
      }
    follow();
  }

  /** Bring where the case came to, or what just happened, into the middle of the drawing. */
  function follow(): void {
    const room = frame.querySelector<HTMLElement>("[data-drawing]");
    const before = new Set(replay.steps[at - 2]?.states.active);
    const came = replay.steps[at - 1]?.states.active?.find((number) => !before.has(number));
    const key = came === undefined ? "" : (replay.ids[came] ?? "");
    const place =
      groups.get(key)?.find((group) => group.matches(".state")) ??
      frame.querySelector(".state.is-fresh, .state.is-active");
    if (!room || !place) return;
    bringToMiddle(place, room);
  }

  function stop(): void {
    window.clearTimeout(timer);
    timer = undefined;
    play.textContent = playWords;
  }

  function tick(): void {
    if (at >= last) return stop();
    show(at + 1);
    timer = window.setTimeout(tick, Number(tempo.value));
  }

  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  slider.form?.addEventListener("submit", (event) => event.preventDefault());
  play.addEventListener("click", () => {
    if (timer !== undefined) return stop();
    play.textContent = play.dataset.pause ?? "";
    if (at >= last) show(1);
    timer = window.setTimeout(tick, Number(tempo.value));
  });
  const places: Record<string, () => number> = {
    first: () => 1,
    before: () => Math.max(at - 1, 1),
    after: () => Math.min(at + 1, last),
    last: () => last,
  };
  for (const [where, place] of Object.entries(places))
    frame.querySelector(`[data-go=${where}]`)?.addEventListener("click", (event) => {
      event.preventDefault();
      stop();
      show(place());
    });
  follow();
  frame.dataset.ready = "true";
}
