import { BOUNDS } from "./bounds.js";
import { extendLineage, toRecordedConfig, writeState } from "./saved-state.js";
export class StateKeeper {
    #parts;
    #configs = null;
    #confirm = false;
    constructor(parts) {
        this.#parts = parts;
    }
    /** The recording's first lines, and the first snapshot of this run. */
    begin(session, saved, config) {
        const { log, clock, mode, session: name } = this.#parts;
        const configs = saved?.configs ?? [toRecordedConfig(config)];
        const confirm = saved?.confirm ?? config.settings.confirm;
        this.#configs = configs;
        this.#confirm = confirm;
        const body = this.#write(session);
        const { book } = JSON.parse(body);
        const atMs = clock.now();
        log.note({
            type: 'session',
            version: 1,
            at_ms: atMs,
            session: name,
            run_mode: mode,
            config: configs[0],
            confirm,
            state: saved ? book : null,
        });
        for (const later of configs.slice(1))
            log.note({ type: 'config', at_ms: atMs, config: later, confirm });
        log.snapshot(body, atMs);
    }
    /** A config has come into force. */
    noteConfig(session, config) {
        const recorded = toRecordedConfig(config);
        this.#configs = extendLineage(this.#configs ?? [recorded], recorded, session.book);
        this.#confirm = config.settings.confirm;
    }
    save(session) {
        this.#parts.log.snapshot(this.#write(session), this.#parts.clock.now());
    }
    saveIfLong(session) {
        if (this.#parts.log.inputsSinceSnapshot >= BOUNDS.snapshotEveryInputs)
            this.save(session);
    }
    #write(session) {
        const { modeOf } = this.#parts;
        const { book, policy } = session;
        if (this.#configs === null)
            throw new Error('the state is not kept before it has begun');
        const modes = Object.fromEntries(policy.followers.map(({ name }) => [name, modeOf(name)]));
        return writeState({ book, policy, configs: this.#configs, confirm: this.#confirm, modes });
    }
}
//# sourceMappingURL=state-keeper.js.map