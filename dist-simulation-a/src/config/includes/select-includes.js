import { dirname, join } from 'node:path';
import { matchesPattern, parseIncludePattern } from "./include-pattern.js";
/** The files that the includes name: in the order of the list, each pattern's sorted by name, each file once. */
export function selectIncludes(include, mainPath, files) {
    const folder = dirname(mainPath);
    const others = files
        .filter((file) => file.path !== mainPath)
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const chosen = new Set();
    for (const item of include.items()) {
        const pattern = parseIncludePattern(item.text ?? '');
        if (!pattern.ok) {
            item.report(pattern.code, pattern.message);
            continue;
        }
        const fits = (path) => matchesPattern(pathInside(folder, path), pattern.segments);
        const matching = others.filter((file) => fits(file.path));
        if (fits(mainPath))
            item.report('include-cycle', 'The file would include itself. Put rules into a folder of their own: `rules/*.yaml`.');
        else if (matching.length === 0)
            reportMissing(item);
        const repeated = matching.find((file) => chosen.has(file));
        if (repeated !== undefined) {
            item.report('include-repeated', `${repeated.path} is included already; it is read once, at its first place. Remove one entry.`);
        }
        for (const file of matching)
            chosen.add(file);
    }
    return [...chosen];
}
function reportMissing(item) {
    const isGlob = /[*?]/.test(item.text ?? '');
    const what = isGlob ? 'No file matches this' : 'There is no such file';
    item.report('include-missing', `${what}, relative to the configuration. Create it, or remove the entry.`);
}
/** A path relative to a folder that it lies in, with `/` between names. */
function pathInside(folder, path) {
    const prefix = folder === '.' ? '' : join(folder, '/');
    const normal = join(path);
    return normal.startsWith(prefix) ? normal.slice(prefix.length) : normal;
}
//# sourceMappingURL=select-includes.js.map