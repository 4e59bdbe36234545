// Builds every file of pages/ and islands/ as an entry of its own, with a manifest that the
// templates read (asset() in api/doorgang_api/assets.py). Nothing is inlined: our pages forbid it.
import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const entries = ["pages", "islands", "styles"].flatMap((room) =>
  readdirSync(new URL(room, import.meta.url))
    .filter((file) => /\.(ts|css)$/.test(file) && !file.startsWith("_"))
    .map((file) => `${room}/${file}`),
);

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  build: {
    outDir: "../api/doorgang_api/static/dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    manifest: "manifest.json",
    rolldownOptions: { input: entries },
  },
});
