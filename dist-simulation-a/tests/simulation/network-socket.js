import { EventEmitter } from 'node:events';
const OPEN = 1;
const CLOSED = 3;
/** What a line that breaks looks like. */
const ABNORMAL = 1006;
/** Opens an order-update socket over the network; returns the engine's end of it. */
export function openNetworkSocket(network, life, target, account) {
    const line = new Line(network, life);
    if (network.down.has(account))
        line.breakClient(network.delayMs());
    else
        network.time.after(network.delayMs(), () => line.admit(target.authorization));
    return line.client;
}
/** Both ends of one socket. What one end says reaches the other in order. */
class Line {
    client;
    #server;
    #network;
    #life;
    #lastToClientAtMs = 0;
    #isCut = false;
    constructor(network, life) {
        this.#network = network;
        this.#life = life;
        this.client = new ClientEnd(this);
        this.#server = new ServerEnd(this);
    }
    admit(authorization) {
        const { push } = this.#network.simulator;
        if (this.#isCut || this.#life.isDead)
            return;
        const admitted = push.admit(authorization);
        if (typeof admitted === 'number') {
            this.toClient(() => this.client.emit('unexpected-response', null, new RefusedHandshake(admitted)));
            return;
        }
        this.#server.readyState = OPEN;
        this.toClient(() => this.client.emit('open'));
        push.open(this.#server, admitted);
    }
    toClient(deliver) {
        const atMs = Math.max(this.#lastToClientAtMs, this.#network.time.now() + this.#network.delayMs());
        this.#lastToClientAtMs = atMs;
        this.#life.after(atMs - this.#network.time.now(), 'push', deliver);
    }
    toServer(deliver) {
        this.#network.time.after(this.#network.delayMs(), deliver);
    }
    sayToServer(text) {
        if (!this.#isCut && !this.#life.isDead)
            this.toServer(() => this.#server.hear(text));
    }
    /** From the engine's side. */
    breakClient(delayMs = 0) {
        if (this.#isCut)
            return;
        this.#isCut = true;
        this.#life.after(delayMs, 'push', () => this.client.emit('close', ABNORMAL));
        this.toServer(() => this.#server.end());
    }
    /** From the broker's side. */
    breakServer() {
        this.#server.end();
        if (this.#isCut)
            return;
        this.#isCut = true;
        this.toClient(() => this.client.emit('close', ABNORMAL));
    }
    /** The process is gone: the broker's end notices. */
    get isAbandoned() {
        return this.#life.isDead;
    }
}
class ClientEnd extends EventEmitter {
    #line;
    constructor(line) {
        super();
        this.#line = line;
    }
    send(text) {
        this.#line.sayToServer(text);
    }
    terminate() {
        this.#line.breakClient();
    }
}
class ServerEnd extends EventEmitter {
    readyState = 0;
    #line;
    constructor(line) {
        super();
        this.#line = line;
    }
    send(data) {
        if (this.#line.isAbandoned)
            this.end();
        else
            this.#line.toClient(() => this.#line.client.emit('message', data, typeof data !== 'string'));
    }
    pong() {
        this.#line.toClient(() => this.#line.client.emit('pong'));
    }
    hear(text) {
        if (this.readyState === OPEN)
            this.emit('message', Buffer.from(text), false);
    }
    end() {
        if (this.readyState === CLOSED)
            return;
        this.readyState = CLOSED;
        this.emit('close');
    }
    close() {
        this.#line.breakServer();
    }
    terminate() {
        this.#line.breakServer();
    }
}
class RefusedHandshake {
    statusCode;
    constructor(statusCode) {
        this.statusCode = statusCode;
    }
    on(event, listener) {
        if (event === 'end')
            queueMicrotask(() => listener(undefined));
    }
}
//# sourceMappingURL=network-socket.js.map