import type { Book } from '../../core/book/book.ts';
import { hasEnded } from '../../journal/intent.ts';
import type { Journal } from '../../journal/journal.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';

/**
 * Copies whose orders had ended, as the journal knows, when the process did, and whose end had not come to the state.
 * Nobody follows them any more: without this they would be taken for filled, or for out, for good.
 */
export function lostEnds(book: Book, journal: Journal): readonly PlainInput[] {
  return [...book.openCopies].flatMap(([key, { follower }]): readonly PlainInput[] => {
    const revision = Number(key.slice(key.lastIndexOf('/') + 1));
    const orderKey = key.slice(0, -`/${follower}/${revision}`.length);
    const intents = journal.intentsOfCopy(orderKey, follower, revision);
    if (intents.length === 0 || !intents.every(({ state }) => hasEnded(state))) return [];
    const filled = intents.reduce((sum, { filledQuantity }) => sum + filledQuantity, 0);
    return [{ kind: 'copy_ended', orderKey, follower, revision, filled }];
  });
}
