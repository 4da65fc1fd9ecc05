/** A thread that counts decisions and makes their digest while the main one decides: an entry of the program. */
import { parentPort, workerData } from 'node:worker_threads';
import { DecisionCollector } from './decision-collector.ts';
import { type PackedDecisions, unpackDecisions } from './packed-decisions.ts';
import type { TallyReply } from './tally-thread.ts';

const collector = new DecisionCollector(workerData, { keepTexts: false });

/** Null: that was all. */
parentPort?.on('message', (pack: PackedDecisions | null) => {
  if (pack !== null) unpackDecisions(pack, (decision, time) => collector.add({ decision }, time));
  reply(pack === null ? { tally: collector.plain() } : { tally: null });
});

function reply(message: TallyReply): void {
  parentPort?.postMessage(message);
}
