// Ids that people can read: taak_2 when it comes in, ouders_bellen once it has a name, and
// from__to for a flow. History hangs on ids, and who reads a file or a log meets them.
import BpmnFactory from "bpmn-js/lib/features/modeling/BpmnFactory";

import type { Business, Element, Service } from "./model";

const LONGEST = 60; // as doorgang_engine.editing.sheet
const PREFIXES: [string, string][] = [
  ["bpmn:UserTask", "taak"],
  ["bpmn:CallActivity", "route"],
  ["bpmn:SubProcess", "deel"],
  ["bpmn:Activity", "stap"],
  ["bpmn:StartEvent", "begin"],
  ["bpmn:EndEvent", "einde"],
  ["bpmn:BoundaryEvent", "rand"],
  ["bpmn:Event", "gebeurtenis"],
  ["bpmn:ExclusiveGateway", "vraag"],
  ["bpmn:Gateway", "splitsing"],
  ["bpmn:SequenceFlow", "pijl"],
  ["bpmn:MessageFlow", "berichtpijl"],
  ["bpmn:TextAnnotation", "notitie"],
  ["bpmn:Association", "verwijzing"],
  ["bpmn:Lane", "baan"],
  ["bpmn:LaneSet", "banen"],
  ["bpmn:Message", "bericht"],
];
const UNNAMED = new RegExp(`^(${PREFIXES.map(([, prefix]) => prefix).join("|")})_\\d+$`);

/** Return a name as an id: lower case, digits and low lines, not beginning with a digit. */
export function idOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\x00-\x7f]/g, "")
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, LONGEST);
  return /^\d/.test(plain) ? `stap_${plain}` : plain;
}

class DutchFactory extends (BpmnFactory as Service) {
  _ensureId(element: Business): void {
    const ids = (this as Service)._model.ids;
    if (!element.id && (this as Service)._needsId(element)) {
      const known = PREFIXES.find(([type]) => element.$instanceOf(type));
      const prefix = known?.[1] ?? idOf(element.$type.replace(/^.*:/, ""));
      element.id = free(ids, (number) => `${prefix}_${number}`);
    }
    if (element.id) ids.claim(element.id, element);
  }
}
(DutchFactory as Service).$inject = ["moddle"];

function free(ids: Service, form: (number: number) => string): string {
  let number = 1;
  while (ids.assigned(form(number))) number += 1;
  return form(number);
}

/** Give what is new an id after its name, or after what it leads from and to, once. */
class Renaming {
  static $inject = ["eventBus", "modeling", "moddle"];

  constructor(eventBus: Service, modeling: Service, moddle: Service) {
    const rename = (element: Element, wanted: string): void => {
      if (!wanted || !UNNAMED.test(element.businessObject.id)) return;
      const id = free(moddle.ids, (number) => (number === 1 ? wanted : `${wanted}_${number}`));
      modeling.updateProperties(element, { id });
    };
    eventBus.on("commandStack.element.updateLabel.postExecuted", (event: Service) => {
      const { element, newLabel } = event.context;
      const target: Element = element.labelTarget ?? element;
      if (target.businessObject.$instanceOf("bpmn:FlowNode")) rename(target, idOf(newLabel ?? ""));
    });
    eventBus.on("commandStack.connection.create.postExecuted", (event: Service) => {
      const flow: Element = event.context.connection;
      const { sourceRef, targetRef } = flow.businessObject;
      if (flow.businessObject.$type !== "bpmn:SequenceFlow" || !sourceRef || !targetRef) return;
      rename(flow, `${sourceRef.id}__${targetRef.id}`);
    });
  }
}

export const namingModule = {
  __init__: ["dutchRenaming"],
  bpmnFactory: ["type", DutchFactory],
  dutchRenaming: ["type", Renaming],
};
