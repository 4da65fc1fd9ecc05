import { NO_INSTRUMENT_MASTER } from "../core/instrument.js";
import { CoverageTally } from "./coverage-tally.js";
import { DecisionComparison } from "./decision-comparison.js";
import { replayRecording } from "./replay-recording.js";
const UNOBSERVED = {
    onDecision: () => undefined,
    onUnreadable: () => undefined,
    onNote: () => undefined,
};
/**
 * Decides a recorded session again with its own config, reloads, fills, funds, pauses and answers, and compares with
 * what was decided live. Throws a `ReplayError`, a `RecordedConfigError` and the abort's own error.
 */
export async function verifyRecording(file, options = {}) {
    const { observer = UNOBSERVED, signal = new AbortController().signal, validators } = options;
    const comparison = new DecisionComparison();
    const coverage = new CoverageTally();
    let lastInput = 0;
    const session = {
        file,
        policy: null,
        instruments: NO_INSTRUMENT_MASTER,
        positions: null,
        coverage,
        validators,
    };
    const replayed = await replayRecording(session, observer, signal, {
        onLine: ({ number, line }) => {
            if (line.type === 'decision')
                comparison.noteRecorded(line, number);
            else if (line.type !== 'outcome')
                lastInput = number;
        },
        onMade: (made, number) => comparison.noteMade(made, number),
    });
    const unwritten = comparison.finish(replayed.hasEnded ? null : lastInput);
    const { decisions, divergences, kept: shown } = comparison;
    return { ...replayed, config: replayed.first.config, coverage, decisions, divergences, shown, unwritten };
}
//# sourceMappingURL=verify-recording.js.map