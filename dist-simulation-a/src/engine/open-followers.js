import { holdersBeyond } from "./saved-state.js";
export function liveFollowersOf({ settings }) {
    return settings.followers.filter(({ enabled, mode }) => enabled && mode === 'live');
}
/** The accounts of live followers that have no desk yet. */
export function openFollowers(config, masterClientCode, floor, { mode, openAccount }) {
    const live = mode === 'live' ? liveFollowersOf(config) : [];
    return floor.prepare(live, masterClientCode, openAccount);
}
/** Opens those that only have to get out. One that cannot be reached is shouted about; the others go on. */
export async function openHolders(from, masterClientCode, floor, { mode, openAccount, observe, clock }) {
    if (mode !== 'live')
        return;
    for (const holder of holdersBeyond(from.saved, from.config)) {
        try {
            floor.open(await floor.prepare([holder], masterClientCode, openAccount));
        }
        catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            const text = `it still holds copies and cannot be reached, so their exits will not be copied: ${why}`;
            observe({ type: 'escalation', atMs: clock.now(), account: holder.name, text });
        }
    }
}
//# sourceMappingURL=open-followers.js.map