const PUSH_KINDS = ['push_dropped', 'push_duplicated', 'push_reordered', 'push_silent'];
/** The faults in waiting, the first added first. */
export class Faults {
    #http = [];
    #push = [];
    #handshake = [];
    /** @throws where `times` is no whole number above 0. */
    add(fault) {
        const left = fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
        if (left !== Number.POSITIVE_INFINITY && !(Number.isInteger(left) && left > 0)) {
            throw new RangeError(`times is a whole number above 0, or 'always': ${left}`);
        }
        if (isPushFault(fault))
            this.#push.push({ fault, left });
        else if (fault.kind === 'handshake_refused')
            this.#handshake.push({ fault, left });
        else
            this.#http.push({ fault, left });
    }
    clear() {
        this.#http = [];
        this.#push = [];
        this.#handshake = [];
    }
    /** Those that have not been used up. */
    list() {
        return [...this.#http, ...this.#push, ...this.#handshake].map(({ fault }) => fault);
    }
    takeHttp(endpoint, clientCode) {
        return take(this.#http, (fault) => isFor(fault, clientCode) && (fault.endpoint === undefined || covers(fault.endpoint, endpoint)));
    }
    takePush(clientCode) {
        return (take(this.#push, (fault) => fault.kind !== 'push_silent' && isFor(fault, clientCode))?.kind ?? null);
    }
    isSilent(clientCode) {
        return this.#push.some(({ fault }) => fault.kind === 'push_silent' && isFor(fault, clientCode));
    }
    takeHandshake(clientCode) {
        return take(this.#handshake, (fault) => isFor(fault, clientCode));
    }
}
function take(armed, matches) {
    const index = armed.findIndex(({ fault }) => matches(fault));
    const found = armed[index];
    if (found === undefined)
        return null;
    found.left -= 1;
    if (found.left === 0)
        armed.splice(index, 1);
    return found.fault;
}
function isFor(fault, clientCode) {
    return fault.account === undefined || fault.account === clientCode;
}
function covers(scope, endpoint) {
    if (scope !== 'orders')
        return scope === endpoint;
    return endpoint === 'placeOrder' || endpoint === 'modifyOrder' || endpoint === 'cancelOrder';
}
function isPushFault(fault) {
    return PUSH_KINDS.some((kind) => kind === fault.kind);
}
//# sourceMappingURL=faults.js.map