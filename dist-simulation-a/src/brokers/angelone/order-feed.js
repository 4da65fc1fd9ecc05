import { backOffMs } from "./back-off.js";
import { keepFeedConnection } from "./feed-connection.js";
import { readPushMessage } from "./read-push-message.js";
/** A connection that lasted this long was a good one: the next failure is the first again. */
const GOOD_MS = 30_000;
/** How often a waiting feed looks whether there is a new session. */
const LOOK_MS = 1_000;
const NO_SESSION = {
    kind: 'session',
    code: 'NO_SESSION',
    message: 'the order feed waits for a login',
};
const NOISE = { kind: 'noise' };
/** Opens the order-update feed of one account. It connects, and connects again, until it is closed. */
export function openOrderFeed(options, events) {
    const closing = new AbortController();
    const running = keepFeed(options, events, closing.signal);
    return {
        close: () => {
            closing.abort();
            return running;
        },
    };
}
async function keepFeed(options, events, signal) {
    let failures = 0;
    // The caller has the feed in hand before its first event.
    await Promise.resolve();
    while (!signal.aborted) {
        const authorization = options.authorization();
        if (authorization === null) {
            events.onDisconnected(NO_SESSION);
            await waitForRetry(options, { authorization, delayMs: Number.POSITIVE_INFINITY }, signal);
            continue;
        }
        const end = await keepFeedConnection({ ...options, authorization }, toFrameHandler(events, options.redactor), signal);
        if (signal.aborted)
            return;
        failures = end.upMs >= GOOD_MS ? 1 : failures + 1;
        const message = options.redactor.redactText(end.reason.message);
        events.onDisconnected({ ...end.reason, message });
        const delayMs = backOffMs(failures, end.reason.kind, options.random());
        await waitForRetry(options, { authorization, delayMs }, signal);
    }
}
/** Waits for the delay, or for a session other than the one that failed. */
async function waitForRetry(options, failed, signal) {
    for (let leftMs = failed.delayMs; leftMs > 0; leftMs -= LOOK_MS) {
        await options.clock.sleep(Math.min(LOOK_MS, leftMs), signal);
        if (signal.aborted || options.authorization() !== failed.authorization)
            return;
    }
}
/**
 * One connection's frames. The greeting says that it is up; where none comes, its first sound does: a feed that is
 * up and does not say so would leave the book unread.
 */
function toFrameHandler(events, redactor) {
    let connected = false;
    const connect = () => {
        if (!connected)
            events.onConnected();
        connected = true;
    };
    return (text) => {
        const message = text === null ? NOISE : readPushMessage(redactor.redactData(text));
        if (message.kind === 'problem')
            return events.onOrder({ ok: false, problem: message.problem, raw: message.raw });
        connect();
        if (message.kind === 'order')
            events.onOrder(message.reading);
    };
}
//# sourceMappingURL=order-feed.js.map