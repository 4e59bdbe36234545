// The order of a file says something: of two flows that are both true the first is taken. bpmn-js
// puts back at the end what is undone; here everything stays where it was first seen.
import type { Service } from "./model";

export class Order {
  private readonly ranks = new Map<string, number>();

  /** Put the elements of each process and part of it in the order in which they were first seen. */
  keep(definitions: Service): void {
    for (const root of definitions?.rootElements ?? []) this.within(root);
  }

  private within(scope: Service): void {
    const elements: Service[] | undefined = scope.flowElements;
    if (!elements) return;
    for (const one of elements) if (!this.ranks.has(one.id)) this.ranks.set(one.id, this.ranks.size);
    elements.sort((a, b) => this.ranks.get(a.id)! - this.ranks.get(b.id)!);
    for (const one of elements) this.within(one);
  }
}
