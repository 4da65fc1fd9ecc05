import { Confirmations } from "./confirmations.js";
import { FigureReader } from "./figures.js";
import { LoginRetries } from "./login-retries.js";
import { MasterFeed } from "./master-feed.js";
import { MasterIntake } from "./master-intake.js";
import { MissedOrders } from "./missed-orders.js";
import { PositionWatch } from "./position-watch.js";
import { EngineSteering } from "./steering.js";
/** Opens the day; nothing is read on or told before `feed`, `figures` and `positions` are started. */
export async function followMaster(parts) {
    const { master, copier, floor, clock, ask, observe, openAccount, warn, config } = parts;
    const take = (input) => copier.take(input);
    const confirmations = new Confirmations({ session: copier.session, ask, take, clock });
    const onTaken = () => {
        confirmations.askWhatWaits();
        parts.onTaken();
    };
    const missed = new MissedOrders({
        ...parts,
        settings: () => config().settings,
        readPrices: (instruments) => master.readPrices(instruments),
    });
    const onUnseen = (text) => observe({ type: 'escalation', atMs: clock.now(), account: 'master', text, alert: 'ORDER_NOT_SEEN' });
    const signal = parts.stopping;
    const intake = new MasterIntake({ copier, master, clock, signal, missed, warn, onUnseen, onTaken });
    await intake.open(parts.opening, parts.saved ? { day: parts.saved.book.day } : null);
    const gateOf = (name) => floor.deskOf(name)?.gate ?? null;
    const book = () => copier.session.book;
    const followers = () => config().settings.followers;
    return {
        master,
        copier,
        intake,
        confirmations,
        feed: new MasterFeed(master, config().settings.master, clock, feedEvents(intake, { clock, observe })),
        figures: new FigureReader({ clock, config: config(), master, follower: gateOf, take }),
        positions: new PositionWatch({ clock, observe, book, accounts: () => floor.accounts }),
        steering: new EngineSteering({ clock, observe, copier, floor, followers, flush: parts.flush }),
        retries: new LoginRetries({ clock, observe, openAccount, master, floor, followers }),
        midnight: intake.watchMidnight(),
    };
}
function feedEvents(intake, { clock, observe }) {
    const tell = (what, error) => observe({ type: 'feed', atMs: clock.now(), what, error });
    return {
        onReading: (reading, via) => intake.take(reading, via),
        onMissed: (readings) => void intake.takeMissed(readings),
        onPollFailed: (error, times) => {
            // One failed poll is weather; the next one may be fine.
            if (times === 2)
                tell('poll_failed', error);
        },
        onPollRecovered: () => tell('poll_recovered', null),
        onPushConnected: () => tell('push_up', null),
        onPushDisconnected: (error) => tell('push_down', error),
    };
}
//# sourceMappingURL=follow-master.js.map