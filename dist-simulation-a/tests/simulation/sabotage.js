import { MortalJournal } from "./mortal-files.js";
export const SABOTAGES = [
    /** Orders leave before their intents are in the journal. */
    'no_durable_intent',
    /** What brought no answer is sent again at once, and not looked up. */
    'no_look_up',
    /** An order is known by its looks (symbol, side, quantity), not by its tag. */
    'no_tag_check',
    /** Exits leave as they were decided, whatever the account holds and the entries brought. */
    'no_exit_clamp',
    /** The master's book is not read again after the start. */
    'no_poll',
];
/** Decisions wait in memory until something else is written: a crash loses them, and the orders are out. */
export class ForgetfulJournal extends MortalJournal {
    #late = [];
    recordDecision(entry) {
        this.#late.push(entry);
    }
    takeApart() {
        // The constructor of the journal itself calls before there is anything.
        if (#late in this)
            this.#catchUp();
        super.takeApart();
    }
    #catchUp() {
        const late = this.#late;
        this.#late = [];
        for (const entry of late)
            super.recordDecision(entry);
    }
}
export function sabotageAccount(account, sabotaged) {
    const { role, sabotage } = sabotaged;
    if (role === 'master')
        return sabotage === 'no_poll' ? withoutPoll(account) : account;
    switch (sabotage) {
        case 'no_look_up':
            return sendingAgain(account);
        case 'no_tag_check':
            return goingByLooks(account);
        case 'no_exit_clamp':
            return unclamped(account, sabotaged);
        default:
            return account;
    }
}
function changed(account, changes) {
    return {
        capabilities: account.capabilities,
        clientCode: account.clientCode,
        get clockSkewMs() {
            return account.clockSkewMs;
        },
        login: (signal) => account.login(signal),
        logout: (signal) => account.logout(signal),
        readOrderBook: (signal) => account.readOrderBook(signal),
        readPositions: (signal) => account.readPositions(signal),
        readFunds: (signal) => account.readFunds(signal),
        readPrices: (instruments, signal) => account.readPrices(instruments, signal),
        placeOrder: (ticket, signal) => account.placeOrder(ticket, signal),
        modifyOrder: (orderId, ticket, signal) => account.modifyOrder(orderId, ticket, signal),
        cancelOrder: (orderId, ticket, signal) => account.cancelOrder(orderId, ticket, signal),
        openOrderFeed: (events) => account.openOrderFeed(events),
        close: () => account.close(),
        ...changes,
    };
}
function sendingAgain(account) {
    return changed(account, {
        placeOrder: async (ticket, signal) => {
            const outcome = await account.placeOrder(ticket, signal);
            return outcome.kind === 'unknown' ? account.placeOrder(ticket, signal) : outcome;
        },
    });
}
function goingByLooks(account) {
    const inDoubt = [];
    return changed(account, {
        placeOrder: async (ticket, signal) => {
            const outcome = await account.placeOrder(ticket, signal);
            if (outcome.kind === 'unknown')
                inDoubt.push(ticket);
            return outcome;
        },
        readOrderBook: async (signal) => {
            const book = await account.readOrderBook(signal);
            if (!book.ok)
                return book;
            const rows = inDoubt.flatMap((ticket) => {
                const like = book.value.find((row) => row.ok && looksLike(row.order, ticket));
                return like?.ok ? [{ ...like, order: { ...like.order, tag: ticket.tag } }] : [];
            });
            return { ok: true, value: [...book.value, ...rows] };
        },
    });
}
function looksLike(order, { tradingSymbol, side, quantity }) {
    return order.tradingSymbol === tradingSymbol && order.side === side && order.quantity === quantity;
}
function unclamped(account, { plannedOf }) {
    return changed(account, {
        placeOrder: (ticket, signal) => account.placeOrder({ ...ticket, quantity: plannedOf(ticket.tag) ?? ticket.quantity }, signal),
    });
}
function withoutPoll(account) {
    let last = null;
    let hasStarted = false;
    return changed(account, {
        openOrderFeed: (events) => {
            hasStarted = true;
            return account.openOrderFeed(events);
        },
        readOrderBook: async (signal) => {
            if (!hasStarted || last === null)
                last = await account.readOrderBook(signal);
            return last;
        },
    });
}
//# sourceMappingURL=sabotage.js.map