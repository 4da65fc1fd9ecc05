import { Type } from '@sinclair/typebox';
import { duration, mapping, percent } from "./building-blocks.js";
const about = {
    title: 'Catching up',
    description: "What becomes of entries that came while nobody looked: before a restart, or while the master's book could not be read. `ask`: they wait for your word on the terminal, and without a terminal they are declined. Without this key `execution.max_age` decides, as always. Exits are always copied.",
    examples: ['ask', { max_age: '5m', max_deviation: '1%' }],
};
const ask = Type.Unsafe({
    type: 'string',
    anyOf: [{ enum: ['ask'] }, { pattern: '^[Aa][Ss][Kk]$' }],
});
const bounds = mapping({
    max_age: Type.Optional(duration({
        title: 'Greatest age',
        description: 'A missed entry older than this is skipped (STALE). It stands in for `execution.max_age`, which counts where this is not said.',
        examples: ['5m', '90s'],
    })),
    max_deviation: Type.Optional(percent({
        title: 'Greatest distance of the price',
        description: 'A missed entry is skipped (STALE) where the last price now is further than this from the price that the master traded at, whichever way, or is not known.',
        examples: ['1%', '0.5%'],
    })),
}, { ...about, examples: [{ max_age: '5m', max_deviation: '1%' }] }, { minProperties: 1, errorMessage: 'Write ask, or a mapping such as { max_age: 5m, max_deviation: "1%" }.' });
export const catchUp = Type.Union([ask, bounds], {
    ...about,
    errorMessage: 'Write ask, or a mapping such as { max_age: 5m, max_deviation: "1%" }.',
});
//# sourceMappingURL=catch-up-schema.js.map