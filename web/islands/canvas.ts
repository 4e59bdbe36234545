// The canvas of a draft: bpmn-js with our own tools, our own panel beside it, and a server that
// keeps every change as a version. Without it the page shows the drawing, and the list of steps
// does the same.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn-codes.css";
import "../styles/_canvas.css";

import { Bench } from "./canvas/bench";

const frame = document.getElementById("canvas");
if (frame) void new Bench(frame).start();
