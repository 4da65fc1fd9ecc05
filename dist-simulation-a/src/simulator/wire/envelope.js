/** The broker's two dialects. Errors come with HTTP 200 (recorded 2026-09-19). */
export function jsonReply(value) {
    return { status: 200, contentType: 'application/json', body: JSON.stringify(value) };
}
/** Empty books are `data: null`. */
export function success(data) {
    return jsonReply({ status: true, message: 'SUCCESS', errorcode: '', data });
}
/** The order management system's words. */
export function failure(errorcode, message) {
    return jsonReply({ status: false, message, errorcode, data: null });
}
/** The gateway's words. */
export function gatewayFailure(errorCode, message) {
    return jsonReply({ success: false, message, errorCode, data: '' });
}
export const RATE_EXCEEDED = {
    status: 403,
    contentType: 'text/plain',
    body: 'Access denied because of exceeding access rate',
};
/** A page of the firewall in front of the broker (reported 2025-11-20, SmartAPI forum 18654). */
export const REQUEST_REJECTED_PAGE = {
    status: 200,
    contentType: 'text/html',
    body: '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. ' +
        'Please consult with your administrator.<br><br>Your support ID is: 4815162342108151623<br><br>' +
        "<a href='javascript:history.back();'>[Go Back]</a></body></html>",
};
export const SERVER_ERROR = { status: 500, contentType: 'text/plain', body: 'Internal Server Error' };
//# sourceMappingURL=envelope.js.map