import { MISSED } from "../../core/book-snapshot.js";
import { formatIstDay, istDayOf } from "../../core/ist-time.js";
import { EXCHANGES, SIDES } from "../../core/order.js";
import { FLAG, FormError, listOf, NUMBER, nullable, oneOf, oneOfKeys, RATIO, struct, TEXT, WHOLE, } from "../../core/plain-forms.js";
import { REASONS } from "../../core/reasons.js";
import { RECORDING_VERSION, } from "./recording-line.js";
/** JSON of others, kept as it is. */
const ANYTHING = {
    write: (value) => value,
    read: (plain, at) => {
        if (plain === undefined)
            throw new FormError(at, 'there');
        return plain;
    },
};
const VERSION = {
    write: (version) => version,
    read: (plain, at) => {
        if (plain === RECORDING_VERSION)
            return RECORDING_VERSION;
        throw new FormError(at, `${RECORDING_VERSION}, the only one that this program reads`);
    },
};
const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;
/** `2026-11-22`. */
const DAY = {
    write: formatIstDay,
    read: (plain, at) => {
        const match = typeof plain === 'string' ? DAY_TEXT.exec(plain) : null;
        const day = match && istDayOf(Number(match[1]), Number(match[2]), Number(match[3]));
        if (day === null)
            throw new FormError(at, 'a day such as "2026-11-22"');
        return day;
    },
};
const CONFIG = struct({
    sha256: TEXT,
    files: listOf(struct({ path: TEXT, text: TEXT })),
});
const PLANNED_ORDER = struct({
    order_type: TEXT,
    side: oneOf(SIDES),
    quantity: WHOLE,
    price: nullable(TEXT),
    trigger_price: nullable(TEXT),
    product: TEXT,
    variety: TEXT,
});
const ACTIONS = { copy: true, skip: true };
const DECISION = struct({
    order_id: TEXT,
    symbol: TEXT,
    exchange: TEXT,
    side: oneOf(SIDES),
    follower: TEXT,
    action: oneOfKeys(ACTIONS),
    reason: oneOfKeys(REASONS),
    rule: nullable(TEXT),
    master_quantity: WHOLE,
    quantity: WHOLE,
    orders: listOf(PLANNED_ORDER),
});
const head = (type) => ({ type: oneOf([type]), at_ms: NUMBER });
export const LINE_FORMS = {
    session: struct({
        ...head('session'),
        version: VERSION,
        session: TEXT,
        run_mode: oneOf(['dry_run', 'live']),
        config: CONFIG,
        confirm: FLAG,
        state: ANYTHING,
    }),
    config: struct({ ...head('config'), config: CONFIG, confirm: FLAG }),
    instrument: struct({
        ...head('instrument'),
        exchange: oneOf(EXCHANGES),
        symbol_token: TEXT,
        trading_symbol: TEXT,
        underlying: TEXT,
        instrument_type: TEXT,
        expiry_day: nullable(DAY),
        strike: nullable(RATIO),
        lot_size: nullable(WHOLE),
        tick_size: nullable(RATIO),
        freeze_quantity: nullable(WHOLE),
    }),
    positions: struct({ ...head('positions'), rows: listOf(ANYTHING) }),
    seen_before: struct({ ...head('seen_before'), rows: listOf(ANYTHING) }),
    master: struct({ ...head('master'), via: oneOf(['push', 'poll']), row: ANYTHING, missed: nullable(MISSED) }, ['missed']),
    copy_ended: struct({
        ...head('copy_ended'),
        order_key: TEXT,
        follower: TEXT,
        revision: WHOLE,
        filled: WHOLE,
    }),
    funds: struct({ ...head('funds'), account: TEXT, available: RATIO }),
    unrealised: struct({ ...head('unrealised'), follower: TEXT, amount: RATIO }),
    steer: struct({
        ...head('steer'),
        action: oneOf(['pause', 'resume', 'close_only', 'narrow', 'widen']),
        follower: nullable(TEXT),
    }),
    confirmation: struct({ ...head('confirmation'), order_key: TEXT, accepted: FLAG }),
    day: struct({ ...head('day'), day: DAY }),
    decision: struct({
        ...head('decision'),
        order_key: TEXT,
        revision: WHOLE,
        decision: DECISION,
    }),
    outcome: struct({ ...head('outcome'), outcome: ANYTHING }),
    end: struct({ ...head('end'), statistics: ANYTHING }),
};
//# sourceMappingURL=line-forms.js.map