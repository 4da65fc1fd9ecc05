import { fromSnapshot, toSnapshot } from "../core/book-snapshot.js";
import { CopySession } from "../core/copy-session.js";
import { holdsCopies } from "../core/retiring.js";
import { decodeLine } from "../journal/recording/recording-format.js";
import { EngineError } from "./engine-error.js";
export function writeState(state) {
    const { configs, confirm, modes, book } = state;
    return JSON.stringify({ configs, confirm, modes, book: toSnapshot(book) });
}
/** @returns null where nothing was saved yet */
export function restoreState(journal, readers) {
    try {
        return restoreFrom(journal, readers);
    }
    catch (error) {
        throw new EngineError('STATE_UNREADABLE', `the state in ${journal.path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'Keep the file for looking into, move it away, and check the followers’ positions before starting anew.', { cause: error });
    }
}
function restoreFrom(journal, readers) {
    const { snapshot, inputs } = journal.loadState();
    if (snapshot === null)
        return null;
    const body = JSON.parse(snapshot);
    let { configs, confirm } = body;
    const session = new CopySession(policyOf(configs[0], readers), { live: true, fills: 'reported', instruments: readers.instruments }, { book: fromSnapshot(body.book), confirm });
    for (const config of configs.slice(1))
        takeConfig(session, config, { confirm, readers });
    for (const { body: text } of inputs) {
        const decoded = decodeLine(text);
        if (!decoded.ok)
            throw new Error(decoded.problem);
        const { line } = decoded;
        if (line.type === 'config') {
            confirm = line.confirm;
            takeConfig(session, line.config, { confirm, readers });
            configs = extendLineage(configs, line.config, session.book);
            continue;
        }
        const input = readers.readInput(line);
        if (input)
            session.accept(input);
    }
    const followers = followersOf(configs, readers);
    return { book: session.book, policy: session.policy, configs, confirm, modes: body.modes, followers };
}
function takeConfig(session, config, { confirm, readers }) {
    session.accept({ kind: 'policy', policy: policyOf(config, readers), confirm });
}
/** As the last config that names each has it. */
function followersOf(configs, readers) {
    const byName = new Map();
    for (const config of configs) {
        for (const follower of readers.compile(config)?.settings.followers ?? [])
            byName.set(follower.name, follower);
    }
    return [...byName.values()];
}
/**
 * Followers that hold what was placed for them, and that the config no longer runs live. They need their desk: nothing
 * may keep a copy in. One that is switched off is never touched.
 */
export function holdersBeyond(saved, config) {
    if (!saved)
        return [];
    const named = new Map(config.settings.followers.map((follower) => [follower.name, follower]));
    return saved.followers
        .map((follower) => named.get(follower.name) ?? follower)
        .filter(({ name, enabled, mode }) => enabled && !(named.has(name) && mode === 'live'))
        .filter(({ name }) => saved.modes[name] === 'live' && holdsCopies(saved.book, name));
}
/** The configs to keep once `config` is in force: it alone, unless followers retire that only earlier ones name. */
export function extendLineage(configs, config, book) {
    return book.retiring.size === 0 ? [config] : [...configs, config];
}
function policyOf(config, readers) {
    const compiled = readers.compile(config);
    if (compiled === null)
        throw new Error('the config that was in force does not compile any more');
    return compiled.policy;
}
/** Drops what a follower held on paper only: from now on its copies are placed. */
export function forgetFollower(book, follower) {
    for (const holding of book.holdings.values())
        holding.copied.delete(follower);
    for (const [key, copy] of book.openCopies)
        if (copy.follower === follower)
            book.openCopies.delete(key);
}
export function toRecordedConfig(config) {
    return { sha256: config.sha256, files: config.files };
}
//# sourceMappingURL=saved-state.js.map