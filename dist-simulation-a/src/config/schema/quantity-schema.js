import { Type } from '@sinclair/typebox';
import { choice, mapping, positiveNumber, refersTo, wholeNumber } from "./building-blocks.js";
import { match } from "./match-schema.js";
const sizing = {
    multiplier: Type.Optional(positiveNumber('a multiplier', {
        title: 'Multiplier',
        description: "The master's quantity times this, exactly, then rounded to lots.",
        examples: [0.5, 2],
    })),
    fixed: Type.Optional(wholeNumber('units', {
        title: 'Fixed quantity',
        description: "So many units, whatever the master's quantity.",
        examples: [65],
    })),
    lots: Type.Optional(wholeNumber('lots', {
        title: 'Fixed lots',
        description: "So many lots, whatever the master's quantity.",
        examples: [1],
    })),
    capital_ratio: Type.Optional(positiveNumber('a share', {
        title: 'Capital ratio',
        description: "This times the master's quantity times the follower's capital over the master's.",
        examples: [1, 0.5],
    })),
    round: Type.Optional(choice(['down', 'nearest', 'up'], {
        title: 'Rounding',
        description: 'How a quantity is rounded to whole lots; `nearest` rounds a half up.',
        examples: ['down'],
        default: 'down',
    })),
    min: Type.Optional(wholeNumber('units', {
        title: 'Least quantity',
        description: 'In units; an entry below it is skipped (BELOW_MIN).',
        examples: [30],
    })),
    max: Type.Optional(wholeNumber('units', {
        title: 'Largest quantity',
        description: 'In units; an entry above it is cut, to whole lots.',
        examples: [900],
    })),
};
const override = mapping({ match, ...sizing }, {
    title: 'Override',
    description: 'Another quantity for orders that match. What it does not say of round, min and max stays.',
    examples: [{ match: { underlying: 'BANKNIFTY' }, lots: 1 }],
});
const quantityMapping = mapping({
    ...sizing,
    overrides: Type.Optional(Type.Array(override, {
        title: 'Overrides',
        description: 'The first that matches decides.',
        examples: [[{ match: { underlying: 'BANKNIFTY' }, lots: 1 }]],
        errorMessage: 'Write a list: `- match: { underlying: BANKNIFTY }` and below it `lots: 1`.',
    })),
}, {
    title: 'Quantity',
    description: 'At most one of multiplier, fixed, lots and capital_ratio; none of them mirrors the master.',
    examples: [{ multiplier: 0.5 }],
});
const aboutQuantity = {
    title: 'Quantity',
    description: "How much a follower trades: `mirror`, or one way of sizing. A follower's replaces the default's whole.",
    examples: ['mirror', { multiplier: 0.5 }, { fixed: 65 }],
};
const mirror = Type.Unsafe({
    type: 'string',
    anyOf: [{ enum: ['mirror'] }, { pattern: '^[Mm][Ii][Rr][Rr][Oo][Rr]$' }],
});
const quantityMessage = { errorMessage: 'Write mirror, or a mapping such as { multiplier: 0.5 }.' };
export const quantityDefinition = Type.Union([mirror, quantityMapping], {
    ...aboutQuantity,
    ...quantityMessage,
});
/** A rule's quantity has no overrides: another rule with a narrower match does that. */
export const ruleQuantityDefinition = Type.Union([mirror, mapping(sizing, { ...aboutQuantity, examples: [{ multiplier: 0.25 }] })], { ...aboutQuantity, ...quantityMessage });
export const quantity = refersTo('quantity', quantityDefinition);
export const ruleQuantity = refersTo('rule_quantity', ruleQuantityDefinition);
//# sourceMappingURL=quantity-schema.js.map