// The licences of other people's packages that a bundle holds: who copies their code must copy these.

import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const PACKAGE = /^(.*\bnode_modules\/((?:@[^/]+\/)?[^/]+))\//;
/** As packages call the file. */
const NAMES = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"];

/**
 * The text of all of them, by the packages' names; throws where a package has none.
 *
 * @param metafiles - what esbuild tells of what it built
 * @param from - the directory that its paths are from
 */
export async function licensesOf(metafiles, from) {
  const packages = new Map();
  for (const { inputs } of metafiles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const path of Object.keys(inputs)) {
      const [, directory, name] = PACKAGE.exec(path) ?? [];
      if (name) packages.set(name, resolve(from, directory));
    }
  }
  const parts = [...packages].sort().map(async ([name, directory]) => {
    const { version, license } = JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
    return `${name} ${version} (${license})\n\n${(await licenseIn(directory)).trim()}\n`;
  });
  return (await Promise.all(parts)).join(`\n${"-".repeat(72)}\n\n`);
}

async function licenseIn(directory) {
  for (const name of NAMES) {
    const text = await readFile(join(directory, name), "utf8").catch(() => "");
    if (text) return text;
  }
  throw new Error(`expected a licence in ${directory}: one of ${NAMES.join(", ")}`);
}
