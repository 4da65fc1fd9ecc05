/**
 * One request and what became of it. undici announces a request just before it writes it to a connection; a
 * failure before that cannot have reached the broker, every failure after it may have.
 */
export class HttpExchange {
    #settle;
    #maxBytes;
    #chunks = [];
    #bytes = 0;
    #controller = null;
    #head = null;
    #settled = false;
    constructor(maxBytes, settle) {
        this.#maxBytes = maxBytes;
        this.#settle = settle;
    }
    /** Ends the exchange from our side. A request that still waits for a connection is never written. */
    giveUp(code, message) {
        this.#finish({ kind: 'failure', code, certainlyNotSent: this.#controller === null, message });
        this.#controller?.abort(new Error(message));
    }
    onRequestStart(controller) {
        if (this.#settled)
            controller.abort(new Error('given up before it was sent'));
        else
            this.#controller = controller;
    }
    onResponseStart(_controller, status, headers) {
        if (status >= 200)
            this.#head = { status, headers };
    }
    onResponseData(_controller, chunk) {
        this.#bytes += chunk.length;
        if (this.#bytes > this.#maxBytes)
            this.giveUp('OVERSIZED', `the reply is longer than ${this.#maxBytes} bytes`);
        else
            this.#chunks.push(chunk);
    }
    onResponseEnd() {
        const head = this.#head;
        if (head === null)
            throw new Error('a reply ended that never began');
        this.#finish({
            kind: 'response',
            status: head.status,
            contentType: textOf(head.headers['content-type']).toLowerCase(),
            text: Buffer.concat(this.#chunks).toString('utf8'),
            serverTimeMs: timeOf(textOf(head.headers.date)),
        });
    }
    onResponseError(_controller, error) {
        const systemCode = codeOf(error);
        const certainlyNotSent = this.#controller === null;
        const code = certainlyNotSent ? codeBeforeSending(systemCode) : codeAfterSending(systemCode);
        const message = `${certainlyNotSent ? 'the request was not sent' : 'no whole reply came'} (${systemCode})`;
        this.#finish({ kind: 'failure', code, certainlyNotSent, message });
    }
    #finish(result) {
        if (this.#settled)
            return;
        this.#settled = true;
        this.#settle(result);
    }
}
function codeOf(error) {
    const code = 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : error.name;
}
function codeBeforeSending(systemCode) {
    if (systemCode === 'ENOTFOUND' || systemCode === 'EAI_AGAIN')
        return 'DNS';
    if (systemCode === 'UND_ERR_CONNECT_TIMEOUT')
        return 'TIMEOUT';
    if (systemCode === 'UND_ERR_DESTROYED' || systemCode === 'UND_ERR_CLOSED')
        return 'ABORTED';
    return /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/.test(systemCode)
        ? 'TLS'
        : 'CONNECT';
}
function codeAfterSending(systemCode) {
    if (systemCode === 'UND_ERR_HEADERS_TIMEOUT' || systemCode === 'UND_ERR_BODY_TIMEOUT')
        return 'TIMEOUT';
    if (systemCode === 'UND_ERR_DESTROYED' || systemCode === 'UND_ERR_CLOSED')
        return 'ABORTED';
    return /^(?:HPE_|HTTPParserError|UND_ERR_HEADERS)/.test(systemCode) ? 'GARBLED' : 'RESET';
}
function textOf(value) {
    return typeof value === 'string' ? value : (value?.[0] ?? '');
}
function timeOf(text) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? null : time;
}
//# sourceMappingURL=http-exchange.js.map