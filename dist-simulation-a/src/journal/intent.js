export const INTENT_EFFECTS = ['entry', 'exit', 'other_side'];
export const INTENT_STATES = [
    /** Recorded; nothing has been sent. */
    'planned',
    /** Given up before it was sent. Ended. */
    'dropped',
    /** The request is being sent, or was when the process ended. */
    'sending',
    /** The broker took the request; the exchange has not spoken. */
    'accepted',
    /** The broker said no, or a look-up showed that there is no such order. Ended. */
    'refused',
    /** There may be an order: to be looked up by its tag. */
    'unknown',
    /** At the exchange, and alive. */
    'open',
    /** Filled in full. Ended. */
    'complete',
    /** Ended by a cancel; a part may have filled. Ended. */
    'cancelled',
    /** Taken by the broker, then turned down (risk checks, exchange). Ended. */
    'rejected',
];
/** What the broker's book shows may come at any time once a request has left, also before the request's reply. */
const SHOWN_BY_THE_BOOK = ['open', 'complete', 'cancelled', 'rejected'];
const NEXT_STATES = {
    planned: ['sending', 'dropped', 'unknown'],
    dropped: [],
    sending: ['accepted', 'refused', 'unknown', ...SHOWN_BY_THE_BOOK],
    accepted: SHOWN_BY_THE_BOOK,
    // A broker that said no and has the order all the same is believed by its book: an order that lives is a fact.
    refused: SHOWN_BY_THE_BOOK,
    // Sent once more under the same tag, after a look-up has shown that there is no such order.
    unknown: ['accepted', 'refused', 'sending', ...SHOWN_BY_THE_BOOK],
    open: ['complete', 'cancelled', 'rejected'],
    complete: [],
    cancelled: [],
    rejected: [],
};
/** Whether an intent may go from the one state to the other; to stay is no change and always possible. */
export function canBecome(from, to) {
    return from === to || NEXT_STATES[from].includes(to);
}
const ENDED = ['dropped', 'refused', 'complete', 'cancelled', 'rejected'];
/** No further change is expected. */
export function hasEnded(state) {
    return ENDED.includes(state);
}
/** The intent as it is after the change. Whether it may change so is `canBecome`'s to say. */
export function changeIntent(intent, change) {
    // What was said of an outcome that was not known is over once it is known, or the order goes again.
    const isSettled = intent.state === 'unknown' && change.state !== undefined && change.state !== 'unknown';
    const { brokerCode, brokerText } = isSettled ? { brokerCode: null, brokerText: null } : intent;
    return {
        ...intent,
        state: change.state ?? intent.state,
        orderId: change.orderId ?? intent.orderId,
        uniqueOrderId: change.uniqueOrderId ?? intent.uniqueOrderId,
        filledQuantity: change.filledQuantity ?? intent.filledQuantity,
        averagePrice: change.averagePrice ?? intent.averagePrice,
        brokerCode: change.brokerCode === undefined ? brokerCode : change.brokerCode,
        brokerText: change.brokerText === undefined ? brokerText : change.brokerText,
        updatedAtMs: change.atMs,
    };
}
//# sourceMappingURL=intent.js.map