import { Type } from '@sinclair/typebox';
import { choice, duration, flag, mapping, positiveNumber, refersTo, words } from "./building-blocks.js";
import { execution, limits } from "./execution-schema.js";
import { filters } from "./filters-schema.js";
import { quantity } from "./quantity-schema.js";
/** `{ env }`, `{ file }` or `{ exec }`: where a secret is, never the secret. */
const reference = (title, description, name) => Type.Optional(mapping({
    env: Type.Optional(words('the name of an environment variable', {
        title: 'Environment variable',
        description: 'Its name. `.env` beside the file is read; the environment comes first.',
        examples: [name],
    }, '^[A-Za-z_][A-Za-z0-9_]*$')),
    file: Type.Optional(words('the path of a file', {
        title: 'File',
        description: 'A file that holds the value alone, relative to this file.',
        examples: [`/run/secrets/${name.toLowerCase()}`],
    })),
    exec: Type.Optional(Type.Array(Type.String({ minLength: 1, errorMessage: 'Write a command and its arguments as texts.' }), {
        title: 'Program',
        description: 'A program that prints the value, and its arguments. No shell is involved.',
        examples: [['pass', 'show', 'angelone/totp']],
        minItems: 1,
        errorMessage: 'Write a list: [pass, show, angelone/totp].',
    })),
}, { title, description, examples: [{ env: name }] }, {
    minProperties: 1,
    maxProperties: 1,
    errorMessage: `Write where it is, never the value: { env: ${name} }, { file: PATH } or { exec: [CMD, ARG] }.`,
}));
export const credentialsDefinition = mapping({
    env_prefix: Type.Optional(words('the beginning of names of environment variables, such as FOLLOWER_1_', {
        title: 'Prefix of variables',
        description: 'Reads PREFIX followed by API_KEY, CLIENT_ID, PASSWORD and TOTP_SECRET.',
        examples: ['', 'FOLLOWER_1_'],
    }, '^([A-Za-z_][A-Za-z0-9_]*)?$')),
    api_key: reference('API key', 'The key of the SmartAPI app.', 'FOLLOWER_1_API_KEY'),
    client_id: reference('Client id', 'The client code of the account.', 'FOLLOWER_1_CLIENT_ID'),
    password: reference('PIN', 'The PIN that the account logs in with.', 'FOLLOWER_1_PASSWORD'),
    totp_secret: reference('TOTP secret', 'The base32 text beside the QR code.', 'FOLLOWER_1_TOTP_SECRET'),
}, {
    title: 'Credentials',
    description: 'Where the secrets of the account are: `env_prefix`, or one reference a field. Never a literal.',
    examples: [{ env_prefix: 'FOLLOWER_1_' }],
}, { errorMessage: 'Write { env_prefix: FOLLOWER_1_ }, and the values into `.env`.' });
export const networkDefinition = mapping({
    local_address: Type.Optional(words('an IP address of this machine, such as 203.0.113.7', {
        title: 'Local address',
        description: 'The address of this machine that orders leave from.',
        examples: ['203.0.113.7'],
    })),
    proxy: Type.Optional(words('the URL of a proxy, such as http://203.0.113.9:3128', {
        title: 'Proxy',
        description: 'An http or https proxy that orders leave through.',
        examples: ['http://203.0.113.9:3128'],
    })),
}, {
    title: 'Network',
    description: 'The registered static IP that orders leave from: a local address or a proxy.',
    examples: [{ local_address: '203.0.113.7' }],
});
export const credentials = refersTo('credentials', credentialsDefinition);
const network = refersTo('network', networkDefinition);
const broker = choice(['angelone', 'paper'], {
    title: 'Broker',
    description: '`paper` fills orders itself and needs no credentials.',
    examples: ['angelone'],
    default: 'angelone',
});
const capital = (whose) => positiveNumber('rupees', {
    title: 'Capital',
    description: `The ${whose} capital in rupees, for \`capital_ratio\`. Absent, the account's funds are read.`,
    examples: [1000000],
});
export const mode = choice(['dry_run', 'live'], {
    title: 'Mode',
    description: '`dry_run`: decide, show and record; place nothing. `live`: place orders.',
    examples: ['dry_run'],
    default: 'dry_run',
});
export const master = mapping({
    broker: Type.Optional(broker),
    credentials: Type.Optional(credentials),
    network: Type.Optional(network),
    feed: Type.Optional(choice(['auto', 'websocket', 'poll'], {
        title: 'Feed',
        description: '`auto`: push and poll, merged. `websocket`: push, with the book read after gaps. `poll`: only the book.',
        examples: ['auto'],
        default: 'auto',
    })),
    poll_interval: Type.Optional(duration({
        title: 'Poll interval',
        description: "How often the master's order book is read; 1s at least, the broker's own limit.",
        examples: ['3s'],
        default: '3s',
    })),
    capital: Type.Optional(capital("master's")),
}, {
    title: 'Master',
    description: 'The account whose orders are copied.',
    examples: [{ broker: 'angelone', credentials: { env_prefix: '' } }],
});
export const follower = mapping({
    enabled: Type.Optional(flag({
        title: 'Enabled',
        description: 'false switches the account off wholly: it is never touched.',
        examples: [true, false],
        default: true,
    })),
    broker: Type.Optional(broker),
    credentials: Type.Optional(credentials),
    mode: Type.Optional({
        ...mode,
        description: "May narrow the file's mode to dry_run, never widen it.",
        default: undefined,
    }),
    network: Type.Optional(network),
    capital: Type.Optional(capital("follower's")),
    filters: Type.Optional(filters),
    quantity: Type.Optional({
        ...quantity,
        description: "How much it trades. Replaces the default's whole.",
    }),
    execution: Type.Optional({
        ...execution,
        description: "How its copies are sent. Replaces the default's whole.",
    }),
    limits: Type.Optional(limits),
}, {
    title: 'Follower',
    description: 'An account that copies.',
    examples: [{ credentials: { env_prefix: 'FOLLOWER_1_' }, quantity: { multiplier: 0.5 } }],
});
//# sourceMappingURL=account-schema.js.map