// A step behind a step that leads on already comes in between, as in the list of steps: what stands
// to the right makes room, and the flow that was there keeps its id and condition.
import type { Element, Service } from "./model";
import { is } from "./model";

const GAP = 50; // as doorgang_engine.editing.picture

interface Shape extends Element {
  x: number;
  y: number;
  width: number;
  height: number;
  outgoing: Shape[];
  target: Shape;
}

interface Insert {
  from: Shape;
  shape: Shape;
}

function waysOn(element: Element): Shape[] {
  return ((element as Shape).outgoing ?? []).filter((one) => is(one, "bpmn:SequenceFlow"));
}

/** Whether what comes behind an element belongs in its only way on; an end never does. */
export function mayInsert(from: Element, key: string): boolean {
  return key !== "einde" && !is(from, "bpmn:Gateway") && waysOn(from).length === 1;
}

/** One act of bpmn-js, so that one undo takes all of it back. */
class InsertHandler {
  static $inject = ["modeling", "spaceTool", "canvas"];

  constructor(
    private readonly modeling: Service,
    private readonly spaceTool: Service,
    private readonly canvas: Service,
  ) {}

  preExecute({ from, shape }: Insert): void {
    const flow = waysOn(from)[0]!;
    const target = flow.target;
    this.makeRoom(from, shape);
    const middle = from.y + from.height / 2;
    const position = { x: from.x + from.width + GAP + shape.width / 2, y: middle };
    const made = this.modeling.createShape(shape, position, from.parent);
    this.modeling.reconnectEnd(flow, made, { x: made.x, y: middle });
    this.modeling.connect(made, target);
  }

  private makeRoom(from: Shape, shape: Shape): void {
    const delta = { x: shape.width + GAP, y: 0 };
    const start = from.x + from.width + 1;
    const all = this.canvas.getRootElement().children;
    const { movingShapes, resizingShapes } = this.spaceTool.calculateAdjustments(
      this.inside(all),
      "x",
      delta.x,
      start,
    );
    this.spaceTool.makeSpace(movingShapes, resizingShapes, delta, "e", start);
  }

  private inside(elements: Service[]): Service[] {
    return elements.flatMap((one) => [one, ...this.inside(one.children ?? [])]);
  }
}

class Inserting {
  static $inject = ["commandStack", "selection", "canvas", "directEditing"];

  constructor(
    private readonly commandStack: Service,
    private readonly selection: Service,
    private readonly canvas: Service,
    private readonly directEditing: Service,
  ) {
    commandStack.registerHandler("route.insertAfter", InsertHandler);
  }

  /** Put a step behind another one, choose it, and let its name be typed. */
  after(from: Element, shape: Element): void {
    this.commandStack.execute("route.insertAfter", { from, shape });
    this.selection.select(shape);
    this.canvas.scrollToElement(shape, GAP);
    this.directEditing.activate(shape);
  }
}

export const insertModule = {
  __init__: ["inserting"],
  inserting: ["type", Inserting],
};
