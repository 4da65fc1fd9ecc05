import { CopySession } from "../core/copy-session.js";
import { ObservedInstruments } from "../journal/recording/observed-instruments.js";
import { liveFollowersOf } from "./open-followers.js";
import { forgetFollower } from "./saved-state.js";
/** The session of the saved state, or of none. What a follower was only shown is no position once it is live. */
export function makeSession({ config, saved, instruments, modeOf, onInstrument }) {
    for (const { name } of saved ? liveFollowersOf(config) : []) {
        if (saved?.modes[name] === 'dry_run' && modeOf(name) === 'live')
            forgetFollower(saved.book, name);
    }
    return new CopySession(saved?.policy ?? config.policy, { live: true, fills: 'reported', instruments: new ObservedInstruments(instruments, onInstrument) }, { confirm: saved?.confirm ?? config.settings.confirm, ...(saved ? { book: saved.book } : {}) });
}
//# sourceMappingURL=make-session.js.map