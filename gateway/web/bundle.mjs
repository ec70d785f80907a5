// Builds what browsers load of one application, for `gateway/web/build.mjs` and its like.
//
// The same sources give the same bytes, so a name with a content's hash may be kept for ever. What few
// visit is a file of its own, by `import()`. The manifest lists the `files`, what the service calls some of
// them (`names`), and what the pages import at once (`first`), to be fetched beside them.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { extname, join, parse, relative, resolve } from "node:path";
import { build } from "esbuild";

/** Browsers of 2022 and later: what they lack is written in older words. */
const TARGET = ["chrome100", "firefox100", "safari15.4"];

const COMMON = {
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

/**
 * Bundles the sources below a directory into another, which holds nothing else afterwards.
 *
 * @param from - the directory that sources are named from
 * @param into - the directory that is built
 * @param hashed - sources that are named by their content; the manifest says how
 * @param named - sources of scripts that other sites name: their names stay
 */
export async function bundle({ from, into, hashed, named = [] }) {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const assets = await build({
    ...COMMON,
    absWorkingDir: from,
    entryPoints: hashed,
    outdir: join(into, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
  });
  const scripts = await build({
    ...COMMON,
    absWorkingDir: from,
    entryPoints: named,
    outdir: into,
    entryNames: "[name]",
    format: "iife",
  });
  const below = (output) => relative(into, resolve(from, output));
  const outputs = [assets, scripts].flatMap(({ metafile }) => outputsOf(metafile, below));
  const manifest = manifestOf(outputs, [...hashed, ...named], below);
  await writeFile(join(into, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
}

/** What the outputs of a build are called, with what esbuild tells of each. */
function outputsOf(metafile, below) {
  const outputs = Object.entries(metafile.outputs).map(([output, told]) => [below(output), told]);
  return outputs.sort(([one], [other]) => (one < other ? -1 : 1));
}

function manifestOf(outputs, sources, below) {
  const manifest = { files: outputs.map(([path]) => path), names: {}, first: [] };
  for (const [path, { entryPoint, cssBundle, imports }] of outputs) {
    if (!entryPoint || !sources.includes(entryPoint)) continue;
    const { name } = parse(entryPoint);
    manifest.names[name + extname(path)] = path;
    if (cssBundle) manifest.names[`${name}.css`] = below(cssBundle);
    const atOnce = imports.filter(({ kind, external }) => kind === "import-statement" && !external);
    manifest.first.push(...atOnce.map((each) => below(each.path)));
  }
  return manifest;
}
