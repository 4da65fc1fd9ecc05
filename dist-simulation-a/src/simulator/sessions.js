import { nextMidnight } from "./ist.js";
const HEADER = encode({ alg: 'HS512', typ: 'JWT' });
/** The sessions of every account. Several of one client may live side by side. */
export class Sessions {
    #clock;
    #random;
    #byJwt = new Map();
    #byRefresh = new Map();
    constructor(clock, random) {
        this.#clock = clock;
        this.#random = random;
    }
    open(clientCode) {
        const issuedAt = Math.floor(this.#clock.now() / 1000);
        const expiresAtMs = nextMidnight(this.#clock.now());
        const claims = {
            username: clientCode,
            usertype: 'USER',
            iat: issuedAt,
            exp: Math.floor(expiresAtMs / 1000),
        };
        const session = {
            clientCode,
            jwtToken: this.#token(claims),
            refreshToken: this.#token({ ...claims, token: 'REFRESH-TOKEN' }),
            feedToken: this.#token({ username: clientCode, iat: issuedAt }),
            expiresAtMs,
            ended: false,
        };
        this.#byJwt.set(session.jwtToken, session);
        this.#byRefresh.set(session.refreshToken, session);
        return session;
    }
    /** Also sessions that are over: the broker knows whose stale token keeps knocking. */
    findByJwt(jwtToken) {
        return this.#byJwt.get(jwtToken) ?? null;
    }
    findByRefreshToken(refreshToken) {
        return this.#byRefresh.get(refreshToken) ?? null;
    }
    stateOf(session) {
        if (session === null)
            return 'unknown';
        return session.ended || this.#clock.now() >= session.expiresAtMs ? 'expired' : 'valid';
    }
    /** A refresh token is good for one renewal. */
    renew(session) {
        this.#byRefresh.delete(session.refreshToken);
        return this.open(session.clientCode);
    }
    end(session) {
        session.ended = true;
    }
    /** Ends the sessions of one client, or all. */
    endAll(clientCode) {
        for (const session of this.#byJwt.values()) {
            if (clientCode === undefined || session.clientCode === clientCode)
                session.ended = true;
        }
    }
    /** Shaped as a JWT; nothing signs it, for nobody but the simulator reads it. */
    #token(claims) {
        return `${HEADER}.${encode(claims)}.${encode(this.#random.hex(48))}`;
    }
}
function encode(value) {
    return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
//# sourceMappingURL=sessions.js.map