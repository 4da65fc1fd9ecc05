export const CREDENTIAL_FIELDS = ['api_key', 'client_id', 'password', 'totp_secret'];
/** What the variables behind `env_prefix` end in. */
export function referencesOfPrefix(prefix) {
    const of = (field) => ({
        kind: 'env',
        variable: `${prefix}${field.toUpperCase()}`,
    });
    return {
        api_key: of('api_key'),
        client_id: of('client_id'),
        password: of('password'),
        totp_secret: of('totp_secret'),
    };
}
//# sourceMappingURL=settings.js.map