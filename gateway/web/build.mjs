// Builds what browsers load: `node build.mjs [DIRECTORY]`, by default into built/.
//
// The same sources give the same bytes, so a name with a content's hash may be kept for ever.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUILT = resolve(process.argv[2] ?? join(HERE, "built"));

/** Browsers of 2022 and later: what they lack is written in older words. */
const TARGET = ["chrome100", "firefox100", "safari15.4"];

const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  target: TARGET,
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

/** What is named by its content; the manifest says how. */
const HASHED = ["visitor/page.tsx", "visitor/notice.css"];
/** What other sites name: its name stays. */
const NAMED = ["widget/widget.ts"];

await rm(BUILT, { recursive: true, force: true });
await mkdir(BUILT, { recursive: true });
const assets = await build({
  ...COMMON,
  entryPoints: HASHED,
  outdir: join(BUILT, "assets"),
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  format: "esm",
});
const scripts = await build({
  ...COMMON,
  entryPoints: NAMED.filter((name) => existsSync(join(HERE, name))),
  outdir: BUILT,
  entryNames: "[name]",
  format: "iife",
});

const manifest = {};
for (const output of Object.keys(assets.metafile.outputs).sort()) {
  const path = relative(BUILT, resolve(HERE, output));
  manifest[basename(path).replace(/-[A-Z0-9]{8}(?=\.[a-z0-9]+$)/, "")] = path;
}
for (const output of Object.keys(scripts.metafile.outputs).sort()) {
  const path = relative(BUILT, resolve(HERE, output));
  manifest[path] = path;
}
await writeFile(join(BUILT, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
if ((await readdir(BUILT)).length < 2) throw new Error(`nothing was built into ${BUILT}`);
