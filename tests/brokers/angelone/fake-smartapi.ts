import type { IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import type { AngelOneAccount } from '../../../src/brokers/angelone/account.ts';
import { type AngelOneOptions, openAngelOneAccount } from '../../../src/brokers/angelone/open-account.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { Redactor } from '../../../src/secrets/redactor.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { FakeClock } from '../fake-clock.ts';
import { readBody, startHttp } from './loopback.ts';

export const NEVER = new AbortController().signal;
export const JWT = 'jwt-token-of-a-session';
export const success = { status: true, message: 'SUCCESS', errorcode: '' };
export const loginReply: Json = {
  ...success,
  data: { jwtToken: JWT, refreshToken: 'refresh-token', feedToken: 'feed-token', state: null },
};

interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Json;
}

export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is; everything else as JSON. */
  readonly body: Json;
}

/** A SmartAPI that answers as a script says, by the last word of the path. */
export async function startFakeSmartApi(script: (name: string, count: number) => Scripted) {
  const seen: SeenRequest[] = [];
  const server = await startHttp(async (request, response) => {
    const text = await readBody(request);
    const path = request.url ?? '';
    const body = text === '' ? null : (JSON.parse(text) as Json);
    seen.push({ method: request.method ?? '', path, headers: request.headers, body });
    const name = path.split('/').at(-1) ?? '';
    const reply = script(name, seen.filter((entry) => entry.path === path).length);
    const type = typeof reply.body === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  return { url: server.url, seen };
}

export interface OpenedAccount {
  readonly account: AngelOneAccount;
  readonly clock: FakeClock;
  readonly redactor: Redactor;
}

export function openAccount(baseUrl: string, options: Partial<AngelOneOptions> = {}): OpenedAccount {
  const clock = new FakeClock();
  const redactor = new Redactor();
  const account = openAngelOneAccount({
    clock,
    redactor,
    random: () => 0,
    credentials: {
      apiKey: new Secret('apikey-1'),
      clientId: 'CLIENT0001',
      password: new Secret('4711'),
      totpSecret: new Secret('JBSWY3DPEHPK3PXP'),
    },
    ...options,
    baseUrl,
  });
  onTestFinished(() => account.close());
  return { account, clock, redactor };
}
