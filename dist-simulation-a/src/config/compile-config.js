import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { analyse } from "./analysis/analyse.js";
import { toAnalysedConfig } from "./analysis/analysed-config.js";
import { FindingCollector } from "./findings/finding-collector.js";
import { selectIncludes } from "./includes/select-includes.js";
import { checkAccounts } from "./meaning/check-accounts.js";
import { Cursor } from "./meaning/cursor.js";
import { readPolicy } from "./meaning/read-policy.js";
import { readSettings } from "./meaning/read-settings.js";
import { openFile } from "./open-file.js";
import { ShapeValidators } from "./shape/shape-validators.js";
/**
 * Compiles a configuration from texts alone (those of a recording, say): the file itself first, then all that it may
 * include. Touches no disk. Whoever compiles often keeps `validators`: making them takes most of the time.
 */
export function compileConfig(files, validators = new ShapeValidators()) {
    const [main, ...others] = files;
    const compilation = new Compilation(main, validators);
    compilation.include(others.map(({ path, text }) => ({ path, reading: { ok: true, text } })));
    return compilation.finish();
}
/** The steps of compiling, for `loadConfig` to look at the disk between them. */
export class Compilation {
    findings = new FindingCollector();
    /** The instruments that there are; null where nobody asked. */
    instruments = null;
    #validators;
    #main;
    #opened;
    #elsewhere = [];
    #paths;
    #files;
    #rules = [];
    #settings = null;
    constructor(main, validators) {
        this.#main = main;
        this.#validators = validators;
        this.#files = [main];
        this.#paths = [main.path];
        this.#opened = openFile({ ...main, kind: 'config' }, this.#validators, this.findings);
    }
    get cursor() {
        return new Cursor(this.#opened.reading, this.#opened.root, [], { start: 0, end: 1 });
    }
    /** The include patterns as written. */
    get includes() {
        return this.cursor
            .get('include')
            .items()
            .map((item) => item.text ?? '');
    }
    get settings() {
        this.#settings ??= readSettings(this.cursor, dirname(this.#main.path));
        return this.#settings;
    }
    /** Paths of the file and of all that it includes, readable or not. */
    get paths() {
        return this.#paths;
    }
    /** Takes those of `files` that the includes name, in their order. */
    include(files) {
        const chosen = selectIncludes(this.cursor.get('include'), this.#main.path, files);
        for (const { path, reading } of chosen) {
            this.#paths.push(path);
            if (!reading.ok) {
                this.addFinding(reading.finding);
                continue;
            }
            this.#files.push({ path, text: reading.text });
            const opened = openFile({ path, text: reading.text, kind: 'rules' }, this.#validators, this.findings);
            this.#rules.push(new Cursor(opened.reading, opened.root, [], { start: 0, end: 1 }));
        }
    }
    #analyse(policy) {
        const { cursor, settings, instruments } = this;
        const errors = this.findings.errorPlaces;
        const hasAllRules = this.#paths.length === this.#files.length && this.#rules.every(({ node }) => node !== null);
        const config = { cursor, settings, policy, errors, hasAllRules, instruments, included: this.#rules };
        analyse(toAnalysedConfig(config));
    }
    /** Adds a finding about a file whose text is not at hand. */
    addFinding(finding) {
        this.#elsewhere.push(finding);
    }
    finish() {
        const { cursor, settings } = this;
        const policy = readPolicy(cursor, this.#rules, settings);
        if (this.#opened.isWhole)
            checkAccounts(cursor, settings);
        if (this.#opened.isWhole)
            this.#analyse(policy);
        const findings = [...this.findings.finish(), ...this.#elsewhere];
        if (findings.some((finding) => finding.severity === 'error'))
            return { ok: false, findings };
        const files = this.#files;
        return { ok: true, config: { settings, policy, findings, files, sha256: hashOf(files) } };
    }
}
/** Texts hold no NUL, so it can part them. */
function hashOf(files) {
    return createHash('sha256')
        .update(files.map(({ text }) => text).join('\0'))
        .digest('hex');
}
//# sourceMappingURL=compile-config.js.map