import { isIP } from 'node:net';
import { CREDENTIAL_FIELDS, referencesOfPrefix, } from "../settings.js";
import { readDuration } from "./read-scalars.js";
const BROKERS = ['angelone', 'paper'];
const FEEDS = ['auto', 'websocket', 'poll'];
export const MODES = ['dry_run', 'live'];
export function readMaster(cursor) {
    const account = readAccount('master', cursor);
    return {
        ...account,
        // The master always logs in; where the file does not say with what, it is the plain variables.
        credentials: account.credentials ?? referencesOfPrefix(''),
        feed: cursor.get('feed').word(FEEDS) ?? 'auto',
        pollIntervalMs: readDuration(cursor.get('poll_interval'), 1000) ?? 3000,
    };
}
export function readFollower(name, cursor, fileMode) {
    const own = cursor.get('mode').word(MODES);
    if (own === 'live' && fileMode === 'dry_run') {
        const message = "A follower may narrow the file's mode, never widen it, and the file's is dry_run. Remove this `mode`, or write `mode: live` at the top.";
        cursor.get('mode').report('mode-widened', message);
    }
    const enabled = cursor.get('enabled').flag ?? true;
    const mode = fileMode === 'dry_run' ? 'dry_run' : (own ?? fileMode);
    const account = readAccount(name, cursor);
    if (enabled && mode === 'live' && account.broker !== 'paper' && !cursor.get('credentials').isStated) {
        const message = `\`${name}\` trades live and has no credentials. Add \`credentials: { env_prefix: ${name.toUpperCase().replaceAll('-', '_')}_ }\`, or \`mode: dry_run\`.`;
        cursor.report('credentials-missing', message);
    }
    return { ...account, enabled, mode };
}
function readAccount(name, cursor) {
    return {
        name,
        broker: cursor.get('broker').word(BROKERS) ?? 'angelone',
        credentials: readCredentials(cursor.get('credentials')),
        network: readNetwork(cursor),
        capital: cursor.get('capital').decimal,
    };
}
function readCredentials(cursor) {
    if (!cursor.isReadable)
        return null;
    const fields = CREDENTIAL_FIELDS.filter((field) => cursor.get(field).isStated);
    const prefix = cursor.get('env_prefix');
    if (prefix.isStated) {
        if (fields.length > 0) {
            const message = `\`env_prefix\` already says where ${fields.join(', ')} ${fields.length === 1 ? 'is' : 'are'}. Keep it alone, or write one reference for each of ${CREDENTIAL_FIELDS.join(', ')}.`;
            prefix.report('credentials-mixed', message);
        }
        return prefix.text === null ? null : referencesOfPrefix(prefix.text);
    }
    const missing = CREDENTIAL_FIELDS.filter((field) => !cursor.get(field).isStated);
    if (missing.length > 0) {
        const example = missing.map((field) => `${field}: { env: ${field.toUpperCase()} }`).join(', ');
        cursor.report('credentials-incomplete', `Nothing says where ${missing.join(', ')} is. Add ${example}, or use \`env_prefix\` alone.`);
        return null;
    }
    const [apiKey, clientId, password, totp] = CREDENTIAL_FIELDS.map((field) => readReference(cursor, field));
    if (!apiKey || !clientId || !password || !totp)
        return null;
    return { api_key: apiKey, client_id: clientId, password, totp_secret: totp };
}
function readReference(cursor, field) {
    const reference = cursor.get(field);
    const variable = reference.get('env').text;
    const path = reference.get('file').text;
    const exec = reference.get('exec');
    if (variable !== null)
        return { kind: 'env', variable };
    if (path !== null)
        return { kind: 'file', path };
    const command = exec.items().map((item) => item.text ?? '');
    return command.length > 0 ? { kind: 'exec', command } : null;
}
function readNetwork(account) {
    const cursor = account.get('network');
    if (!cursor.isReadable)
        return { kind: 'direct' };
    const [address, proxy] = [cursor.get('local_address'), cursor.get('proxy')];
    if (address.isStated === proxy.isStated) {
        const message = 'Orders leave from a local address or through a proxy. Write one of `local_address` and `proxy`.';
        cursor.report('network-form', message);
    }
    if (address.text !== null && isIP(address.text) === 0) {
        address.report('network-form', 'This is no IP address. Write one of this machine, such as 203.0.113.7.');
    }
    if (proxy.text !== null && !isProxyUrl(proxy.text)) {
        proxy.report('network-form', 'This is no http or https URL. Write one, such as http://203.0.113.9:3128.');
    }
    if (address.text !== null)
        return { kind: 'local_address', address: address.text };
    return proxy.text === null ? { kind: 'direct' } : { kind: 'proxy', url: proxy.text };
}
function isProxyUrl(text) {
    return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
//# sourceMappingURL=read-accounts.js.map