// Builds what browsers load of one application, for `gateway/web/build.mjs` and its like.
//
// The same sources give the same bytes, so a name with a content's hash may be kept for ever. What few
// visit is a file of its own, by `import()`; what all load is one, which packs better than many. The manifest lists the `files`, what the service calls some of
// them (`names`), and what the pages import at once (`first`), to be fetched beside them.

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join, parse, relative, resolve } from "node:path";
import { build } from "esbuild";
import { codesIn } from "./codes.mjs";
import { licensesOf } from "./licenses.mjs";

/** Browsers of 2023 and later, the first that share a style sheet with a shadow tree: see README. */
const TARGET = ["chrome111", "firefox111", "safari16.4"];

const WIRE = join(import.meta.dirname, "sdk", "wire.ts");

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
 * @param parts - sources that a page loads later, and the service calls by name, too
 */
export async function bundle({ from, into, hashed, named = [], parts = [] }) {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const pages = {
    ...COMMON,
    absWorkingDir: from,
    entryPoints: hashed,
    outdir: join(into, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
  };
  const { metafile: apart } = await build({ ...pages, write: false });
  const assets = await build({ ...pages, plugins: [sources(together(apart, hashed, from), await codesIn(WIRE))] });
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
  const manifest = manifestOf(outputs, [...hashed, ...named], parts, below);
  await dropUnreached(manifest, into);
  const licenses = await licensesOf([assets.metafile, scripts.metafile], from);
  const path = `assets/licenses-${createHash("sha256").update(licenses).digest("hex").slice(0, 8)}.txt`;
  await writeFile(join(into, path), licenses);
  manifest.names["licenses.txt"] = path;
  manifest.files.push(path);
  await writeFile(join(into, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
}

/** Reads sources with what is added to some of them, and numbers for codes. */
function sources(added, withNumbers) {
  return {
    name: "sources",
    setup({ onLoad }) {
      onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const text = (await readFile(path, "utf8")) + (added.get(path) ?? "");
        return { contents: withNumbers(text), loader: extname(path).slice(1) };
      });
    },
  };
}

/**
 * Keeps what a page imports at once in one file: what to add to which source.
 *
 * esbuild makes a file of all sources that the same entries reach, so that each part that is loaded later
 * divides them anew. Here each part imports what its page does, which is there before it anyway.
 */
function together({ inputs }, entries, from) {
  const added = new Map();
  for (const entry of entries) {
    const atOnce = importsOf([inputs[entry]], "import-statement").filter((path) => /^\w.*\.tsx?$/.test(path));
    const lines = atOnce.map((path) => `import ${JSON.stringify(resolve(from, path))};\n`).join("");
    for (const part of partsBelow(entry, inputs)) {
      const path = resolve(from, part);
      added.set(path, (added.get(path) ?? "\n") + lines);
    }
  }
  return added;
}

/** What is loaded later of all that an entry reaches. */
function partsBelow(entry, inputs) {
  const seen = new Set([entry]);
  for (const path of seen) for (const { path: next } of inputs[path].imports) if (next in inputs) seen.add(next);
  return importsOf([...seen].map((path) => inputs[path]), "dynamic-import");
}

/** Paths of what is imported in this way. */
function importsOf(importers, how) {
  const imports = importers.flatMap((each) => each.imports);
  return imports.filter(({ kind, external }) => kind === how && !external).map(({ path }) => path);
}

/** What the outputs of a build are called, with what esbuild tells of each. */
function outputsOf(metafile, below) {
  const outputs = Object.entries(metafile.outputs).map(([output, told]) => [below(output), told]);
  return outputs.sort(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Drops the styles that no page loads: esbuild gives each part that is loaded later all those of its page,
 * too, and loads none of them. What such a part needs for itself its page has to import.
 */
async function dropUnreached(manifest, into) {
  const reached = new Set(Object.values(manifest.names));
  const isLoaded = (path) => extname(path) !== ".css" || reached.has(path);
  for (const path of manifest.files) if (!isLoaded(path)) await rm(join(into, path));
  manifest.files = manifest.files.filter(isLoaded);
}

function manifestOf(outputs, sources, parts, below) {
  const manifest = { files: outputs.map(([path]) => path), names: {}, first: [] };
  for (const [path, { entryPoint, cssBundle, imports }] of outputs) {
    if (!entryPoint || ![...sources, ...parts].includes(entryPoint)) continue;
    const { name } = parse(entryPoint);
    manifest.names[name + extname(path)] = path;
    if (parts.includes(entryPoint)) continue;
    if (cssBundle) manifest.names[`${name}.css`] = below(cssBundle);
    manifest.first.push(...importsOf([{ imports }], "import-statement").map(below));
  }
  return manifest;
}
