import { FINDING_CODES } from "./codes.js";
import { ErrorPlaces } from "./error-places.js";
import { cutExcerpt } from "./excerpt.js";
const MAX_FINDINGS = 500;
/** Collects what is wrong, in any order, and gives it back in the order of the files. */
export class FindingCollector {
    #noted = [];
    #sources = [];
    /** `sources` in the order in which their findings shall stand. */
    addSource(source) {
        this.#sources.push(source);
    }
    /** Where the errors stand that were found so far. */
    get errorPlaces() {
        return new ErrorPlaces(this.#noted.filter(({ code }) => FINDING_CODES[code].severity === 'error'));
    }
    add(noted) {
        this.#noted.push(noted);
    }
    /** All findings by file, line and column. Excerpts are cut here, when all that must be masked is known. */
    finish() {
        const rank = new Map(this.#sources.map((source, index) => [source, index]));
        const ordered = this.#noted.toSorted((a, b) => (rank.get(a.source) ?? 0) - (rank.get(b.source) ?? 0) || a.span.start - b.span.start);
        const shown = ordered.slice(0, MAX_FINDINGS).map(toFinding);
        const next = ordered[MAX_FINDINGS];
        if (next === undefined)
            return shown;
        const rest = ordered.length - MAX_FINDINGS;
        const message = `${rest} more findings are not shown. Mend those above first.`;
        return [...shown, toFinding({ ...next, code: 'too-many-findings', message })];
    }
}
function toFinding({ source, span, code, message, path }) {
    const { line, column } = source.lines.positionOf(span.start);
    const { severity } = FINDING_CODES[code];
    return {
        file: source.path,
        line,
        column,
        severity,
        code,
        message: typeof message === 'string' ? message : message(),
        path,
        excerpt: cutExcerpt(source, span),
    };
}
//# sourceMappingURL=finding-collector.js.map