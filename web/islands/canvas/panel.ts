// The panel: the forms of one step as the server makes them, sent without leaving the canvas.
import type { Element } from "./model";
import { is } from "./model";
import type { Server } from "./server";
import { isJson } from "./server";
import { words } from "./words";

interface Done {
  revisie: number;
  gekozen: string;
  gedaan: string;
}

export class Panel {
  private readonly place: HTMLElement;
  private asked = 0; // the newest question: older answers are no longer wanted
  private shown = "";

  constructor(
    section: HTMLElement,
    private readonly server: Server,
    private readonly stepOf: (element: Element) => string,
    private readonly ready: () => Promise<boolean>, // everything drawn is kept
    private readonly revision: () => number,
    private readonly onDone: (done: Done) => Promise<void>,
    private readonly say: (text: string) => void,
  ) {
    this.place = section.querySelector<HTMLElement>("[data-paneel]")!;
    this.place.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send(event.target as HTMLFormElement);
    });
  }

  /** Show what can be done with an element; of a flow, with the step that it leaves. */
  async show(element: Element | undefined): Promise<void> {
    const question = (this.asked += 1);
    if (!element || is(element, "bpmn:Participant") || element.type === "bpmn:Collaboration") {
      return this.tell(words("geen_stap"));
    }
    const isFlow = is(element, "bpmn:SequenceFlow");
    if (!isFlow && !is(element, "bpmn:FlowNode")) {
      return this.tell(words("alleen_tekenen"));
    }
    const isKept = await this.ready();
    if (question !== this.asked) return;
    if (!isKept) return this.tell(words("wacht"));
    const step = this.stepOf(element);
    const answer = step ? await this.server.step(step) : undefined;
    if (question !== this.asked) return;
    if (!answer?.ok) return this.tell(words("paneel_mislukt"));
    this.fill(await answer.text());
    this.shown = element.id;
    if (isFlow) this.openWay(element.id);
  }

  /** Whether it is this element that is shown, under the id that it has now. */
  shows(element: Element): boolean {
    return this.shown === (element.labelTarget ?? element).id;
  }

  /** Put the reader in the panel. */
  focus(): void {
    this.place.closest<HTMLElement>("section")?.focus();
  }

  private tell(text: string): void {
    this.shown = "";
    const said = document.createElement("p");
    said.textContent = text;
    this.place.replaceChildren(said);
  }

  private fill(html: string): void {
    this.place.innerHTML = html; // made by the server, escaped there
  }

  private openWay(flow: string): void {
    const way = this.place.querySelector(`[data-pijl="${CSS.escape(flow)}"]`);
    way?.querySelector("details")?.setAttribute("open", "");
    way?.scrollIntoView({ block: "nearest" });
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const element = this.shown;
    if (!(await this.ready())) return;
    const answer = await this.server.send(form, this.revision());
    if (answer?.ok && isJson(answer)) {
      await this.onDone((await answer.json()) as Done);
      return;
    }
    if (answer && (answer.status === 422 || answer.status === 409) && element === this.shown) {
      this.fill(await answer.text());
      this.place.querySelector<HTMLElement>("[data-fouten]")?.focus();
      return;
    }
    this.say(words("mislukt"));
  }
}
