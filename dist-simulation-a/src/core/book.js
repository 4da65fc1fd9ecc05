import { PerFollower, Seats } from "./per-follower.js";
export function createBook() {
    const seats = new Seats();
    return {
        seats,
        day: null,
        lastTime: null,
        ordersById: new Map(),
        ordersByUniqueId: new Map(),
        orders: [],
        instruments: new Map(),
        nextInstrumentId: 1,
        holdings: new Map(),
        days: new PerFollower(seats),
        openCopies: new Map(),
        funds: new Map(),
        paused: { all: false, exceptions: new Set() },
        closeOnly: { all: false, exceptions: new Set() },
        narrowed: new Set(),
        retiring: new Set(),
    };
}
//# sourceMappingURL=book.js.map