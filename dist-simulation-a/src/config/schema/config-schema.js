import { Type } from '@sinclair/typebox';
import { follower, master, mode } from "./account-schema.js";
import { choice, flag, mapping, oneOrMany, words } from "./building-blocks.js";
import { catchUp } from "./catch-up-schema.js";
import { configDefinitions } from "./definitions.js";
import { execution, limits } from "./execution-schema.js";
import { filters } from "./filters-schema.js";
import { quantity } from "./quantity-schema.js";
import { rules } from "./rule-schema.js";
const FOLLOWER_NAME = '^[a-z][a-z0-9_-]{0,31}$';
/** `copytrade.yaml` */
export const configFile = mapping({
    version: Type.Literal(1, {
        title: 'Version',
        description: 'The version of this language.',
        examples: [1],
        errorMessage: 'Write 1, the only version there is.',
    }),
    mode: Type.Optional(mode),
    copy_on: Type.Optional(choice(['complete', 'fill', 'placed'], {
        title: 'When entries are copied',
        description: '`complete`: when the master order has ended. `fill`: at each fill. `placed`: as soon as it is seen. Exits never wait.',
        examples: ['complete'],
        default: 'complete',
    })),
    confirm: Type.Optional(flag({
        title: 'Confirm',
        description: 'true: ask on the terminal before a master order is copied.',
        examples: [false],
        default: false,
    })),
    catch_up: Type.Optional(catchUp),
    include: Type.Optional(oneOrMany(words('a relative path such as rules/*.yaml', {
        title: 'Included rules',
        description: "Files with more rules, in this order; each glob's files sorted by name.",
        examples: ['rules/*.yaml'],
    }), 0)),
    instruments: Type.Optional(words('the path of an instrument file', {
        title: 'Instrument master',
        description: "The broker's instrument master (JSON): lot sizes, ticks, freeze quantities, expiries.",
        examples: ['data/OpenAPIScripMaster.json'],
    })),
    master: Type.Optional(master),
    filters: Type.Optional(filters),
    defaults: Type.Optional(mapping({
        quantity: Type.Optional(quantity),
        execution: Type.Optional(execution),
        limits: Type.Optional(limits),
    }, {
        title: 'Defaults',
        description: 'What a follower has where it says nothing.',
        examples: [{ quantity: 'mirror' }],
    })),
    followers: Type.Record(Type.String({ pattern: FOLLOWER_NAME }), follower, {
        title: 'Followers',
        description: 'The accounts that copy, by name.',
        examples: [{ follower1: { credentials: { env_prefix: 'FOLLOWER_1_' } } }],
        additionalProperties: false,
        minProperties: 1,
        errorMessage: 'Write one follower at least: `follower1:` and its keys indented below it.',
    }),
    rules: Type.Optional(rules),
}, {
    title: 'copytrade.yaml',
    description: "Copies a master account's orders to follower accounts.",
    examples: [{ version: 1, followers: { follower1: { quantity: 'mirror' } } }],
}, { definitions: configDefinitions });
//# sourceMappingURL=config-schema.js.map