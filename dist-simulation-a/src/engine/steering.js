import { REASONS } from "../core/reasons.js";
import { whyHeldBack } from "../core/steering.js";
import { EngineError } from "./engine-error.js";
export class EngineSteering {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /** Followers that can be named: those of the file, and those that retire. */
    get names() {
        return this.#parts.copier.session.policy.followers.map(({ name }) => name);
    }
    /**
     * @param follower null: all followers
     * @returns the orders of entries that had not left and do not leave any more
     * @throws EngineError where there is no such follower
     */
    take(action, follower) {
        const { copier, flush, observe, clock } = this.#parts;
        this.assertKnown(follower);
        copier.take({ kind: 'steer', action, follower });
        const withdrawn = this.#withdrawEntries();
        flush();
        observe({ type: 'steered', atMs: clock.now(), action, follower, withdrawn: withdrawn.length });
        return withdrawn;
    }
    /**
     * A file that no longer says live for a follower closes it to entries; its way out stays open. One that says live
     * again opens it again, unless the user has held it back.
     */
    takeModes() {
        const { copier, floor, observe, clock } = this.#parts;
        const { narrowed } = copier.session.book;
        for (const { name, enabled, mode } of this.#parts.followers()) {
            const isNarrow = floor.modeOf(name) === 'live' && !(enabled && mode === 'live');
            if (isNarrow === narrowed.has(name))
                continue;
            copier.take({ kind: 'steer', action: isNarrow ? 'narrow' : 'widen', follower: name });
            if (!isNarrow)
                continue;
            const text = `${name}: dry_run now; its entries are held back, exits of what it holds still go out`;
            observe({ type: 'notice', atMs: clock.now(), level: 'warn', text });
        }
        this.#withdrawEntries();
    }
    #withdrawEntries() {
        const { copier, floor } = this.#parts;
        return this.names.flatMap((name) => {
            const why = whyHeldBack(copier.session.book, name);
            return why === null ? [] : (floor.deskOf(name)?.withdrawEntries(REASONS[why]) ?? []);
        });
    }
    /** @throws EngineError where there is no such follower */
    assertKnown(follower) {
        if (follower === null || this.names.includes(follower))
            return;
        const next = `There are ${this.names.join(', ')}.`;
        throw new EngineError('NO_SUCH_FOLLOWER', `there is no follower ${follower}`, next);
    }
}
//# sourceMappingURL=steering.js.map