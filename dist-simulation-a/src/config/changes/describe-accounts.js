/** Accounts: where they log in, how their orders leave this machine, and which followers there are. */
import { CREDENTIAL_FIELDS, } from "../settings.js";
import { changed, describeEach, prefixed } from "./changes.js";
import { orElse, writeDuration, writeRupees } from "./write-values.js";
export const describeCapital = changed('capital', orElse('not stated', writeRupees));
const ACCOUNT = {
    name: changed('name', String),
    broker: changed('broker', String),
    credentials: describeCredentials,
    network: describeNetwork,
    capital: describeCapital,
};
const MASTER = {
    ...ACCOUNT,
    feed: changed('feed', String),
    pollIntervalMs: changed('poll_interval', writeDuration),
};
export function describeMaster(before, after) {
    return prefixed('master', describeEach(MASTER, before, after));
}
/** What an account says whether master or follower. */
export function describeAccount(before, after) {
    return describeEach(ACCOUNT, before, after);
}
function describeCredentials(before, after) {
    if (before === null || after === null) {
        return changed('credentials', orElse('none', writeCredentials))(before, after);
    }
    const parts = CREDENTIAL_FIELDS.flatMap((field) => describeSecret(field, before[field], after[field]));
    return parts.length === 0 ? [] : [`credentials: ${parts.join('; ')}`];
}
function writeCredentials(credentials) {
    return CREDENTIAL_FIELDS.map((field) => `${field} ${writeSecret(credentials[field])}`).join(', ');
}
/** Where a secret is, never what it is: the arguments of a program may hold one. */
function writeSecret(reference) {
    switch (reference.kind) {
        case 'env':
            return `$${reference.variable}`;
        case 'file':
            return `file ${reference.path}`;
        case 'exec':
            return `program ${reference.command[0] ?? ''}`;
    }
}
function describeSecret(field, before, after) {
    const lines = changed(field, writeSecret)(before, after);
    if (lines.length > 0 || before.kind !== 'exec' || after.kind !== 'exec')
        return lines;
    const isSame = JSON.stringify(before.command) === JSON.stringify(after.command);
    return isSame ? [] : [`${field} ${writeSecret(after)} with other arguments`];
}
function describeNetwork(before, after) {
    const lines = changed('network', writeNetwork)(before, after);
    if (lines.length > 0 || before.kind !== 'proxy' || after.kind !== 'proxy')
        return lines;
    return before.url === after.url ? [] : [`network ${writeNetwork(after)} with another login or path`];
}
/** A proxy without what its URL may hold of a login. */
function writeNetwork(network) {
    switch (network.kind) {
        case 'direct':
            return 'direct';
        case 'local_address':
            return `local address ${network.address}`;
        case 'proxy':
            return `proxy ${URL.canParse(network.url) ? new URL(network.url).host : ''}`.trim();
    }
}
//# sourceMappingURL=describe-accounts.js.map