// Builds what browsers load: `node build.mjs [DIRECTORY]`, by default into built/.
//
// The same sources give the same bytes, so a name with a content's hash may be kept for ever. What few
// visitors use is a file of its own, by `import()`. The manifest lists the `files`, what the service calls
// some of them (`names`), and what the page imports at once (`first`), to be fetched beside it.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join, parse, relative, resolve } from "node:path";
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
  chunkNames: "[name]-[hash]",
  format: "esm",
  splitting: true,
});
const scripts = await build({
  ...COMMON,
  entryPoints: NAMED,
  outdir: BUILT,
  entryNames: "[name]",
  format: "iife",
});

/** What the outputs of a build are called below BUILT, with what esbuild tells of each. */
function outputsOf(metafile) {
  const named = Object.entries(metafile.outputs).map(([output, told]) => [below(output), told]);
  return named.sort(([one], [other]) => (one < other ? -1 : 1));
}

const below = (output) => relative(BUILT, resolve(HERE, output));
const outputs = [...outputsOf(assets.metafile), ...outputsOf(scripts.metafile)];
const manifest = { files: outputs.map(([path]) => path), names: {}, first: [] };
for (const [path, { entryPoint, cssBundle, imports }] of outputs) {
  if (!entryPoint || ![...HASHED, ...NAMED].includes(entryPoint)) continue;
  const { name } = parse(entryPoint);
  manifest.names[name + extname(path)] = path;
  if (cssBundle) manifest.names[`${name}.css`] = below(cssBundle);
  const atOnce = imports.filter(({ kind, external }) => kind === "import-statement" && !external);
  manifest.first.push(...atOnce.map((each) => below(each.path)));
}
await writeFile(join(BUILT, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
