// On a form: shows a question only while its condition holds for what is typed now. Without it
// every question stands there, with its condition in words; the server decides either way.

type Value = string | number | boolean | string[] | null;
interface Test {
  name: string;
  kind: string;
  op: string;
  value: Value;
}
type Condition = { all: Condition[] } | { any: Condition[] } | { known: boolean | null } | Test;
// null: it cannot be known here (a value that the server reckons); then nothing is hidden
type Outcome = boolean | null;

class Reader {
  constructor(private readonly form: HTMLFormElement) {}

  holds(condition: Condition): Outcome {
    if ("known" in condition) return condition.known;
    if ("all" in condition) return all(condition.all.map((one) => this.holds(one)));
    if ("any" in condition) {
      return not(all(condition.any.map((one) => not(this.holds(one)))));
    }
    return this.test(condition);
  }

  private test(test: Test): Outcome {
    const value = this.value(test);
    const filled = value !== null && value !== "" && !(Array.isArray(value) && !value.length);
    const size = Array.isArray(value) ? value.length : value;
    switch (test.op) {
      case "filled":
        return filled === test.value;
      case "is":
        return same(value, test.value);
      case "not":
        return !same(value, test.value);
      case "in":
        return ((test.value ?? []) as Value[]).some((one) => same(value, one));
      case "at_least":
        return typeof size === "number" && size >= Number(test.value);
      case "at_most":
        return typeof size === "number" && size <= Number(test.value);
      default:
        return null;
    }
  }

  private value({ name, kind }: Test): Value {
    switch (kind) {
      case "repeat":
        return this.rows(name);
      case "choices":
        return this.inputs(name).filter((one) => one.checked).map((one) => one.value);
      case "yes_no":
        return yes(this.chosen(name));
      case "choice":
        return this.chosen(name) || null;
      case "date":
        return this.day(name);
      case "number":
        return number(this.text(name));
      case "signature":
        return this.text(`${name}-naam`) || null;
      case "file":
        return this.text(name) || this.text(`${name}-bestand`) || null;
      default:
        return this.text(name) || null;
    }
  }

  private rows(name: string): string[] {
    const row = new RegExp(`^${name}-\\d+$`);
    return [...this.form.querySelectorAll<HTMLInputElement>('input[type="hidden"]')]
      .filter((one) => row.test(one.name))
      .map((one) => one.name);
  }

  private inputs(name: string): HTMLInputElement[] {
    const found = this.form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);
    // what is hidden itself is not asked, and so has no answer
    return [...found].filter((one) => !one.closest("[data-when][hidden]"));
  }

  private chosen(name: string): string {
    const inputs = this.inputs(name);
    const picked = inputs.find((one) => one.checked || one.tagName === "SELECT");
    return picked?.value ?? "";
  }

  private text(name: string): string {
    return this.inputs(name)[0]?.value.trim() ?? "";
  }

  private day(name: string): string | null {
    const [day, month, year] = ["dag", "maand", "jaar"].map((part) => this.text(`${name}-${part}`));
    if (!day || !month || !year) return null;
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  }
}

function all(outcomes: Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(null) ? null : true;
}

function not(outcome: Outcome): Outcome {
  return outcome === null ? null : !outcome;
}

function same(value: Value, wanted: Value): boolean {
  return Array.isArray(value) ? value.includes(String(wanted)) : value === wanted;
}

function yes(typed: string): boolean | null {
  return typed === "" ? null : typed === "ja";
}

function number(typed: string): number | null {
  const found = Number(typed.replace(",", "."));
  return typed === "" || Number.isNaN(found) ? null : found;
}

/** Gives what leaves a condition unsaid once it is met: also to who hears the description. */
function words(field: HTMLElement): ((isMet: boolean) => void) | undefined {
  const all = [...field.querySelectorAll<HTMLElement>(".veld-voorwaarde")];
  const said = all.find((one) => one.closest("[data-when]") === field);
  if (!said) return undefined;
  const text = said.textContent;
  return (isMet) => {
    said.hidden = isMet;
    said.textContent = isMet ? "" : text;
  };
}

function follow(form: HTMLFormElement): void {
  const reader = new Reader(form);
  const fields = [...form.querySelectorAll<HTMLElement>("[data-when]")];
  const told = new Map(fields.map((one) => [one, words(one)]));
  const settle = (): void => {
    // in the order of the page: a condition speaks of what stands before it
    for (const one of fields) {
      const outcome = reader.holds(JSON.parse(one.dataset.when ?? "") as Condition);
      one.hidden = outcome === false;
      told.get(one)?.(outcome === true);
    }
  };
  form.addEventListener("input", settle);
  form.addEventListener("change", settle);
  settle();
}

const forms = new Set(
  [...document.querySelectorAll("[data-when]")].map((one) => one.closest("form")),
);
for (const form of forms) if (form) follow(form);
