import { CREDENTIAL_FIELDS } from "../settings.js";
/** Checks of all accounts together. */
export function checkAccounts(cursor, settings) {
    checkSameCredentials(cursor, settings);
    const { followers } = settings;
    if (followers.length > 0 && followers.every((follower) => !follower.enabled)) {
        cursor
            .get('followers')
            .report('all-disabled', 'Every follower has `enabled: false`, so nothing is copied. Enable one.');
    }
    if (cursor.node?.kind === 'map' && !cursor.get('master').isStated) {
        const message = 'There is no `master`. It is taken to be an angelone account with the variables API_KEY, CLIENT_ID, PASSWORD and TOTP_SECRET; write `master: { credentials: { env_prefix: "" } }` to say so.';
        cursor.report('master-missing', message);
    }
}
/** Two accounts whose client id comes from one place are one account, whatever that place holds. */
function checkSameCredentials(cursor, { master, followers }) {
    const seen = new Map();
    const accounts = [master, ...followers];
    for (const account of accounts) {
        if (account.broker === 'paper' || account.credentials === null)
            continue;
        const place = describeReference(account.credentials.client_id);
        const earlier = seen.get(place);
        if (earlier === undefined) {
            seen.set(place, account.name);
            continue;
        }
        const message = `\`${account.name}\` and \`${earlier}\` both take their client id from ${shown(account.credentials.client_id)}, so they are one account. Give each its own.`;
        credentialsCursor(cursor, account, master).report('same-credentials', message);
    }
}
function describeReference(reference) {
    return JSON.stringify(reference);
}
function shown(reference) {
    if (reference.kind === 'env')
        return `the variable ${reference.variable}`;
    return reference.kind === 'file' ? `the file ${reference.path}` : 'the same program';
}
/** Where an account's credentials stand, as near to the client id as the file allows. */
function credentialsCursor(cursor, account, master) {
    const section = account === master ? cursor.get('master') : cursor.get('followers').get(account.name);
    const credentials = section.get('credentials');
    const prefix = credentials.get('env_prefix');
    if (prefix.isStated)
        return prefix;
    const [, clientId] = CREDENTIAL_FIELDS;
    return credentials.get(clientId);
}
//# sourceMappingURL=check-accounts.js.map