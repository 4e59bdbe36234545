// The little of bpmn-js's types that we lean on: it has no complete ones.

export interface Business {
  id: string;
  name?: string;
  $type: string;
  $instanceOf(type: string): boolean;
  get(name: string): unknown;
  sourceRef?: Business;
  targetRef?: Business;
  eventDefinitions?: Business[];
}

export interface Element {
  id: string;
  type: string;
  businessObject: Business;
  labelTarget?: Element;
  parent?: Element;
}

/** A service of bpmn-js; which methods it has, its documentation says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Service = any;

export interface Diagram {
  get(name: string): Service;
  on(event: string, listener: (event: Service) => void): void;
  importXML(xml: string): Promise<{ warnings: { message: string }[] }>;
  getDefinitions(): Service;
  saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
}

/** Return whether an element is of a type of BPMN. */
export function is(element: Element, type: string): boolean {
  return element.businessObject?.$instanceOf?.(type) ?? false;
}
