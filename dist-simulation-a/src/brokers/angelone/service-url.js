/** An address that tokens and orders must not go to. */
export class ServiceUrlError extends Error {
    code = 'INSECURE_URL';
}
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/**
 * The URL of a service: encrypted, or plain to this machine itself (the simulator).
 * @throws ServiceUrlError for all else.
 */
export function parseServiceUrl(text, scheme) {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null)
        throw new ServiceUrlError(`${scheme}s://HOST is wanted; what was given is no URL`);
    if (url.username !== '' || url.password !== '')
        throw new ServiceUrlError(`the URL of ${url.host} has a user in it; credentials do not belong there`);
    if (url.protocol === `${scheme}s:`)
        return url;
    if (url.protocol === `${scheme}:` && LOOPBACK.test(url.hostname))
        return url;
    throw new ServiceUrlError(`${url.protocol}//${url.host} would not be encrypted; write ${scheme}s://${url.host}`);
}
//# sourceMappingURL=service-url.js.map