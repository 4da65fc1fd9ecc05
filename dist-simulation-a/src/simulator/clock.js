export function createRealClock() {
    return {
        now: () => Date.now(),
        after(delayMs, task) {
            const timer = setTimeout(task, delayMs);
            return () => clearTimeout(timer);
        },
    };
}
/** A clock that remembers what it still has to run. */
export function trackClock(clock) {
    const pending = new Set();
    const waits = new Set();
    const after = (delayMs, task) => {
        const cancel = clock.after(delayMs, () => {
            pending.delete(cancel);
            task();
        });
        pending.add(cancel);
        return () => {
            pending.delete(cancel);
            cancel();
        };
    };
    return {
        now: () => clock.now(),
        after,
        wait: (delayMs) => new Promise((resolve) => {
            waits.add(resolve);
            after(delayMs, () => {
                waits.delete(resolve);
                resolve();
            });
        }),
        cancelAll() {
            for (const cancel of pending)
                cancel();
            pending.clear();
            for (const resolve of waits)
                resolve();
            waits.clear();
        },
    };
}
//# sourceMappingURL=clock.js.map