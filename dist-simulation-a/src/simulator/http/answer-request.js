import { isBody } from "../order-request.js";
import { isCarriedOut, outcomeOf } from "./fault-delivery.js";
import { findEndpoint } from "./gateway.js";
import { MAX_REPLY_KEPT, MAX_REQUESTS_KEPT } from "./received-request.js";
const NOT_FOUND = { status: 404, contentType: 'text/plain', body: 'Not Found' };
export async function answerRequest(world, incoming) {
    const { method, path, headers, remoteAddress, body } = incoming;
    const found = findEndpoint(method, path);
    const knock = {
        headers,
        body: isBody(body) ? body : {},
        parameter: found?.parameter ?? '',
        remoteAddress,
    };
    const clientCode = found ? world.gateway.identify(found.endpoint, knock) : null;
    const endpoint = found?.endpoint.name ?? null;
    const atMs = world.broker.clock.now();
    const arrived = { atMs, method, path, endpoint, clientCode, remoteAddress, headers, body };
    const received = { ...arrived, fault: null, status: null, reply: null };
    world.requests.push(received);
    if (world.requests.length > MAX_REQUESTS_KEPT)
        world.requests.shift();
    if (found === null)
        return noted(received, NOT_FOUND);
    return answerEndpoint(world, { endpoint: found.endpoint, knock, received });
}
async function answerEndpoint(world, { endpoint, knock, received }) {
    const fault = world.faults.takeHttp(endpoint.name, received.clientCode);
    if (fault === null)
        return noted(received, world.gateway.answer(endpoint, knock));
    received.fault = fault.kind;
    const reply = isCarriedOut(fault) ? world.gateway.answer(endpoint, knock) : null;
    if (fault.kind === 'order_hidden')
        hideNewestOrder(world.broker, received.clientCode, fault.delayMs);
    else if (fault.delayMs !== undefined)
        await world.broker.clock.wait(fault.delayMs);
    return noted(received, outcomeOf(fault, reply));
}
function hideNewestOrder(broker, clientCode, delayMs) {
    const newest = broker.accounts.get(clientCode ?? '')?.orders.at(-1);
    if (newest)
        newest.visibleFromMs = broker.clock.now() + delayMs;
}
function noted(received, answer) {
    if (answer === 'hang' || answer === 'reset')
        return answer;
    received.status = answer.status;
    received.reply = answer.body.slice(0, MAX_REPLY_KEPT);
    return answer;
}
//# sourceMappingURL=answer-request.js.map