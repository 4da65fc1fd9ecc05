import { whyHeldBack } from "../core/steering.js";
export function engineStatus(standing) {
    const { state, mode, statistics, config, master, book } = standing;
    const { settings, files, sha256 } = config;
    const named = new Map(settings.followers.map((one) => [one.name, one]));
    const names = new Set([...named.keys(), ...(book?.retiring ?? [])]);
    return {
        state,
        mode,
        configFile: files[0]?.path ?? '',
        configSha256: sha256,
        master: sessionStatus(master),
        followers: [...names].map((name) => followerStatus(name, named.get(name) ?? null, standing)),
        statistics,
    };
}
function sessionStatus(gate) {
    const error = gate?.lastError ?? null;
    return {
        session: gate?.state ?? 'closed',
        error: error === null ? null : { code: error.code, message: error.message },
    };
}
/** @param settings as the file names it; null: it retires */
function followerStatus(name, settings, { book, floor }) {
    const gate = floor.deskOf(name)?.gate ?? null;
    const { session, error } = sessionStatus(gate);
    return {
        name,
        mode: floor.modeOf(name),
        session: gate === null ? null : session,
        error,
        entries: settings?.enabled === false ? { state: 'off', by: 'file' } : entriesStatus(book, name),
        orders: countOrders(floor, name),
        positions: book === null ? [] : copiedPositions(book, name),
    };
}
function entriesStatus(book, name) {
    const why = book === null ? null : whyHeldBack(book, name);
    if (book === null || why === null)
        return { state: 'copied', by: null };
    if (why === 'PAUSED')
        return { state: 'paused', by: 'user' };
    const isFiles = book.narrowed.has(name) || book.retiring.has(name);
    return { state: 'close_only', by: isFiles ? 'file' : 'user' };
}
function countOrders(floor, name) {
    const orders = (floor.deskOf(name)?.copies ?? []).flatMap((copy) => copy.orders);
    const count = (...states) => orders.filter(({ intent }) => states.includes(intent.state)).length;
    return {
        onTheirWay: count('planned', 'sending'),
        unknown: count('unknown'),
        resting: count('accepted', 'open'),
    };
}
function copiedPositions(book, name) {
    return [...book.holdings.values()].flatMap(({ instrument, product, copied }) => {
        const quantity = copied.get(name)?.quantity ?? 0;
        if (quantity === 0)
            return [];
        return [{ exchange: instrument.exchange, symbol: instrument.tradingSymbol, product, quantity }];
    });
}
//# sourceMappingURL=status.js.map