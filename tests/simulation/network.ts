import type { HttpResult } from '../../src/brokers/angelone/http-exchange.ts';
import type { HttpRequest, Transport } from '../../src/brokers/angelone/transport.ts';
import type { AssembledSimulator } from '../../src/simulator/assemble-simulator.ts';
import { type Answer, answerRequest } from '../../src/simulator/http/answer-request.ts';
import type { ReceivedRequest } from '../../src/simulator/http/received-request.ts';
import type { Random } from '../../src/simulator/random.ts';
import { Lies } from './lies.ts';
import type { ProcessLife } from './process-life.ts';
import type { VirtualTime } from './virtual-time.ts';

const ADDRESS = '10.0.0.1';
const USUAL_MS = 15;
const SPREAD_MS = 60;
/** One way in so many is slow. */
const SLOW_ONE_IN = 25;
const SLOW_MS = 700;

/** The line between the process and the broker: it takes its time, and may be down for an account. */
export class Network {
  readonly time: VirtualTime;
  readonly simulator: AssembledSimulator;
  /** Accounts that cannot be reached. */
  readonly down = new Set<string>();
  /** By account: how far the clock of its server is ahead, in milliseconds. */
  readonly serverAheadMs = new Map<string, number>();
  readonly lies: Lies;
  readonly #random: Random;
  readonly #onArrival: (request: ReceivedRequest) => void;

  constructor(
    time: VirtualTime,
    simulator: AssembledSimulator,
    random: Random,
    onArrival: (request: ReceivedRequest) => void,
  ) {
    this.time = time;
    this.lies = new Lies(time);
    this.simulator = simulator;
    this.#random = random;
    this.#onArrival = onArrival;
  }

  /** One way, in milliseconds. */
  delayMs(): number {
    const slow = this.#random.integer(SLOW_ONE_IN) === 0 ? this.#random.integer(SLOW_MS) : 0;
    return USUAL_MS + this.#random.integer(SPREAD_MS) + slow;
  }

  async answer({ method, path, headers, body }: HttpRequest): Promise<Answer> {
    const { world } = this.simulator;
    const lowered = Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]),
    );
    const parsed: unknown = body === null ? null : JSON.parse(body);
    const incoming = { method, path, headers: lowered, remoteAddress: ADDRESS, body: parsed };
    const answer = answerRequest(world, incoming);
    const received = world.requests.at(-1);
    if (!received) return answer;
    this.#onArrival(received);
    const { clientCode, endpoint } = received;
    if (clientCode === null || endpoint === null) return answer;
    return this.lies.tell(clientCode, endpoint, await answer);
  }
}

/** One account's requests, over the network, for as long as the process lives. */
export class NetworkTransport implements Transport {
  readonly #network: Network;
  readonly #life: ProcessLife;
  readonly #account: string;

  constructor(network: Network, life: ProcessLife, account: string) {
    this.#network = network;
    this.#life = life;
    this.#account = account;
  }

  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResult> {
    const life = this.#life;
    return new Promise((resolve) => {
      if (!life.reach('before_send')) return;
      const exchange = new Exchange(life, resolve);
      if (signal.aborted) return exchange.end(failure('ABORTED', true));
      if (this.#network.down.has(this.#account)) {
        life.after(this.#network.delayMs(), 'reply', () => exchange.end(failure('CONNECT', true)));
        return;
      }
      exchange.endAfter(request.totalMs, failure('TIMEOUT', false));
      exchange.endOn(signal, failure('ABORTED', false));
      this.#network.time.after(this.#network.delayMs(), () => void this.#arrive(request, exchange));
      life.reach('after_send');
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #arrive(request: HttpRequest, exchange: Exchange): Promise<void> {
    const network = this.#network;
    const answer = await network.answer(request);
    if (answer === 'hang') return;
    const aheadMs = network.serverAheadMs.get(this.#account) ?? 0;
    const serverTimeMs = Math.floor((network.time.now() + aheadMs) / 1000) * 1000;
    const result: HttpResult =
      answer === 'reset'
        ? failure('RESET', false)
        : {
            kind: 'response',
            status: answer.status,
            contentType: answer.contentType,
            text: answer.body,
            serverTimeMs,
          };
    this.#life.after(network.delayMs(), 'reply', () => exchange.end(result));
  }
}

/** One request under way: it ends once. */
class Exchange {
  readonly #life: ProcessLife;
  readonly #resolve: (result: HttpResult) => void;
  #tidyUp: (() => void)[] = [];
  #ended = false;

  constructor(life: ProcessLife, resolve: (result: HttpResult) => void) {
    this.#life = life;
    this.#resolve = resolve;
  }

  end(result: HttpResult): void {
    if (this.#ended || this.#life.isDead) return;
    this.#ended = true;
    for (const tidy of this.#tidyUp) tidy();
    this.#resolve(result);
  }

  endAfter(ms: number, result: HttpResult): void {
    this.#tidyUp.push(this.#life.after(ms, 'reply', () => this.end(result)));
  }

  endOn(signal: AbortSignal, result: HttpResult): void {
    const onAbort = () => this.end(result);
    signal.addEventListener('abort', onAbort);
    this.#tidyUp.push(() => signal.removeEventListener('abort', onAbort));
  }
}

type FailureCode = Extract<HttpResult, { kind: 'failure' }>['code'];

function failure(code: FailureCode, certainlyNotSent: boolean): HttpResult {
  return { kind: 'failure', code, certainlyNotSent, message: `the simulated network says ${code}` };
}
