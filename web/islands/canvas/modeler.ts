// The modeler without what we do not offer: aligning and distributing have icons with styles in
// their text, which our security policy stops.
import Modeler from "bpmn-js/lib/Modeler";
import AlignElements from "bpmn-js/lib/features/align-elements";
import DistributeElements from "bpmn-js/lib/features/distribute-elements";

import type { Service } from "./model";

const LEFT_OUT = new Set<unknown>([AlignElements, DistributeElements]);

export default class RouteModeler extends (Modeler as Service) {}

RouteModeler.prototype._modules = (Modeler as Service).prototype._modules.filter(
  (one: unknown) => !LEFT_OUT.has(one),
);
