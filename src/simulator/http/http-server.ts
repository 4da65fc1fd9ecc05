import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Reply } from '../wire/envelope.ts';
import { type AnsweringWorld, answerRequest } from './answer-request.ts';

const MAX_BODY_BYTES = 1_048_576;
const TOO_LARGE: Reply = { status: 413, contentType: 'text/plain', body: 'Payload Too Large' };

export interface HttpWorld extends AnsweringWorld {
  /** Answers `/control/…`; null where control is off. */
  readonly control: ((incoming: ControlRequest) => Reply) | null;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function createHttpServer(world: HttpWorld): Server {
  return createServer((request, response) => {
    // The broker tells its own time.
    response.setHeader('date', new Date(world.broker.clock.now()).toUTCString());
    handle(world, request, response).catch((error: unknown) => {
      // A client that left while it was being read hears nothing; a bug of the simulator is said in words.
      const body = `The simulator failed: ${error instanceof Error ? error.message : String(error)}`;
      send(response, { status: 500, contentType: 'text/plain', body });
    });
  });
}

async function handle(world: HttpWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const headers = readHeaders(request);
  const text = await readBody(request);
  if (text === null) {
    send(response, TOO_LARGE);
    return;
  }
  const body = parseBody(text);
  if (path.startsWith('/control/') && world.control) {
    send(response, world.control({ method, path, headers, body }));
    return;
  }
  const remoteAddress = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const answer = await answerRequest(world, { method, path, headers, remoteAddress, body });
  if (answer === 'hang') return;
  if (answer === 'reset') response.socket?.resetAndDestroy();
  else send(response, answer);
}

function send(response: ServerResponse, { status, contentType, body }: Reply): void {
  if (response.destroyed || response.headersSent) return;
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length });
  response.end(bytes);
}

function readHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/** Null where the body is larger than any that the broker takes. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // Kept as it came: a test may want to see what a client really sent.
    return text;
  }
}
