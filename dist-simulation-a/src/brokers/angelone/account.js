import { ANGEL_ONE_CAPABILITIES } from "./capabilities.js";
import { classifyLogin, classifyRead, classifySend } from "./classify.js";
import { readFundsReply } from "./read-funds.js";
import { readOrderBookReply } from "./read-order-book.js";
import { readPositionsReply } from "./read-positions.js";
import { readQuoteReply, toQuoteBodies } from "./read-prices.js";
import { PATHS } from "./wire/endpoints.js";
import { toCancelBody, toModifyBody, toPlaceBody, } from "./wire/order-bodies.js";
const NO_SESSION = {
    kind: 'session',
    code: 'NO_SESSION',
    message: 'this account is not logged in',
};
/** One account at Angel One. It logs in where the caller says so, and never by itself. */
export class AngelOneAccount {
    capabilities = ANGEL_ONE_CAPABILITIES;
    clientCode;
    #parts;
    #feeds = new Set();
    constructor(parts) {
        this.#parts = parts;
        this.clientCode = parts.clientCode;
    }
    /**
     * By how much the broker's clock is ahead of ours, in milliseconds, to about a second; null before any reply.
     * Half a minute of it, and the broker refuses the TOTP codes.
     */
    get clockSkewMs() {
        return this.#parts.api.clockSkewMs;
    }
    async login(signal) {
        const { api, clientCode, password, totp } = this.#parts;
        const code = await totp.next(signal, api.clockSkewMs ?? 0);
        if (!code.ok)
            return code;
        const body = { clientcode: clientCode, password: password.reveal(), totp: code.value };
        const result = await api.login(body, signal);
        const reading = classifyLogin(result);
        if (!reading.ok) {
            const hidden = classifyLogin(api.withoutSecrets(result));
            return this.#failed(hidden.ok ? reading.error : hidden.error);
        }
        return api.startSession(reading.value)
            ? { ok: true, value: null }
            : this.#unreadable('the login brought no session token');
    }
    async logout(signal) {
        const { api, clientCode } = this.#parts;
        if (api.authorization === null)
            return { ok: true, value: null };
        const reply = api.post(PATHS.logout, { clientcode: clientCode }, signal);
        api.endSession();
        const reading = classifyRead(await reply);
        return reading.ok ? { ok: true, value: null } : this.#failed(reading.error);
    }
    readOrderBook(signal) {
        return this.#read(PATHS.orderBook, readOrders, signal);
    }
    readPositions(signal) {
        return this.#read(PATHS.positions, readPositionsReply, signal);
    }
    readFunds(signal) {
        return this.#read(PATHS.funds, readFundsReply, signal);
    }
    async readPrices(instruments, signal) {
        const { api, findSymbolToken } = this.#parts;
        if (api.authorization === null)
            return { ok: false, error: NO_SESSION };
        const prices = [];
        for (const body of toQuoteBodies(instruments, findSymbolToken)) {
            const reading = classifyRead(await api.post(PATHS.quote, body, signal));
            if (!reading.ok)
                return this.#failed(reading.error);
            const content = readQuoteReply(reading.value);
            if (!content.ok)
                return this.#unreadable(content.problem);
            prices.push(...content.value);
        }
        return { ok: true, value: prices };
    }
    placeOrder(ticket, signal) {
        const body = this.#withToken(ticket, (token) => toPlaceBody(ticket, token, this.#parts.placeOptions));
        return this.#order(PATHS.placeOrder, body, signal);
    }
    modifyOrder(orderId, ticket, signal) {
        const body = this.#withToken(ticket, (token) => toModifyBody(orderId, ticket, token));
        return this.#order(PATHS.modifyOrder, body, signal);
    }
    cancelOrder(orderId, ticket, signal) {
        return this.#order(PATHS.cancelOrder, { ok: true, body: toCancelBody(orderId, ticket) }, signal);
    }
    openOrderFeed(events) {
        const feed = this.#parts.openFeed(events);
        this.#feeds.add(feed);
        return feed;
    }
    async close() {
        this.#parts.api.endSession();
        await Promise.all([...this.#feeds].map((feed) => feed.close()));
        await this.#parts.disconnect();
    }
    #withToken(ticket, toBody) {
        const token = ticket.symbolToken ?? this.#parts.findSymbolToken(ticket.exchange, ticket.tradingSymbol);
        if (token !== null && token !== '')
            return toBody(token);
        return { ok: false, problem: `no symbol token is known of ${ticket.exchange}:${ticket.tradingSymbol}` };
    }
    async #order(path, body, signal) {
        if (!body.ok)
            return { kind: 'refused', error: { kind: 'refused', code: 'TICKET', message: body.problem } };
        if (this.#parts.api.authorization === null)
            return { kind: 'refused', error: NO_SESSION };
        const outcome = classifySend(await this.#parts.api.post(path, body.body, signal));
        return outcome.kind === 'accepted' ? outcome : { ...outcome, error: this.#redact(outcome.error) };
    }
    async #read(path, read, signal) {
        if (this.#parts.api.authorization === null)
            return { ok: false, error: NO_SESSION };
        const reading = classifyRead(await this.#parts.api.get(path, signal));
        if (!reading.ok)
            return this.#failed(reading.error);
        const content = read(reading.value);
        return content.ok ? content : this.#unreadable(content.problem);
    }
    #failed(error) {
        return { ok: false, error: this.#redact(error) };
    }
    #unreadable(problem) {
        return this.#failed({ kind: 'transient', code: 'UNREADABLE', message: problem });
    }
    #redact(error) {
        return { ...error, message: this.#parts.redactor.redactText(error.message) };
    }
}
function readOrders(body) {
    const book = readOrderBookReply(body);
    return book.ok ? { ok: true, value: book.rows.map((row) => row.reading) } : book;
}
//# sourceMappingURL=account.js.map