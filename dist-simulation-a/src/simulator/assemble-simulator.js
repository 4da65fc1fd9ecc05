import { createRealClock, trackClock } from "./clock.js";
import { createAccounts, createBroker } from "./create-broker.js";
import { startDay } from "./day-change.js";
import { Faults } from "./faults.js";
import { Gateway } from "./http/gateway.js";
import { nextMidnight } from "./ist.js";
import { OrderPush } from "./order-push.js";
import { createSteering } from "./steering.js";
/** @throws where an option names an unknown instrument. */
export function assembleSimulator(options) {
    const clock = trackClock(options.clock ?? createRealClock());
    const faults = new Faults();
    const requests = [];
    const state = { hours: options.marketHours ?? 'always' };
    const accounts = createAccounts(options.accounts);
    const broker = createBroker(options, {
        clock,
        accounts,
        hours: () => state.hours,
        publish: (order) => push.publish(order),
    });
    const push = createPush(options, broker, faults);
    const steering = createSteering({ broker, push, faults, requests, state });
    const gateway = new Gateway(broker, options.rateLimits ?? 'published');
    changeDays(broker);
    const close = () => {
        clock.cancelAll();
        push.close();
    };
    return { world: { broker, gateway, faults, requests }, push, steering, close };
}
function createPush(options, { clock, sessions }, faults) {
    const { pushAfterMarketOrders = false, pushAppOrders = true } = options;
    return new OrderPush({ pushAfterMarketOrders, pushAppOrders }, { clock, sessions, faults });
}
function changeDays(broker) {
    const { clock } = broker;
    clock.after(nextMidnight(clock.now()) - clock.now(), () => {
        startDay(broker.accounts.values(), broker);
        changeDays(broker);
    });
}
//# sourceMappingURL=assemble-simulator.js.map