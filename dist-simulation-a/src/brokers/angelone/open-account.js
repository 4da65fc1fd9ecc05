import { AngelOneAccount } from "./account.js";
import { SmartApi } from "./api.js";
import { DEFAULT_DEADLINES } from "./deadlines.js";
import { openOrderFeed } from "./order-feed.js";
import { parseServiceUrl } from "./service-url.js";
import { normalizeTotpSecret, TotpCodes } from "./totp.js";
import { openTransport } from "./transport.js";
import { BASE_URL, ORDER_FEED_URL } from "./wire/endpoints.js";
/**
 * Makes one account, with connections, session and feed of its own; nothing is sent before `login`.
 * @throws ServiceUrlError where an address would not be encrypted.
 */
export function openAngelOneAccount(options) {
    const { credentials, redactor, clock, random } = options;
    const route = { localAddress: options.localAddress, proxy: options.proxy };
    const deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
    const url = parseServiceUrl(options.orderFeedUrl ?? ORDER_FEED_URL, 'ws');
    const transport = options.way?.transport ?? openTransport({ ...route, deadlines, baseUrl: options.baseUrl ?? BASE_URL });
    rememberSecrets(credentials, route, redactor);
    const api = new SmartApi({ apiKey: credentials.apiKey, transport, deadlines, clock, redactor });
    const { handshakeMs } = deadlines;
    const feed = { ...route, url, handshakeMs, clock, random, redactor, openSocket: options.way?.openSocket };
    return new AngelOneAccount({
        api,
        redactor,
        clientCode: credentials.clientId,
        password: credentials.password,
        totp: new TotpCodes(credentials.totpSecret, clock, options.totpUse),
        findSymbolToken: options.findSymbolToken ?? (() => null),
        placeOptions: { scripConsent: options.scripConsent ?? false },
        openFeed: (events) => openOrderFeed({ ...feed, authorization: () => api.authorization }, events),
        disconnect: () => transport.close(),
    });
}
/** Whoever read the credentials made them known already; here the forms that are sent join them. */
function rememberSecrets({ apiKey, password, totpSecret }, route, redactor) {
    redactor.add(apiKey.reveal(), 'api key');
    redactor.add(password.reveal(), 'password');
    redactor.add(totpSecret.reveal(), 'totp secret');
    redactor.add(normalizeTotpSecret(totpSecret.reveal()), 'totp secret');
    if (route.proxy !== undefined && URL.canParse(route.proxy))
        redactor.add(decodeURIComponent(new URL(route.proxy).password), 'proxy password');
}
//# sourceMappingURL=open-account.js.map