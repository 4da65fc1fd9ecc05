import { BOUNDS } from "./bounds.js";
import { EngineError } from "./engine-error.js";
export class LoginRetries {
    #parts;
    /** Monotonic times, by account. */
    #triedAt = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    retryAll(followers) {
        return Promise.all([this.#retryMaster(), ...followers.map((name) => this.retryFollower(name))]);
    }
    async #retryMaster() {
        const { master, observe, clock } = this.#parts;
        const account = 'master';
        if (master.state === 'locked') {
            return {
                account,
                ok: false,
                text: 'its credentials were refused: mend them and start the engine anew',
            };
        }
        return this.#retry(account, master, async () => {
            await master.open();
            const { state, lastError: error } = master;
            observe({ type: 'account', atMs: clock.now(), account, state, error });
        });
    }
    /** Where the credentials were refused, those that are there now are used. */
    async retryFollower(name) {
        const { floor, openAccount, followers } = this.#parts;
        const gate = floor.deskOf(name)?.gate;
        if (!gate)
            return { account: name, ok: true, text: 'it is only shown, and needs no login' };
        return this.#retry(name, gate, async () => {
            const settings = followers().find((one) => one.name === name);
            if (gate.state === 'locked' && settings) {
                await gate.takeBroker(await reopen(gate, settings, openAccount));
            }
            await floor.logIn(name);
        });
    }
    async #retry(account, gate, logIn) {
        if (gate.state === 'open')
            return { account, ok: true, text: 'it is logged in' };
        const now = this.#parts.clock.monotonic();
        const waitMs = (this.#triedAt.get(account) ?? Number.NEGATIVE_INFINITY) + BOUNDS.userRetryMs - now;
        if (waitMs > 0) {
            const text = `it was tried just now, and repeated failures lock an account: try again in ${Math.ceil(waitMs / 1000)} s`;
            return { account, ok: false, text };
        }
        this.#triedAt.set(account, now);
        try {
            await logIn();
        }
        catch (error) {
            if (!(error instanceof EngineError))
                throw error;
            return { account, ok: false, text: `${error.message}. ${error.next}` };
        }
        const error = gate.lastError;
        if (error === null)
            return { account, ok: true, text: 'it is logged in again' };
        return { account, ok: false, text: `it cannot log in: ${error.message} (${error.code})` };
    }
}
/** The account anew, with the credentials as they are now. */
async function reopen(gate, settings, openAccount) {
    const broker = await openAccount(settings);
    if (broker.clientCode === gate.broker.clientCode)
        return broker;
    await broker.close();
    const next = 'An account is changed by starting the engine anew.';
    throw new EngineError('CREDENTIALS', `the credentials of ${settings.name} are another account's now`, next);
}
//# sourceMappingURL=login-retries.js.map