/** A terminal's side of the control socket: one request, one reply. */
import { type ClientRequest, request as httpRequest } from 'node:http';
import { CONTROL_BOUNDS } from './control-bounds.ts';
import { ControlError, isControlErrorCode } from './control-error.ts';
import { type ControlRequest, methodOf, pathOf, type Verb } from './protocol.ts';
import { assertPrivate, type EngineMode, MODES, noEngine, socketPath } from './socket-place.ts';

export interface EnginePlace {
  readonly logsFolder: string;
  /** Null: whichever runs there. */
  readonly mode: EngineMode | null;
}

const ANSWER_MS: Readonly<Partial<Record<Verb, number>>> = {
  retry: CONTROL_BOUNDS.retryAnswerMs,
  reconcile: CONTROL_BOUNDS.reconcileAnswerMs,
  stop: CONTROL_BOUNDS.stopAnswerMs,
};

/**
 * Asks the engine that runs there.
 * @returns the reply's JSON
 * @throws ControlError where none runs, it does not answer, or it says no
 */
export async function askEngine(place: EnginePlace, request: ControlRequest): Promise<object> {
  return ask(await findEngine(place), request);
}

async function findEngine({ logsFolder, mode }: EnginePlace): Promise<string> {
  if (mode !== null) return socketPath(logsFolder, mode);
  const paths = MODES.map((each) => socketPath(logsFolder, each));
  const answers = await Promise.all(paths.map((path) => isThere(path)));
  const [path, other] = paths.filter((_, index) => answers[index]);
  if (other !== undefined) {
    const next = 'Say which with --mode live or --mode dry_run.';
    throw new ControlError(
      'TWO_ENGINES',
      `two engines run in ${logsFolder}, one live and one in dry run`,
      next,
    );
  }
  return path ?? paths[0] ?? '';
}

async function isThere(path: string): Promise<boolean> {
  try {
    await ask(path, { verb: 'status', follower: null });
    return true;
  } catch (error) {
    if (!(error instanceof ControlError) || error.code === 'NOT_PRIVATE') throw error;
    // One that hangs, or speaks another version, is there too.
    return error.code !== 'NO_ENGINE';
  }
}

async function ask(path: string, { verb, follower, reconcile }: ControlRequest): Promise<object> {
  assertPrivate(path);
  const limit = AbortSignal.timeout(ANSWER_MS[verb] ?? CONTROL_BOUNDS.answerMs);
  const request = httpRequest({
    socketPath: path,
    method: methodOf(verb),
    path: pathOf(verb),
    signal: limit,
  });
  const wishes = { ...(follower === null ? {} : { follower }), ...reconcile };
  request.end(Object.keys(wishes).length === 0 ? '' : JSON.stringify(wishes));
  try {
    return readReply(await receive(request));
  } catch (error) {
    if (error instanceof ControlError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') throw noEngine(path, { cause: error });
    const next = 'Look at its terminal or its log; Ctrl-C there, or SIGTERM, ends it.';
    const how = limit.aborted ? 'does not answer' : 'broke off';
    throw new ControlError('NO_ANSWER', `the engine at ${path} ${how}`, next, { cause: error });
  }
}

async function receive(request: ClientRequest): Promise<string> {
  const response = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    bytes += part.length;
    if (bytes > CONTROL_BOUNDS.maxReplyBytes) throw unreadable();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function readReply(text: string): object {
  const reply = parseObject(text);
  if (!('error' in reply)) return reply;
  const { error } = reply;
  if (typeof error !== 'object' || error === null || !('code' in error) || !isControlErrorCode(error.code))
    throw unreadable();
  const [message, next] = ['message' in error ? error.message : '', 'next' in error ? error.next : ''];
  throw new ControlError(error.code, String(message), String(next));
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw unreadable({ cause: error });
  }
  throw unreadable();
}

function unreadable(options?: ErrorOptions): ControlError {
  const next = 'Use the program that the engine was started with.';
  return new ControlError('NO_ANSWER', 'what listens there does not answer as an engine does', next, options);
}
