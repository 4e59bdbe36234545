// A task's page: saves what is typed by itself, says who else has the task open, and shows what the
// answer would lead to. Without it there are buttons for the same.

const PAUSE = 2_000; // after the last change
const AGAIN = 10_000; // after it failed
const PRESENT = 60_000; // say that the page is still open

interface Told {
  bewaard?: string;
  revisie?: number;
  ook_hier?: string;
  let_op?: string;
}

/** Whether the button that was pressed leaves the page as it is: it saves a file. */
function staysHere(event: SubmitEvent): boolean {
  return event.submitter !== null && "blijft" in event.submitter.dataset;
}

class Task {
  private dirty = false;
  private sent = false;
  private busy = false;
  private timer = 0;
  private readonly stand = document.getElementById("concept-stand");
  private readonly others = document.getElementById("ook-hier");
  private readonly effect = document.getElementById("gevolg");

  constructor(private readonly form: HTMLFormElement) {
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => {
      if (!staysHere(event)) this.stop();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.dirty) void this.save(true);
    });
    window.setInterval(() => void this.present(), PRESENT);
    document.getElementById("gevolg-knop")?.setAttribute("hidden", "");
    if (this.revision().value !== "0") void this.foresee();
  }

  private changed(): void {
    this.dirty = true;
    this.later(PAUSE);
  }

  private later(wait: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), wait);
  }

  private stop(): void {
    this.sent = true;
    window.clearTimeout(this.timer);
  }

  private async save(leaving = false): Promise<void> {
    if (this.sent || !this.dirty) return;
    if (this.busy) return this.later(PAUSE);
    this.busy = true;
    this.dirty = false;
    const answer = await this.post(this.form.dataset.concept, this.content(), leaving);
    this.busy = false;
    if (this.sent) return;
    if (answer?.ok) {
      this.tell((await answer.json()) as Told);
      await this.foresee();
      return;
    }
    this.dirty = true;
    this.say((isOut(answer) ? this.stand?.dataset.afgemeld : this.stand?.dataset.mislukt) ?? "");
    this.later(AGAIN);
  }

  private async present(): Promise<void> {
    if (this.sent || document.visibilityState === "hidden") return;
    const content = this.content();
    content.set("_kijkt", "1");
    const answer = await this.post(this.form.dataset.concept, content);
    if (answer?.ok) this.show(((await answer.json()) as Told).ook_hier ?? "");
  }

  private async foresee(): Promise<void> {
    const box = this.effect;
    const text = document.getElementById("gevolg-tekst");
    if (!box || !text) return;
    const answer = await this.post(box.dataset.vraag, this.content());
    if (!answer?.ok) return;
    const told = await answer.text();
    box.hidden = false;
    if (text.dataset.told === told) return; // nothing new: not read out again
    text.dataset.told = told;
    text.innerHTML = told;
  }

  private tell(told: Told): void {
    if (told.revisie !== undefined) this.revision().value = String(told.revisie);
    this.say([told.bewaard, told.let_op].filter(Boolean).join(" "));
    this.show(told.ook_hier ?? "");
  }

  private say(words: string): void {
    if (this.stand) this.stand.textContent = words;
  }

  private show(others: string): void {
    if (!this.others || this.others.textContent === others) return;
    this.others.textContent = others;
  }

  private revision(): HTMLInputElement {
    return this.form.querySelector<HTMLInputElement>("[name=_concept]")!;
  }

  /** What is in the form, without files: those are sent with the form itself. */
  private content(): URLSearchParams {
    const found = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") found.append(name, value);
    }
    return found;
  }

  private async post(
    address: string | undefined,
    body: URLSearchParams,
    keepalive = false,
  ): Promise<Response | undefined> {
    if (!address) return undefined;
    try {
      const headers = { Accept: "application/json, text/html;q=0.5" };
      return await fetch(address, { method: "POST", body, keepalive, headers });
    } catch {
      return undefined; // no connection: it is tried again
    }
  }
}

/** Whether the sign-in is over: what was typed stays on the page. */
function isOut(answer: Response | undefined): boolean {
  return answer?.status === 401 || answer?.status === 403;
}

const form = document.querySelector<HTMLFormElement>("form#taak");
if (form) new Task(form);
