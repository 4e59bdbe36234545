// On every page: htmx for parts that are fetched, the keys of keyboard.ts, and the warning that the
// session ends. Without it every page still works.
import "htmx.org";
import { beginAtMarks } from "./_drawing";
import { listenToKeys } from "./_keyboard";
import { warnBeforeTheEnd } from "./_session";

listenToKeys();
beginAtMarks();
warnBeforeTheEnd();
document.documentElement.dataset.ready = "true";
