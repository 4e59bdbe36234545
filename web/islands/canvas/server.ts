// What is asked of the server: the drawing, keeping it, undoing, and parts of the page.

export interface Drawing {
  bestand: string;
  revisie: number;
  stappen: [string, string, string][]; // id, name, kind in words
  pijlen: Record<string, string>; // flow -> the step that it leaves
}

export interface Kept {
  revisie: number;
  melding: string;
}

/** Why a drawing was not kept, or only beside another one. */
export interface Trouble {
  code: string;
  melding: string;
  element?: string;
  ernaast?: string; // the version of one's own that was kept beside it
  door?: string;
  toen?: string;
  wat?: string;
}

export class Server {
  private readonly data: DOMStringMap;

  constructor(frame: HTMLElement) {
    this.data = frame.dataset;
  }

  async drawing(): Promise<Drawing> {
    const answer = await this.ask(this.data.bestand!);
    if (!answer?.ok) throw new Error(`drawing: ${answer?.status ?? "no connection"}`);
    return (await answer.json()) as Drawing;
  }

  keep(xml: string, revision: number): Promise<Response | undefined> {
    const form = this.form({ revisie: String(revision) });
    form.set("tekening", new Blob([xml], { type: "application/xml" }), "route.bpmn");
    return this.ask(this.data.bestand!, form);
  }

  /** Undo the newest version; the address of the answer tells what came of it. */
  async undo(revision: number): Promise<boolean> {
    const form = this.form({ bestand: "route.bpmn", revisie: String(revision) });
    const answer = await this.ask(this.data.ongedaan!, form);
    return answer?.ok === true && new URL(answer.url).searchParams.get("bericht") === "ongedaan";
  }

  async takeOver(version: string): Promise<boolean> {
    const answer = await this.ask(this.data.overnemen!, this.form({ versie: version }));
    return answer?.ok === true;
  }

  step(step: string): Promise<Response | undefined> {
    return this.ask(this.data.stap!.replace("STAP", encodeURIComponent(step)));
  }

  findings(): Promise<Response | undefined> {
    return this.ask(this.data.bevindingen!);
  }

  send(form: HTMLFormElement, revision: number): Promise<Response | undefined> {
    const content = new FormData(form);
    content.set("revisie", String(revision));
    return this.ask(form.action, content);
  }

  private form(fields: Record<string, string>): FormData {
    const form = new FormData();
    form.set(this.data.token!, this.data.csrf!);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return form;
  }

  private async ask(address: string, body?: FormData): Promise<Response | undefined> {
    try {
      const headers = { Accept: "application/json, text/html;q=0.5" };
      return await fetch(address, { method: body ? "POST" : "GET", body, headers });
    } catch {
      return undefined; // no connection
    }
  }
}

/** Whether the sign-in is over: what was drawn stays on the page. */
export function isOut(answer: Response | undefined): boolean {
  return answer?.status === 401 || answer?.status === 403 || answer?.redirected === true;
}

export function isJson(answer: Response): boolean {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}
