/**
 * Runs `work` in the turn of the event loop after the next. Requests on idle connections are written in the next one
 * (undici looks first whether the connection still stands): what people read, and what need not be durable before
 * anything is sent, comes behind them.
 */
export function afterNextTurn(work) {
    let turn = setImmediate(() => {
        turn = setImmediate(work);
    });
    return { cancel: () => clearImmediate(turn) };
}
//# sourceMappingURL=after-next-turn.js.map