// What can be drawn: only what a route may have (docs/bpmn-support.md) and the panel can set.
import type { Business, Element, Service } from "./model";
import { is } from "./model";
import { insertModule, mayInsert } from "./inserting";
import { words } from "./words";
import dg from "./dg.json";

type Make = (elementFactory: Service, bpmnFactory: Service) => Element;

interface Tool {
  key: string;
  icon: string;
  group: string;
  make: Make;
  follows: boolean; // may come behind a step
}

const shape =
  (type: string, more: object = {}): Make =>
  (elementFactory) =>
    elementFactory.createShape({ type, ...more });

/** A task that tells somebody something by itself. */
const message: Make = (elementFactory, bpmnFactory) =>
  elementFactory.createShape({
    type: "bpmn:ServiceTask",
    businessObject: bpmnFactory.create("bpmn:ServiceTask", { "dg:actie": "kennisgeven" }),
  });

/** An event that waits two weeks, until the panel says otherwise. */
const waiting: Make = (elementFactory, bpmnFactory) => {
  const event = elementFactory.createShape({
    type: "bpmn:IntermediateCatchEvent",
    eventDefinitionType: "bpmn:TimerEventDefinition",
  });
  giveLength(event.businessObject, bpmnFactory);
  return event;
};

function giveLength(event: Business, bpmnFactory: Service): void {
  const timer = event.eventDefinitions?.[0] as Service;
  if (timer?.$type !== "bpmn:TimerEventDefinition" || timer.timeDuration || timer.timeDate || timer.timeCycle) return;
  timer.timeDuration = bpmnFactory.create("bpmn:FormalExpression", { body: "P14D" });
  timer.timeDuration.$parent = timer;
}

const TOOLS: Tool[] = [
  { key: "begin", icon: "start-event-none", group: "event", make: shape("bpmn:StartEvent"), follows: false },
  { key: "taak", icon: "user-task", group: "activity", make: shape("bpmn:UserTask"), follows: true },
  { key: "vraag", icon: "gateway-xor", group: "gateway", make: shape("bpmn:ExclusiveGateway"), follows: true },
  { key: "tegelijk", icon: "gateway-parallel", group: "gateway", make: shape("bpmn:ParallelGateway"), follows: false },
  { key: "bericht", icon: "send-task", group: "activity", make: message, follows: true },
  { key: "wachten", icon: "intermediate-event-catch-timer", group: "event", make: waiting, follows: true },
  { key: "deelroute", icon: "call-activity", group: "activity", make: shape("bpmn:CallActivity"), follows: true },
  { key: "einde", icon: "end-event-none", group: "event", make: shape("bpmn:EndEvent"), follows: true },
];

class Palette {
  static $inject = ["palette", "create", "elementFactory", "bpmnFactory", "handTool", "lassoTool", "spaceTool", "globalConnect"];

  constructor(
    palette: Service,
    private readonly create: Service,
    private readonly elementFactory: Service,
    private readonly bpmnFactory: Service,
    private readonly hand: Service,
    private readonly lasso: Service,
    private readonly space: Service,
    private readonly connect: Service,
  ) {
    palette.registerProvider(this);
  }

  getPaletteEntries(): Record<string, object> {
    const found: Record<string, object> = {
      hand: tool("hand", "hand-tool", (event) => this.hand.activateHand(event)),
      lasso: tool("lasso", "lasso-tool", (event) => this.lasso.activateSelection(event)),
      space: tool("ruimte", "space-tool", (event) => this.space.activateSelection(event)),
      connect: tool("verbinden", "connection-multi", (event) => this.connect.start(event)),
      line: { group: "tools", separator: true },
    };
    for (const one of TOOLS) {
      const begin = (event: Event): void =>
        this.create.start(event, one.make(this.elementFactory, this.bpmnFactory));
      found[one.key] = {
        group: "new",
        className: `bpmn-icon-${one.icon}`,
        title: words(one.key),
        action: { click: begin, dragstart: begin },
      };
    }
    const part = (event: Event): void => this.part(event);
    found.deel = {
      group: "new",
      className: "bpmn-icon-subprocess-expanded",
      title: words("deel"),
      action: { click: part, dragstart: part },
    };
    return found;
  }

  private part(event: Event): void {
    const around = this.elementFactory.createShape({ type: "bpmn:SubProcess", x: 0, y: 0, isExpanded: true });
    const begin = this.elementFactory.createShape({ type: "bpmn:StartEvent", x: 40, y: 82, parent: around });
    this.create.start(event, [around, begin], { hints: { autoSelect: [around] } });
  }
}

function tool(key: string, icon: string, act: (event: Event) => void): object {
  return { group: "tools", className: `bpmn-icon-${icon}`, title: words(key), action: { click: act } };
}

class Pad {
  static $inject = ["contextPad", "create", "elementFactory", "bpmnFactory", "autoPlace", "connect", "modeling", "popupMenu", "rules", "inserting"];

  constructor(
    private readonly contextPad: Service,
    private readonly create: Service,
    private readonly elementFactory: Service,
    private readonly bpmnFactory: Service,
    private readonly autoPlace: Service,
    private readonly connect: Service,
    private readonly modeling: Service,
    private readonly popupMenu: Service,
    private readonly rules: Service,
    private readonly inserting: Service,
  ) {
    contextPad.registerProvider(this);
  }

  getContextPadEntries(element: Element): Record<string, object> {
    if (element.type === "label") return {};
    const found: Record<string, object> = {};
    const goesOn = is(element, "bpmn:FlowNode") && !is(element, "bpmn:EndEvent");
    if (goesOn) for (const one of TOOLS) if (one.follows) found[`na.${one.key}`] = this.append(one);
    if (goesOn || is(element, "bpmn:TextAnnotation")) {
      const begin = (event: Event, from: Element): void => this.connect.start(event, from);
      found.connect = entry("connect", "verbinden", "connection-multi", { click: begin, dragstart: begin });
    }
    if (is(element, "bpmn:FlowNode")) found.note = this.note();
    if (!this.popupMenu.isEmpty(element, "bpmn-replace")) found.replace = this.replace();
    if (this.mayGo([element])) {
      found.remove = entry("edit", "verwijderen", "trash", {
        click: (_event: Event, gone: Element) => this.modeling.removeElements([gone]),
      });
    }
    return found;
  }

  getMultiElementContextPadEntries(elements: Element[]): Record<string, object> {
    if (!this.mayGo(elements)) return {};
    const click = (_event: Event, gone: Element[]): void => this.modeling.removeElements(gone.slice());
    return { remove: entry("edit", "verwijderen", "trash", { click }) };
  }

  private mayGo(elements: Element[]): boolean {
    // The whole route, or who does it: that is not to be thrown away by one click.
    if (elements.some((one) => is(one, "bpmn:Participant") || is(one, "bpmn:Lane"))) return false;
    const allowed = this.rules.allowed("elements.delete", { elements });
    return Array.isArray(allowed) ? elements.every((one) => allowed.includes(one)) : Boolean(allowed);
  }

  private append(one: Tool): object {
    const made = (): Element => one.make(this.elementFactory, this.bpmnFactory);
    return entry("model", one.key, one.icon, {
      click: (_event: Event, from: Element) => {
        if (!mayInsert(from, one.key)) this.autoPlace.append(from, made());
        else this.inserting.after(from, made());
      },
      dragstart: (event: Event, from: Element) => this.create.start(event, made(), { source: from }),
    });
  }

  private note(): object {
    const made = (): Element => this.elementFactory.createShape({ type: "bpmn:TextAnnotation" });
    return entry("model", "notitie", "text-annotation", {
      click: (_event: Event, from: Element) => this.autoPlace.append(from, made()),
      dragstart: (event: Event, from: Element) => this.create.start(event, made(), { source: from }),
    });
  }

  private replace(): object {
    const click = (event: MouseEvent, element: Element): void => {
      const pad = this.contextPad.getPad(element).html.getBoundingClientRect();
      const position = { x: pad.left, y: pad.bottom + 5, cursor: { x: event.x, y: event.y } };
      this.popupMenu.open(element, "bpmn-replace", position, { title: words("soort"), width: 300 });
    };
    return entry("edit", "soort", "screw-wrench", { click });
  }
}

function entry(group: string, key: string, icon: string, action: object): object {
  return { group, className: `bpmn-icon-${icon}`, title: words(key), action };
}

/** What an element may be changed into, by the names that bpmn-js has for it. */
const REPLACES = new Set(
  ["none-start", "none-intermediate-throw", "none-end", "terminate-end", "timer-intermediate-catch",
   "exclusive-gateway", "parallel-gateway", "inclusive-gateway", "event-based-gateway",
   "user-task", "manual-task", "call-activity", "expanded-subprocess", "collapsed-subprocess",
   "timer-boundary", "non-interrupting-timer-boundary", "sequence-flow", "default-flow",
  ].map((one) => `replace-with-${one}`),
); // prettier-ignore

class Replacing {
  static $inject = ["popupMenu", "eventBus", "bpmnFactory"];

  constructor(popupMenu: Service, eventBus: Service, bpmnFactory: Service) {
    popupMenu.registerProvider("bpmn-replace", 500, this);
    // Not when a file is read: what stands there is left alone.
    eventBus.on("commandStack.shape.create.postExecuted", (event: Service) => {
      const made: Element = event.context.shape;
      if (is(made, "bpmn:Event")) giveLength(made.businessObject, bpmnFactory);
    });
    eventBus.on("moddleCopy.canCopyProperty", (event: Service) =>
      fits(event.propertyName, event.parent) ? undefined : false,
    );
  }

  getPopupMenuEntries(): (entries: Record<string, object>) => Record<string, object> {
    return (entries) => Object.fromEntries(Object.entries(entries).filter(([key]) => REPLACES.has(key)));
  }

  getPopupMenuHeaderEntries(): (entries: Record<string, object>) => Record<string, object> {
    return (entries) =>
      Object.fromEntries(Object.entries(entries).filter(([key]) => key === "toggle-non-interrupting"));
  }
}

const OWN = new Map(dg.types[0]!.properties.map((one) => [`dg:${one.name}`, one]));

/** Return whether a setting of ours belongs to the kind of element that it would be copied to. */
function fits(name: string, parent: Business): boolean {
  const own = OWN.get(name) as { meta?: { allowedIn: string[] } } | undefined;
  return !own?.meta || own.meta.allowedIn.some((type) => parent.$instanceOf(type));
}

export const toolsModule = {
  __depends__: [insertModule],
  __init__: ["paletteProvider", "contextPadProvider", "replacing"],
  paletteProvider: ["type", Palette],
  contextPadProvider: ["type", Pad],
  replacing: ["type", Replacing],
};
