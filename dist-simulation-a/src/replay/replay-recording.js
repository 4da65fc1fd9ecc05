import { basename } from 'node:path';
import { noRecording, RecordingReader } from "./recorded-lines.js";
import { RecordedSession } from "./recorded-session.js";
import { tellAll } from "./replay-orders.js";
import { readTextLines } from "./text-lines.js";
const NOBODY = { onLine: () => undefined, onMade: () => undefined };
/** Decides a recording in its own order. Throws a `ReplayError`, a `RecordedConfigError` and the abort's own error. */
export async function replayRecording(options, observer, signal, watcher = NOBODY) {
    const reader = new RecordingReader(options.file, observer);
    let begun = null;
    const { file, length } = options;
    const onRead = (share) => observer.onProgress?.({ doing: `deciding ${basename(file)}`, share });
    for await (const lines of readTextLines(file, signal, { length, onRead })) {
        for (const text of lines) {
            const recorded = reader.read(text);
            if (recorded === null)
                continue;
            if (begun === null)
                begun = begin(recorded.line, options);
            else
                step(recorded, begun.session, reader, { observer, watcher });
        }
    }
    if (begun === null)
        throw noRecording(options.file, 'it is empty');
    const { first, session } = begun;
    session.countCoverage();
    observer.onEnd?.(session.session.book);
    const { rows, unreadable, hasEnded } = reader;
    const openOrders = session.session.book.orders.filter((order) => !order.terminal).length;
    return { first, rows, unreadable, hasEnded, knowsPositions: session.knowsPositions, openOrders };
}
function step(recorded, session, reader, told) {
    told.watcher.onLine(recorded);
    const { decisions, problems } = session.accept(recorded.line);
    for (const problem of problems)
        reader.noteProblem(recorded.number, problem);
    tellAll(told.observer, session.session, decisions);
    for (const made of decisions)
        told.watcher.onMade(made, recorded.number);
}
function begin(line, options) {
    if (line.type !== 'session')
        throw noRecording(options.file, `it begins with a ${line.type} line`);
    return { first: line, session: new RecordedSession(line, options) };
}
//# sourceMappingURL=replay-recording.js.map