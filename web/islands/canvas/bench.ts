// Everything on the page together: what is chosen, kept, shown and undone.
import { Findings } from "./findings";
import { makeDiagram } from "./making";
import type { Diagram, Element } from "./model";
import { Panel } from "./panel";
import { Saving } from "./saving";
import type { Drawing, Trouble } from "./server";
import { Server } from "./server";
import { words } from "./words";

const READABLE = 0.6; // the smallest zoom at which words can be read

export class Bench {
  private readonly server: Server;
  private readonly canEdit: boolean;
  private diagram!: Diagram;
  private saving!: Saving;
  private panel!: Panel;
  private findings!: Findings;
  private drawing!: Drawing;
  private loading = false;
  private mine = ""; // the version of one's own that lies beside the file

  constructor(private readonly frame: HTMLElement) {
    this.server = new Server(frame);
    this.canEdit = frame.dataset.wijzigen === "ja";
  }

  /** Load the drawing and take over from the picture. */
  async start(): Promise<void> {
    const picture = document.getElementById("plaatje");
    this.frame.hidden = false;
    picture?.setAttribute("hidden", "");
    document.getElementById("zonder-script")?.remove();
    this.diagram = await makeDiagram(this.one("#tekenvlak"), this.canEdit);
    this.wire();
    try {
      await this.load();
    } catch {
      this.frame.hidden = true;
      picture?.removeAttribute("hidden");
      this.tellBroken();
      return;
    }
    this.zoomToFit();
    this.chooseFirst();
    this.say(words("klaar"));
    this.frame.dataset.ready = "true";
    await this.findings.refresh();
    this.frame.dataset.bevonden = "true";
  }

  private one<T extends HTMLElement>(selector: string): T {
    const found = this.frame.querySelector<T>(selector);
    if (!found) throw new Error(`missing: ${selector}`);
    return found;
  }

  private wire(): void {
    const say = (text: string): void => this.say(text);
    this.saving = new Saving(
      this.diagram,
      this.server,
      say,
      () => void this.kept(),
      (trouble) => this.conflict(trouble),
    );
    this.findings = new Findings(
      this.one("[data-bevindingen-lijst]"),
      this.diagram,
      this.server,
      (element) => this.choose(element, true),
    );
    this.panel = new Panel(
      this.one("#canvas-paneel"),
      this.server,
      (element) => this.stepOf(element),
      () => this.saving.flush(),
      () => this.saving.revision,
      (done) => this.afterStep(done.gekozen),
      say,
    );
    this.diagram.on("commandStack.changed", () => {
      if (!this.loading) this.saving.changed();
      this.showUndo();
    });
    this.diagram.on("selection.changed", (event) => {
      if (this.loading) return;
      const chosen = event.newSelection as Element[];
      void this.show(chosen.length === 1 ? chosen[0] : undefined);
    });
    this.one<HTMLSelectElement>("#kies-stap").addEventListener("change", (event) => {
      this.choose((event.target as HTMLSelectElement).value, true);
    });
    // Fewer columns of tools, and the drawing as large as its place.
    new ResizeObserver(() => this.diagram.get("canvas").resized()).observe(this.one("#tekenvlak"));
    for (const button of this.frame.querySelectorAll<HTMLElement>("[data-doe]")) {
      button.addEventListener("click", () => void this.act(button.dataset.doe ?? ""));
    }
  }

  private say(text: string): void {
    this.one("#canvas-stand").textContent = text;
  }

  private tellBroken(): void {
    const told = document.createElement("p");
    told.className = "let-op";
    told.setAttribute("role", "alert");
    told.textContent = words("onleesbaar");
    this.frame.before(told);
  }

  // -- loading
  private async load(): Promise<void> {
    this.loading = true;
    try {
      this.drawing = await this.server.drawing();
      const { warnings } = await this.diagram.importXML(this.drawing.bestand);
      if (warnings.length && this.canEdit) throw new Error(warnings[0]?.message ?? "");
      await this.saving.begin(this.drawing.revisie);
    } finally {
      this.loading = false;
    }
    this.listSteps();
    this.showUndo();
    this.hideConflict();
  }

  /** Load what the server has now, with the same piece in view and the same step chosen. */
  private async reload(chosen?: string): Promise<void> {
    const canvas = this.diagram.get("canvas");
    const view = canvas.viewbox();
    const before = chosen ?? (this.diagram.get("selection").get()[0] as Element | undefined)?.id;
    await this.load();
    canvas.viewbox({ x: view.x, y: view.y, width: view.width, height: view.height });
    if (before) this.choose(before, false);
    this.findings.mark();
    void this.findings.refresh();
  }

  private listSteps(): void {
    const select = this.one<HTMLSelectElement>("#kies-stap");
    const options = this.drawing.stappen.map(([id, name, kind]) => new Option(`${name} (${kind})`, id));
    select.replaceChildren(select.options[0]!, ...options);
  }

  private zoomToFit(): void {
    const canvas = this.diagram.get("canvas");
    canvas.zoom("fit-viewport", "auto");
    // A long route would be too small to read: then begin at its first step.
    if (canvas.zoom() < READABLE) canvas.zoom(READABLE, { x: 0, y: 0 });
  }

  private chooseFirst(): void {
    const wanted = new URL(location.href).searchParams.get("stap");
    if (wanted) this.choose(wanted, false);
  }

  // -- choosing
  private choose(id: string, focus: boolean): void {
    const element = this.diagram.get("elementRegistry").get(id) as Element | undefined;
    if (!element) return;
    this.diagram.get("selection").select(element);
    this.diagram.get("canvas").scrollToElement(element, 120);
    if (focus) this.panel.focus();
  }

  private async show(element: Element | undefined): Promise<void> {
    const select = this.one<HTMLSelectElement>("#kies-stap");
    select.value = element?.id ?? "";
    delete this.frame.dataset.paneel;
    await this.panel.show(element?.labelTarget ?? element);
    if (element && this.panel.shows(element)) this.frame.dataset.paneel = element.id;
  }

  /** Return the step whose forms are about an element; it was kept just now. */
  private stepOf(element: Element): string {
    return element.businessObject.sourceRef?.id ?? element.id;
  }

  // -- keeping
  private async kept(): Promise<void> {
    this.drawing = { ...this.drawing, ...(await this.steps()) };
    this.listSteps();
    this.showAgain();
    await this.findings.refresh();
  }

  /** Show the chosen step anew when it got another id, or was not there yet. */
  private showAgain(): void {
    const chosen = this.diagram.get("selection").get() as Element[];
    const element = chosen.length === 1 ? chosen[0] : undefined;
    if (element && !this.panel.shows(element)) void this.show(element);
    else this.one<HTMLSelectElement>("#kies-stap").value = element?.id ?? "";
  }

  private async steps(): Promise<Partial<Drawing>> {
    try {
      const { stappen, pijlen } = await this.server.drawing();
      return { stappen, pijlen };
    } catch {
      return {};
    }
  }

  private async afterStep(chosen: string): Promise<void> {
    await this.reload(chosen);
    this.say(words("stap_bewaard"));
    this.panel.focus();
  }

  // -- somebody else was first
  private conflict(trouble: Trouble): void {
    this.mine = trouble.ernaast ?? "";
    const box = this.one("#canvas-botsing");
    const told = [trouble.door, trouble.toen, trouble.wat].filter(Boolean).join(", ");
    this.one("[data-botsing-tekst]").textContent = `${trouble.melding} (${told})`;
    box.hidden = false;
    box.focus();
  }

  private hideConflict(): void {
    this.mine = "";
    this.one("#canvas-botsing").hidden = true;
  }

  // -- buttons
  private async act(what: string): Promise<void> {
    const canvas = this.diagram.get("canvas");
    const acts: Record<string, () => void | Promise<void>> = {
      groter: () => this.diagram.get("zoomScroll").stepZoom(1),
      kleiner: () => this.diagram.get("zoomScroll").stepZoom(-1),
      passend: () => canvas.zoom("fit-viewport", "auto"),
      ongedaan: () => this.undo(),
      opnieuw: () => this.diagram.get("commandStack").redo(),
      hunne: () => this.reload(),
      mijne: () => this.takeMine(),
    };
    await acts[what]?.();
  }

  /** Undo on the canvas; when there is nothing left, the version before. */
  private async undo(): Promise<void> {
    const stack = this.diagram.get("commandStack");
    if (stack.canUndo()) return stack.undo();
    if (!(await this.saving.flush())) return;
    if (!(await this.server.undo(this.saving.revision))) return this.say(words("niets"));
    await this.reload();
    this.say(words("ongedaan"));
  }

  private async takeMine(): Promise<void> {
    if (!this.mine || !(await this.server.takeOver(this.mine))) return this.say(words("mislukt"));
    const now = await this.server.drawing();
    this.hideConflict();
    // What was drawn after the conflict goes on top of the version that was taken over.
    if (await this.saving.goOn(now.revisie)) await this.reload();
  }

  private showUndo(): void {
    if (!this.canEdit) return;
    this.one<HTMLButtonElement>("[data-doe=opnieuw]").disabled = !this.diagram.get("commandStack").canRedo();
  }
}
