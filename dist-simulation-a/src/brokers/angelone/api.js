import { readSessionTokens } from "./read-session-tokens.js";
import { FIXED_HEADERS, PATHS } from "./wire/endpoints.js";
/** The server tells whole seconds, cut off. */
const HALF_SECOND_MS = 500;
/** SmartAPI over HTTP: its headers, its session (in memory only) and the time of its clock. */
export class SmartApi {
    #parts;
    #authorization = null;
    /** Made once a session: they are the same for every request. */
    #sessionHeaders;
    #clockSkewMs = null;
    constructor(parts) {
        this.#parts = parts;
        this.#sessionHeaders = this.#headers(null);
    }
    /** The header of the session; null without one. */
    get authorization() {
        return this.#authorization;
    }
    /** By how much the broker's clock is ahead of ours, to about a second; null before a reply told. */
    get clockSkewMs() {
        return this.#clockSkewMs;
    }
    /** Takes the session that a login reply brings. @returns whether there is one. */
    startSession(data) {
        const tokens = readSessionTokens(data);
        if (tokens === null)
            return false;
        for (const token of [tokens.session, ...tokens.others])
            this.#parts.redactor.add(token, 'session token');
        this.#authorization = `Bearer ${tokens.session}`;
        this.#sessionHeaders = this.#headers(this.#authorization);
        return true;
    }
    endSession() {
        this.#authorization = null;
        this.#sessionHeaders = this.#headers(null);
    }
    /** The reply as it came: it brings the tokens. */
    login(body, signal) {
        const totalMs = this.#parts.deadlines.readMs;
        const headers = this.#headers(null);
        return this.#send({ method: 'POST', path: PATHS.login, headers, body: JSON.stringify(body), totalMs }, signal);
    }
    async get(path, signal) {
        const totalMs = this.#parts.deadlines.readMs;
        const headers = this.#sessionHeaders;
        return this.withoutSecrets(await this.#send({ method: 'GET', path, headers, body: null, totalMs }, signal));
    }
    async post(path, body, signal) {
        const totalMs = this.#parts.deadlines.orderMs;
        const headers = this.#sessionHeaders;
        const request = { method: 'POST', path, headers, body: JSON.stringify(body), totalMs };
        return this.withoutSecrets(await this.#send(request, signal));
    }
    /** Done before anything is cut out of the text: the half of a secret would not be known as one. */
    withoutSecrets(result) {
        return result.kind === 'failure'
            ? result
            : { ...result, text: this.#parts.redactor.redactData(result.text) };
    }
    #headers(authorization) {
        const headers = { ...FIXED_HEADERS, 'x-privatekey': this.#parts.apiKey.reveal() };
        return authorization === null ? headers : { ...headers, authorization };
    }
    async #send(request, signal) {
        const { clock, transport } = this.#parts;
        const sentAtMs = clock.now();
        const result = await transport.send(request, signal);
        if (result.kind === 'response' && result.serverTimeMs !== null)
            this.#clockSkewMs = result.serverTimeMs + HALF_SECOND_MS - (sentAtMs + clock.now()) / 2;
        return result;
    }
}
//# sourceMappingURL=api.js.map