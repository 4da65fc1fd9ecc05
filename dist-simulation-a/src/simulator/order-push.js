import { WebSocket, WebSocketServer } from 'ws';
import { bearerToken } from "./http/gateway.js";
import { greeting, toPushMessage } from "./wire/push-message.js";
export const ORDER_FEED_PATH = '/smart-order-update';
const MAX_CONNECTIONS = 3;
const HEARTBEAT_MS = 10_000;
const HEARTBEAT = Buffer.from([0]);
export class OrderPush {
    #options;
    #world;
    // Pongs are sent by hand: a silent socket sends none.
    #server = new WebSocketServer({ noServer: true, autoPong: false });
    #connections = new Set();
    constructor(options, world) {
        this.#options = options;
        this.#world = world;
    }
    /** Answers an upgrade request: takes the socket over, or refuses as the gateway does. */
    upgrade(request, socket, head) {
        const admitted = this.admit(request.headers.authorization);
        if (typeof admitted === 'number')
            refuse(socket, admitted);
        else
            this.#server.handleUpgrade(request, socket, head, (opened) => this.open(opened, admitted));
    }
    /** @returns whose socket it is going to be, or the HTTP status that refuses it. */
    admit(authorization) {
        const { sessions, faults } = this.#world;
        // One public client sends the bare token (smartapi-python); both forms are taken.
        const session = sessions.findByJwt(bearerToken(authorization) ?? authorization ?? '');
        const state = sessions.stateOf(session);
        const fault = faults.takeHandshake(session?.clientCode ?? null);
        if (fault)
            return fault.status;
        if (session === null || state === 'unknown')
            return 401;
        if (state === 'expired')
            return 403;
        return this.#countOf(session.clientCode) >= MAX_CONNECTIONS ? 429 : session;
    }
    /** A socket that was let in. */
    open(socket, session) {
        const { clock } = this.#world;
        const connection = { socket, session, held: null };
        this.#connections.add(connection);
        const stopHeartbeat = this.#beat(connection);
        const stopAtExpiry = clock.after(session.expiresAtMs - clock.now(), () => socket.close());
        socket.on('close', () => {
            this.#connections.delete(connection);
            stopHeartbeat();
            stopAtExpiry();
        });
        // A client that vanishes is seen as a close right after.
        socket.on('error', () => socket.terminate());
        socket.on('ping', (data) => {
            if (!this.#isSilent(connection))
                socket.pong(data);
        });
        socket.on('message', (data, isBinary) => {
            if (!isBinary && data.toString() === 'ping')
                this.#send(connection, 'pong');
        });
        this.#send(connection, JSON.stringify(greeting(session.clientCode)));
    }
    /** Tells the order's owner of its new state, through every connection. */
    publish(order) {
        if (order.channel === 'app' && !this.#options.pushAppOrders)
            return;
        const parked = order.variety === 'AMO';
        if (parked && !this.#options.pushAfterMarketOrders)
            return;
        const message = toPushMessage(order);
        if (message === null)
            return;
        const fault = this.#connected(order.clientCode) ? this.#world.faults.takePush(order.clientCode) : null;
        if (fault === 'push_dropped')
            return;
        for (const connection of this.#connections) {
            if (connection.session.clientCode !== order.clientCode)
                continue;
            if (fault === 'push_reordered') {
                this.#release(connection);
                connection.held = message;
                continue;
            }
            this.#send(connection, JSON.stringify(message));
            if (fault === 'push_duplicated')
                this.#send(connection, JSON.stringify(message));
            this.#release(connection);
        }
    }
    /** Cuts the connections of one client, or all; without a closing handshake, as a broken line does. */
    disconnect(clientCode) {
        for (const { socket, session } of this.#connections) {
            if (clientCode === undefined || session.clientCode === clientCode)
                socket.terminate();
        }
    }
    /** Connections of one client that are open. */
    connectionsOf(clientCode) {
        return this.#countOf(clientCode);
    }
    close() {
        this.disconnect();
        this.#server.close();
    }
    #beat(connection) {
        let cancel = () => undefined;
        const beat = () => {
            cancel = this.#world.clock.after(HEARTBEAT_MS, () => {
                this.#send(connection, HEARTBEAT);
                beat();
            });
        };
        beat();
        return () => cancel();
    }
    #release(connection) {
        if (connection.held === null)
            return;
        const message = connection.held;
        connection.held = null;
        this.#send(connection, JSON.stringify(message));
    }
    #send({ socket, session }, data) {
        if (socket.readyState !== WebSocket.OPEN || this.#world.faults.isSilent(session.clientCode))
            return;
        socket.send(data);
    }
    #isSilent({ session }) {
        return this.#world.faults.isSilent(session.clientCode);
    }
    #connected(clientCode) {
        return this.#countOf(clientCode) > 0;
    }
    #countOf(clientCode) {
        return [...this.#connections].filter(({ session }) => session.clientCode === clientCode).length;
    }
}
const REASONS = {
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'Not Found',
    429: 'Too Many Requests',
    503: 'Service Unavailable',
};
/** A refused handshake is plain HTTP. */
export function refuse(socket, status) {
    socket.end(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
//# sourceMappingURL=order-push.js.map