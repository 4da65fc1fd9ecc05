/** The engine's side of the control socket: HTTP on a unix-domain socket that only the owner can open. */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { CONTROL_BOUNDS } from './control-bounds.ts';
import { ControlError, type ControlErrorCode } from './control-error.ts';
import { badRequest, type ControlFailure, type ControlRequest, parseRequest } from './protocol.ts';
import { makeSocketFolder, noSocket } from './socket-place.ts';

export interface ControlServerOptions {
  readonly path: string;
  /** @returns the reply, as JSON. A ControlError is told to the client; anything else is a bug, and told as one. */
  readonly answer: (request: ControlRequest) => Promise<object>;
  /** Keeps secrets out of replies. */
  readonly redact: (text: string) => string;
}

export interface ControlServer {
  /** Answers that are due are sent first. */
  close(): Promise<void>;
}

const PRIVATE_SOCKET = 0o600;

const STATUS_CODES: Readonly<Partial<Record<ControlErrorCode, number>>> = {
  BAD_REQUEST: 400,
  OTHER_VERSION: 404,
  NO_SUCH_FOLLOWER: 404,
  NOT_RUNNING: 503,
};

/**
 * A socket that a crash left behind is replaced; one that somebody listens at is not.
 * @throws ControlError
 */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const { path } = options;
  makeSocketFolder(path);
  await removeStale(path);
  const server = createServer({
    maxHeaderSize: CONTROL_BOUNDS.maxHeaderBytes,
    headersTimeout: CONTROL_BOUNDS.requestMs,
    requestTimeout: CONTROL_BOUNDS.requestMs,
    connectionsCheckingInterval: CONTROL_BOUNDS.requestMs / 2,
  });
  server.maxConnections = CONTROL_BOUNDS.maxConnections;
  server.on('request', (request, response) => void handle(request, response, options));
  await listen(server, path);
  return { close: () => close(server) };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, redact }: ControlServerOptions,
): Promise<void> {
  const reply = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${redact(JSON.stringify(body))}\n`);
  };
  try {
    const body = await readBody(request);
    reply(200, await answer(parseRequest(request.method ?? '', request.url ?? '', body)));
  } catch (error) {
    const told = error instanceof ControlError ? error : failed(error);
    reply(STATUS_CODES[told.code] ?? 500, toFailure(told));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of request) {
      bytes += part.length;
      if (bytes > CONTROL_BOUNDS.maxBodyBytes) break;
      parts.push(part);
    }
  } catch (error) {
    throw badRequest('the request broke off', { cause: error });
  }
  if (bytes > CONTROL_BOUNDS.maxBodyBytes)
    throw badRequest(`the body has more than ${CONTROL_BOUNDS.maxBodyBytes} bytes`);
  return Buffer.concat(parts).toString('utf8');
}

function toFailure({ code, message, next }: ControlError): ControlFailure {
  return { error: { code, message, next } };
}

function failed(error: unknown): ControlError {
  const why = error instanceof Error ? error.message : String(error);
  return new ControlError('FAILED', `the engine failed at it: ${why}`, 'Look into its log.', {
    cause: error,
  });
}

/** Waits a moment for an engine that is just ending; a live one keeps its place. */
async function removeStale(path: string): Promise<void> {
  const until = performance.now() + CONTROL_BOUNDS.predecessorMs;
  while (await isListenedAt(path)) {
    if (performance.now() > until) {
      const next = 'Find it with `copytrade status`, and end it with `copytrade stop`.';
      throw new ControlError('IN_USE', `another engine listens at ${path}`, next);
    }
    await new Promise((resolve) => setTimeout(resolve, CONTROL_BOUNDS.predecessorPollMs));
  }
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw noSocket(path, error);
  }
}

/** A full queue (EAGAIN) has an owner too. */
function isListenedAt(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    const done = (isLive: boolean) => {
      probe.destroy();
      resolve(isLive);
    };
    probe.once('connect', () => done(true));
    probe.once('error', (error) => done('code' in error && error.code === 'EAGAIN'));
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(noSocket(path, error));
    server.once('error', onError);
    server.listen(path, () => {
      server.off('error', onError);
      try {
        chmodSync(path, PRIVATE_SOCKET);
        resolve();
      } catch (error) {
        server.close();
        reject(noSocket(path, error));
      }
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Whoever is slow to ask gets no answer any more; the replies that are due have their time.
    const force = setTimeout(() => server.closeAllConnections(), CONTROL_BOUNDS.closeMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
