// What the gate finds: a mark on each element that leads to the list, and back.
import type { Diagram } from "./model";
import type { Server } from "./server";
import { words } from "./words";

const KIND = "bevinding";

export class Findings {
  private asked = 0;

  constructor(
    private readonly place: HTMLElement,
    private readonly diagram: Diagram,
    private readonly server: Server,
    choose: (element: string) => void,
  ) {
    place.addEventListener("click", (event) => {
      const link = (event.target as HTMLElement).closest<HTMLElement>("[data-kies]");
      const element = link?.dataset.kies ?? "";
      if (!element || !this.diagram.get("elementRegistry").get(element)) return;
      event.preventDefault();
      choose(element);
    });
  }

  async refresh(): Promise<void> {
    const question = (this.asked += 1);
    const answer = await this.server.findings();
    if (!answer?.ok || question !== this.asked) return;
    this.place.innerHTML = await answer.text(); // made by the server, escaped there
    this.mark();
  }

  /** Draw the marks anew: those of an earlier drawing are gone with it. */
  mark(): void {
    const overlays = this.diagram.get("overlays");
    const registry = this.diagram.get("elementRegistry");
    overlays.remove({ type: KIND });
    const first = new Map<string, HTMLElement[]>();
    for (const item of this.place.querySelectorAll<HTMLElement>("li[data-element]")) {
      const key = item.dataset.element ?? "";
      if (registry.get(key)) first.set(key, [...(first.get(key) ?? []), item]);
    }
    for (const [key, items] of first) {
      const isFlow = Boolean(registry.get(key).waypoints);
      const position = isFlow ? { top: -14, left: 0 } : { top: -14, left: -14 };
      overlays.add(key, KIND, { position, html: this.button(items) });
    }
  }

  private button(items: HTMLElement[]): HTMLElement {
    const button = document.createElement("button");
    const isError = items.some((item) => item.dataset.fout);
    button.type = "button";
    button.className = `canvas-merk${isError ? " is-fout" : ""}`;
    button.textContent = items.length > 1 ? String(items.length) : isError ? "!" : "i";
    const reason = items[0]?.querySelector("a")?.textContent ?? "";
    button.setAttribute("aria-label", `${words("bevinding")} ${reason}`);
    button.title = reason;
    button.addEventListener("click", () => {
      items[0]?.focus();
      items[0]?.scrollIntoView({ block: "nearest" });
    });
    return button;
  }
}
