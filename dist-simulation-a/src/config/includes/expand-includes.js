import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { readTextFile, refuseFile } from "../source/read-text.js";
import { matchesSegment, parseIncludePattern } from "./include-pattern.js";
/** Reads the files that includes name, each once. What is not there is left out: compiling finds that nothing matches. */
export async function readIncludedFiles(mainPath, patterns) {
    const folder = dirname(mainPath);
    const paths = new Set();
    for (const pattern of patterns) {
        const parsed = parseIncludePattern(pattern);
        if (parsed.ok)
            for (const path of await expand(folder, parsed.segments))
                paths.add(path);
    }
    paths.delete(join(mainPath));
    const root = await realpath(folder);
    return Promise.all([...paths].map(async (path) => ({ path, reading: await readInside(root, path) })));
}
async function expand(folder, segments) {
    const [segment, ...rest] = segments;
    if (segment === undefined)
        return [];
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const found = [];
    for (const entry of entries.filter((each) => matchesSegment(each.name, segment))) {
        const path = join(folder, entry.name);
        if (rest.length > 0)
            found.push(...(await expand(path, rest)));
        else if (!entry.isDirectory())
            found.push(path);
    }
    return found;
}
/** A link may not lead out of the folder: what it leads to is under nobody's version control here. */
async function readInside(root, path) {
    const real = await realpath(path).catch(() => null);
    if (real !== null && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
        const message = `${path} is a link that leads out of the folder of the configuration. Put the file itself there.`;
        return refuseFile(path, 'include-outside', message);
    }
    return readTextFile(path, path);
}
//# sourceMappingURL=expand-includes.js.map