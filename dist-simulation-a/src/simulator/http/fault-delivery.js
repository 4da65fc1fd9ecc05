import { gatewayFailure, jsonReply, RATE_EXCEEDED, REQUEST_REJECTED_PAGE, SERVER_ERROR, } from "../wire/envelope.js";
const ALTERED = ['delay', 'truncated', 'order_hidden'];
/** Whether the request reaches the broker in spite of the fault. */
export function isCarriedOut(fault) {
    return 'accepted' in fault ? fault.accepted === true : ALTERED.includes(fault.kind);
}
/** What the client gets. `reply` is the right answer, null where the request was not carried out. */
export function outcomeOf(fault, reply) {
    switch (fault.kind) {
        case 'hang':
        case 'reset':
            return fault.kind;
        case 'server_error':
            return SERVER_ERROR;
        case 'throttled':
            return RATE_EXCEEDED;
        case 'html_page':
            return REQUEST_REJECTED_PAGE;
        case 'empty_object':
            return jsonReply({});
        case 'empty_body':
            return { status: 200, contentType: 'application/json', body: '' };
        case 'expired_token':
            return gatewayFailure('AG8001', 'Invalid Token');
        case 'reply':
            return customReply(fault);
        case 'truncated':
            return truncate(rightReply(reply), fault.keepBytes);
        case 'delay':
        case 'order_hidden':
            return rightReply(reply);
    }
}
function rightReply(reply) {
    if (reply === null)
        throw new Error('a fault that alters the reply needs one');
    return reply;
}
function customReply({ body, status = 200 }) {
    if (typeof body === 'string')
        return { status, contentType: 'text/plain', body };
    return { ...jsonReply(body ?? null), status };
}
function truncate(reply, keepBytes = Math.floor(reply.body.length / 2)) {
    return { ...reply, body: reply.body.slice(0, keepBytes) };
}
//# sourceMappingURL=fault-delivery.js.map