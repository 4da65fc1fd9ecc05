/** `afterNextTurn` takes two turns of the event loop; one more lets what came of it run. */
const TURNS = 3;
/**
 * Time that moves only when nothing is left to do at its present instant: all promises have run, and all that waits
 * for the next turns of the event loop. What is due runs one by one, in its order, so that a run depends on nothing
 * but what was put in.
 */
export class VirtualTime {
    #queue = [];
    #nowMs;
    #sequence = 0;
    constructor(startAtMs) {
        this.#nowMs = startAtMs;
    }
    now = () => this.#nowMs;
    after = (delayMs, run, owner = 'world') => {
        const dueAtMs = this.#nowMs + Math.max(0, Math.ceil(delayMs));
        const task = { dueAtMs, sequence: this.#sequence, owner, run };
        this.#sequence += 1;
        this.#push(task);
        return () => {
            task.run = null;
        };
    };
    /** The process does nothing for so long (a slow disk); the world goes on meanwhile. */
    block(ms) {
        const untilMs = this.#nowMs + ms;
        const held = [];
        for (let task = this.#take(untilMs); task; task = this.#take(untilMs)) {
            if (task.owner === 'engine')
                held.push(task);
            else
                this.#run(task);
        }
        for (const task of held)
            this.#push(task);
        this.#nowMs = Math.max(this.#nowMs, untilMs);
    }
    async runUntil(atMs) {
        await quiet();
        for (let task = this.#take(atMs); task; task = this.#take(atMs)) {
            if (task.run === null)
                continue;
            this.#run(task);
            await quiet();
        }
        this.#nowMs = Math.max(this.#nowMs, atMs);
    }
    #run(task) {
        this.#nowMs = Math.max(this.#nowMs, task.dueAtMs);
        task.run?.();
    }
    #push(task) {
        const queue = this.#queue;
        let index = queue.push(task) - 1;
        while (index > 0) {
            const above = (index - 1) >> 1;
            const parent = queue[above];
            if (parent === undefined || isBefore(parent, task))
                break;
            queue[index] = parent;
            index = above;
        }
        queue[index] = task;
    }
    /** The next task that is due by then. */
    #take(untilMs) {
        const queue = this.#queue;
        const first = queue[0];
        if (first === undefined || first.dueAtMs > untilMs)
            return null;
        const last = queue.pop();
        if (last !== undefined && queue.length > 0)
            this.#sink(last);
        return first;
    }
    #sink(task) {
        const queue = this.#queue;
        let index = 0;
        for (;;) {
            let below = 2 * index + 1;
            const left = queue[below];
            const right = queue[below + 1];
            if (left === undefined)
                break;
            if (right !== undefined && isBefore(right, left))
                below += 1;
            const child = queue[below] ?? left;
            if (isBefore(task, child))
                break;
            queue[index] = child;
            index = below;
        }
        queue[index] = task;
    }
}
function isBefore(a, b) {
    return a.dueAtMs < b.dueAtMs || (a.dueAtMs === b.dueAtMs && a.sequence < b.sequence);
}
async function quiet() {
    for (let turn = 0; turn < TURNS; turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
}
//# sourceMappingURL=virtual-time.js.map