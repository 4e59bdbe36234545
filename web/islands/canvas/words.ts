// Texts that the server made in the language of the page, and those of bpmn-js in Dutch.
import dutch from "./nl.json";

const source = document.getElementById("canvas-woorden");
const known = JSON.parse(source?.textContent ?? "{}") as Record<string, string>;
const own = dutch as Record<string, string>;

/** Return a text of the page by its key. */
export function words(key: string): string {
  return known[key] ?? key;
}

/** Return a text of bpmn-js in the language of the page; what stands between braces is filled in. */
export function translate(template: string, filled: Record<string, string> = {}): string {
  const isDutch = document.documentElement.lang === "nl";
  const said = (text: string): string => (isDutch ? (own[text] ?? text) : text);
  return said(template).replace(/{([^}]+)}/g, (whole, key: string) => {
    const value = filled[key];
    return value === undefined ? whole : said(value);
  });
}

export const translateModule = { translate: ["value", translate] };
