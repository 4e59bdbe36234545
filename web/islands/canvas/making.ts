// bpmn-js as we use it: our language, our attributes, our tools; to look at only, or to draw in.
import type { Diagram, Service } from "./model";
import dg from "./dg.json";
import { translateModule } from "./words";

/** Make a canvas in a place; the watermark of bpmn.io stays visible, as its licence asks. */
export async function makeDiagram(container: HTMLElement, canEdit: boolean): Promise<Diagram> {
  const options = { container, moddleExtensions: { dg } };
  if (!canEdit) {
    const { default: Viewer } = await import("bpmn-js/lib/NavigatedViewer");
    return new Viewer({ ...options, additionalModules: [translateModule as never] }) as unknown as Diagram;
  }
  const [{ default: Modeler }, { namingModule }, { toolsModule }] = await Promise.all([
    import("./modeler"),
    import("./naming"),
    import("./tools"),
  ]);
  const modules = [translateModule, namingModule, toolsModule] as never[];
  return new (Modeler as Service)({ ...options, additionalModules: modules }) as Diagram;
}
