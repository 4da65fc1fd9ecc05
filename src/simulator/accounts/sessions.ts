import type { Clock } from '../clock.ts';
import { nextMidnight } from '../ist.ts';
import type { Random } from '../random.ts';

export interface Session {
  readonly clientCode: string;
  readonly jwtToken: string;
  readonly refreshToken: string;
  readonly feedToken: string;
  /** Midnight in India (SmartAPI docs 2026). */
  readonly expiresAtMs: number;
  /** By logout, or by a test. */
  ended: boolean;
}

export type SessionState = 'valid' | 'expired' | 'unknown';

const HEADER = encode({ alg: 'HS512', typ: 'JWT' });

/** The sessions of every account. Several of one client may live side by side. */
export class Sessions {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #byJwt = new Map<string, Session>();
  readonly #byRefresh = new Map<string, Session>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  open(clientCode: string): Session {
    const issuedAt = Math.floor(this.#clock.now() / 1000);
    const expiresAtMs = nextMidnight(this.#clock.now());
    const claims = {
      username: clientCode,
      usertype: 'USER',
      iat: issuedAt,
      exp: Math.floor(expiresAtMs / 1000),
    };
    const session: Session = {
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
  findByJwt(jwtToken: string): Session | null {
    return this.#byJwt.get(jwtToken) ?? null;
  }

  findByRefreshToken(refreshToken: string): Session | null {
    return this.#byRefresh.get(refreshToken) ?? null;
  }

  stateOf(session: Session | null): SessionState {
    if (session === null) return 'unknown';
    return session.ended || this.#clock.now() >= session.expiresAtMs ? 'expired' : 'valid';
  }

  /** A refresh token is good for one renewal. */
  renew(session: Session): Session {
    this.#byRefresh.delete(session.refreshToken);
    return this.open(session.clientCode);
  }

  end(session: Session): void {
    session.ended = true;
  }

  /** Ends the sessions of one client, or all. */
  endAll(clientCode?: string): void {
    for (const session of this.#byJwt.values()) {
      if (clientCode === undefined || session.clientCode === clientCode) session.ended = true;
    }
  }

  /** Shaped as a JWT; nothing signs it, for nobody but the simulator reads it. */
  #token(claims: object): string {
    return `${HEADER}.${encode(claims)}.${encode(this.#random.hex(48))}`;
  }
}

function encode(value: object | string): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
