const SECRET_KEYS = new Set('api_key apikey api_secret secret client_id client_code clientcode password passwd pin mpin totp totp_secret totp_seed totp_key token jwt'.split(' '));
/** Whether a key is one that secrets stand under, in letters of any case. */
export function isSecretKey(key) {
    return SECRET_KEYS.has(key.toLowerCase());
}
/** Whether a path leads to where secrets may stand, so that nothing found there is shown. */
export function isSecretPlace(steps) {
    return steps.some((step) => typeof step === 'string' && (step === 'credentials' || step === 'proxy' || isSecretKey(step)));
}
/** Whether a key may be shown although secrets are near: what stands in place of one may be a secret. */
export function isKeyWord(key) {
    return /^[A-Za-z_-]{1,24}$/.test(key);
}
//# sourceMappingURL=secret-places.js.map