// Keeps what is drawn by itself. One request at a time; what comes too late waits for a choice.
import type { Diagram } from "./model";
import type { Kept, Server, Trouble } from "./server";
import { isJson, isOut } from "./server";
import { Order } from "./order";
import { words } from "./words";

const PAUSE = 1_200; // milliseconds after the last change
const AGAIN = 10_000; // after it failed

export class Saving {
  revision = 0;
  private readonly order = new Order();
  private dirty = false;
  private halted = false; // refused or too late: until somebody chose or drew on
  private kept = ""; // the text that the server has
  private timer = 0;
  private running: Promise<boolean> | undefined;

  constructor(
    private readonly diagram: Diagram,
    private readonly server: Server,
    private readonly say: (text: string) => void,
    private readonly onKept: () => void,
    private readonly onConflict: (trouble: Trouble) => void,
  ) {
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty) event.preventDefault();
    });
  }

  /** What stands on the canvas now is what the server has. */
  async begin(revision: number): Promise<void> {
    window.clearTimeout(this.timer);
    this.revision = revision;
    this.dirty = false;
    this.halted = false;
    this.kept = await this.text();
  }

  /** Go on from another revision with what stands on the canvas: the server has what was sent. */
  async goOn(revision: number): Promise<boolean> {
    this.revision = revision;
    this.halted = false;
    return this.flush();
  }

  changed(): void {
    this.dirty = true;
    this.say(words("wacht"));
    if (!this.halted) this.later(PAUSE);
  }

  get isDirty(): boolean {
    return this.dirty;
  }

  /** Keep what is there now; gives whether the server has everything. */
  async flush(): Promise<boolean> {
    window.clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.dirty) return true;
    if (this.halted) return false;
    this.running = this.save();
    try {
      return await this.running;
    } finally {
      this.running = undefined;
    }
  }

  private later(wait: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), wait);
  }

  private async text(): Promise<string> {
    this.order.keep(this.diagram.getDefinitions());
    return (await this.diagram.saveXML({ format: true })).xml ?? "";
  }

  private async save(): Promise<boolean> {
    await new Promise((go) => window.setTimeout(go)); // what was put down may be named at once
    if (this.diagram.get("directEditing").isActive()) {
      this.later(PAUSE); // somebody is still typing a name
      return false;
    }
    const text = await this.text();
    this.dirty = false;
    if (text === this.kept) {
      this.say("");
      return true;
    }
    this.say(words("bezig"));
    const answer = await this.server.keep(text, this.revision);
    if (answer?.ok && isJson(answer)) {
      const told = (await answer.json()) as Kept;
      this.revision = told.revisie;
      this.kept = text;
      if (!this.dirty) this.say(told.melding);
      this.onKept();
      if (this.dirty) this.later(PAUSE);
      return !this.dirty;
    }
    this.dirty = true;
    await this.failed(answer, text);
    return false;
  }

  private async failed(answer: Response | undefined, text: string): Promise<void> {
    if (answer && isJson(answer) && (answer.status === 409 || answer.status === 422 || answer.status === 404)) {
      const trouble = (await answer.json()) as Trouble;
      this.say(trouble.melding);
      this.halted = trouble.code !== "edit_refused" && trouble.code !== "draft_file_invalid";
      if (trouble.code === "draft_file_stale") {
        this.kept = text; // beside the file
        this.onConflict(trouble);
      }
      return;
    }
    this.say(words(isOut(answer) ? "afgemeld" : "mislukt"));
    this.later(AGAIN);
  }
}
