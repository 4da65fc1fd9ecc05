/** "Less than 20 characters" (AB4008). */
export const MAX_ORDER_TAG_LENGTH = 19;
/** What SmartAPI allows and promises (SmartAPI docs 2026; the broker's notice of 2026-02-25). */
export const ANGEL_ONE_CAPABILITIES = {
    name: 'angelone',
    // The notice bars market orders of programs; the docs say that they are turned into limit orders. Of stop market
    // orders neither speaks since.
    barredOrderTypes: ['market', 'stop_market'],
    maxOrderTagLength: MAX_ORDER_TAG_LENGTH,
    orderRate: { perSecond: 9, perMinute: 500, perHour: 1000 },
    orderBookIntervalMs: 1_000,
    orderPush: 'lossy',
    checksSourceAddress: true,
};
//# sourceMappingURL=capabilities.js.map