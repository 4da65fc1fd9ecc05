import { answerRequest } from "../../src/simulator/http/answer-request.js";
const ADDRESS = '10.0.0.1';
const USUAL_MS = 15;
const SPREAD_MS = 60;
/** One way in so many is slow. */
const SLOW_ONE_IN = 25;
const SLOW_MS = 700;
/** The line between the process and the broker: it takes its time, and may be down for an account. */
export class Network {
    time;
    simulator;
    /** Accounts that cannot be reached. */
    down = new Set();
    #random;
    #onArrival;
    constructor(time, simulator, random, onArrival) {
        this.time = time;
        this.simulator = simulator;
        this.#random = random;
        this.#onArrival = onArrival;
    }
    /** One way, in milliseconds. */
    delayMs() {
        const slow = this.#random.integer(SLOW_ONE_IN) === 0 ? this.#random.integer(SLOW_MS) : 0;
        return USUAL_MS + this.#random.integer(SPREAD_MS) + slow;
    }
    async answer({ method, path, headers, body }) {
        const { world } = this.simulator;
        const lowered = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));
        const parsed = body === null ? null : JSON.parse(body);
        const incoming = { method, path, headers: lowered, remoteAddress: ADDRESS, body: parsed };
        const answer = answerRequest(world, incoming);
        const received = world.requests.at(-1);
        if (received)
            this.#onArrival(received);
        return answer;
    }
}
/** One account's requests, over the network, for as long as the process lives. */
export class NetworkTransport {
    #network;
    #life;
    #account;
    constructor(network, life, account) {
        this.#network = network;
        this.#life = life;
        this.#account = account;
    }
    send(request, signal) {
        const life = this.#life;
        return new Promise((resolve) => {
            if (!life.reach('before_send'))
                return;
            const exchange = new Exchange(life, resolve);
            if (signal.aborted)
                return exchange.end(failure('ABORTED', true));
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
    close() {
        return Promise.resolve();
    }
    async #arrive(request, exchange) {
        const network = this.#network;
        const answer = await network.answer(request);
        if (answer === 'hang')
            return;
        const serverTimeMs = Math.floor(network.time.now() / 1000) * 1000;
        const result = answer === 'reset'
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
    #life;
    #resolve;
    #tidyUp = [];
    #ended = false;
    constructor(life, resolve) {
        this.#life = life;
        this.#resolve = resolve;
    }
    end(result) {
        if (this.#ended || this.#life.isDead)
            return;
        this.#ended = true;
        for (const tidy of this.#tidyUp)
            tidy();
        this.#resolve(result);
    }
    endAfter(ms, result) {
        this.#tidyUp.push(this.#life.after(ms, 'reply', () => this.end(result)));
    }
    endOn(signal, result) {
        const onAbort = () => this.end(result);
        signal.addEventListener('abort', onAbort);
        this.#tidyUp.push(() => signal.removeEventListener('abort', onAbort));
    }
}
function failure(code, certainlyNotSent) {
    return { kind: 'failure', code, certainlyNotSent, message: `the simulated network says ${code}` };
}
//# sourceMappingURL=network.js.map