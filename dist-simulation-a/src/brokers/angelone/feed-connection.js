import { WebSocket } from 'ws';
import { openTunnel } from "./proxy-tunnel.js";
import { meaningOfWords } from "./wire/error-codes.js";
/** One update is some 900 bytes. */
const MAX_FRAME_BYTES = 256 * 1024;
const MAX_REFUSAL_LENGTH = 1024;
/** The client says "ping" every ten seconds; the server sends a byte as often (SmartAPI docs; recorded 2024-12-26). */
const TICK_MS = 5_000;
const TICKS_A_PING = 2;
/** Twenty seconds without a sound, and the connection is taken for dead. */
const SILENT_TICKS = 5;
/** Keeps one connection until it ends or the signal aborts. Never rejects. */
export async function keepFeedConnection(target, onFrame, signal) {
    try {
        const open = target.openSocket ?? (await webSocketOpener(target));
        // Nothing may come between making the socket and listening to it.
        return await new FeedConnection(open(target), target, onFrame).run(signal);
    }
    catch (error) {
        return { reason: brokenBy(error), upMs: 0 };
    }
}
function openTunnelTo({ url, localAddress, handshakeMs }, proxy) {
    const secure = url.protocol === 'wss:';
    const port = Number(url.port || (secure ? 443 : 80));
    const host = url.hostname;
    return openTunnel({ proxy: new URL(proxy), host, port, secure, localAddress, timeoutMs: handshakeMs });
}
async function webSocketOpener(target) {
    const tunnel = target.proxy === undefined ? null : await openTunnelTo(target, target.proxy);
    return () => openWebSocket(target, tunnel);
}
function openWebSocket(target, tunnel) {
    const { localAddress } = target;
    return new WebSocket(target.url, {
        headers: { authorization: target.authorization },
        handshakeTimeout: target.handshakeMs,
        maxPayload: MAX_FRAME_BYTES,
        perMessageDeflate: false,
        minVersion: 'TLSv1.2',
        ...(localAddress === undefined ? {} : { localAddress }),
        ...(tunnel === null ? {} : { createConnection: () => tunnel }),
    });
}
class FeedConnection {
    #socket;
    #clock;
    #onFrame;
    #over = new AbortController();
    #reason = null;
    #ticks = 0;
    #silentTicks = 0;
    constructor(socket, target, onFrame) {
        this.#socket = socket;
        this.#clock = target.clock;
        this.#onFrame = onFrame;
    }
    run(signal) {
        const onAbort = () => this.#end({ kind: 'aborted', code: 'CLOSED', message: 'the feed was closed' });
        signal.addEventListener('abort', onAbort);
        if (signal.aborted)
            onAbort();
        return new Promise((resolve) => {
            const socket = this.#socket;
            socket.on('open', () => void this.#keepAlive());
            socket.on('ping', () => this.#hear());
            socket.on('pong', () => this.#hear());
            socket.on('message', (data, isBinary) => this.#receive(isBinary ? null : String(data)));
            socket.on('unexpected-response', (_request, response) => this.#readRefusal(response));
            socket.on('error', (error) => this.#end(brokenBy(error)));
            socket.on('close', (code) => {
                this.#reason ??= transient('CLOSED', `the broker closed the order feed (code ${code})`);
                this.#over.abort();
                signal.removeEventListener('abort', onAbort);
                resolve({ reason: this.#reason, upMs: this.#ticks * TICK_MS });
            });
        });
    }
    /** The first reason counts: what follows is only its consequence. */
    #end(reason) {
        this.#reason ??= reason;
        this.#socket.terminate();
    }
    #hear() {
        this.#silentTicks = 0;
    }
    #receive(text) {
        this.#hear();
        if (this.#reason !== null)
            return;
        try {
            this.#onFrame(text);
        }
        catch (error) {
            // A fault of ours in taking an update must not end the process; the book is read again after the reconnect.
            this.#end(transient('HANDLER', `an update could not be taken: ${String(error)}`));
        }
    }
    async #keepAlive() {
        const { signal } = this.#over;
        for (;;) {
            await this.#clock.sleep(TICK_MS, signal);
            if (signal.aborted)
                return;
            this.#ticks += 1;
            this.#silentTicks += 1;
            if (this.#silentTicks >= SILENT_TICKS)
                return this.#end(transient('SILENT', 'the order feed has been silent for twenty seconds'));
            if (this.#ticks % TICKS_A_PING === 0)
                this.#socket.send('ping');
        }
    }
    #readRefusal(response) {
        let text = '';
        const refuse = () => this.#end(refusalOf(response.statusCode ?? 0, text));
        response.on('data', (chunk) => {
            text += String(chunk);
            if (text.length > MAX_REFUSAL_LENGTH)
                refuse();
        });
        response.on('end', refuse);
        response.on('error', refuse);
    }
}
/** A refused handshake: 401 invalid token, 403 expired token, 429 too many connections (SmartAPI docs 2026). */
function refusalOf(status, text) {
    const message = `the order feed answered HTTP ${status}`;
    const isThrottled = status === 429 || (status === 403 && meaningOfWords(text) === 'throttled');
    const kind = isThrottled ? 'throttled' : status === 401 || status === 403 ? 'session' : 'transient';
    return { kind, code: `HTTP_${status}`, message };
}
function brokenBy(error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'FEED';
    return transient(code, `the order feed broke: ${error instanceof Error ? error.message : String(error)}`);
}
function transient(code, message) {
    return { kind: 'transient', code, message };
}
//# sourceMappingURL=feed-connection.js.map