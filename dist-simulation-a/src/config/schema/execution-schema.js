import { Type } from '@sinclair/typebox';
import { choice, duration, mapping, percentOrAuto, positiveNumber, refersTo, wholeNumber, } from "./building-blocks.js";
export const executionDefinition = mapping({
    as: Type.Optional(choice(['auto', 'same', 'limit', 'market'], {
        title: 'How copies are sent',
        description: "`auto`: the master's limit price where it has one, else a limit at the protected price. `limit`: always the protected price. `same`: as the master sent it. `market`: as MARKET.",
        examples: ['auto'],
        default: 'auto',
    })),
    slippage: Type.Optional(percentOrAuto({
        title: 'Slippage',
        description: "By how much the protected price is worse than the reference; `auto` is the broker's published table.",
        examples: ['auto', '0.5%'],
        default: 'auto',
    })),
    max_age: Type.Optional(duration({
        title: 'Greatest age',
        description: 'An entry older than this when it is seen is skipped (live only).',
        examples: ['60s', '500ms', '2m'],
        default: '60s',
    })),
}, {
    title: 'Execution',
    description: "How copies are priced and sent. A follower's replaces the default's whole; what is not said is automatic.",
    examples: [{ as: 'auto', slippage: '0.5%' }],
});
export const limitsDefinition = mapping({
    max_order_value: Type.Optional(positiveNumber('rupees', {
        title: 'Largest value of a copy',
        description: 'In rupees, before slicing. Larger entries are skipped.',
        examples: [500000],
    })),
    max_orders_per_day: Type.Optional(wholeNumber('orders', {
        title: 'Most entries a day',
        description: 'Master orders whose entry was copied, a day (IST). 0 copies exits only.',
        examples: [40],
    }, 0)),
    daily_loss: Type.Optional(positiveNumber('rupees', {
        title: 'Loss of a day',
        description: 'In rupees, as a positive number. Once lost, no more entries that day.',
        examples: [10000],
    })),
}, {
    title: 'Limits',
    description: 'They bind entries only. Those of defaults, follower and rules all bind: the tightest of each.',
    examples: [{ max_order_value: 500000, daily_loss: 10000 }],
});
export const execution = refersTo('execution', executionDefinition);
export const limits = refersTo('limits', limitsDefinition);
//# sourceMappingURL=execution-schema.js.map