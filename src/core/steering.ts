/**
 * Who may be copied into now: what the user says while the engine runs, and what the file says of a follower that was
 * live before. All of it concerns entries; an exit never asks here.
 */
import type { Book, Steering } from './book/book.ts';
import { forgetFollower } from './book/follower-ledger.ts';

/**
 * The user's word, of which the last counts; and the file's: `narrow` where it no longer says live for a follower that
 * runs live, `widen` where it does again, `place` where it says live for one whose copies were only shown so far.
 */
export type SteerAction = 'pause' | 'resume' | 'close_only' | 'narrow' | 'widen' | 'place';

/** @param follower null: all followers, those to come as well */
export function steer(book: Book, action: SteerAction, follower: string | null): void {
  if (action === 'narrow' || action === 'widen') {
    if (follower === null) return;
    if (action === 'narrow') book.narrowed.add(follower);
    else book.narrowed.delete(follower);
    return;
  }
  if (action === 'place') {
    if (follower !== null) forgetFollower(book, follower);
    return;
  }
  set(book.paused, follower, action === 'pause');
  set(book.closeOnly, follower, action === 'close_only');
}

/** Why no entry is copied to the follower now; null where entries are copied. */
export function whyHeldBack(book: Book, follower: string): 'PAUSED' | 'CLOSE_ONLY' | null {
  if (isSteered(book.paused, follower)) return 'PAUSED';
  const isClosed = book.narrowed.has(follower) || book.retiring.has(follower);
  return isClosed || isSteered(book.closeOnly, follower) ? 'CLOSE_ONLY' : null;
}

/** The user's words that make another book stand as this one does. */
export function wordsOf({ paused, closeOnly }: Book): { action: SteerAction; follower: string | null }[] {
  const word = (follower: string): SteerAction =>
    isSteered(paused, follower) ? 'pause' : isSteered(closeOnly, follower) ? 'close_only' : 'resume';
  const all = paused.all ? 'pause' : closeOnly.all ? 'close_only' : null;
  const names = [...new Set([...paused.exceptions, ...closeOnly.exceptions])];
  return [
    ...(all === null ? [] : [{ action: all, follower: null } as const]),
    ...names.map((follower) => ({ action: word(follower), follower })),
  ];
}

function isSteered(steering: Steering, follower: string): boolean {
  return steering.all !== steering.exceptions.has(follower);
}

function set(steering: Steering, follower: string | null, on: boolean): void {
  if (follower === null) {
    steering.all = on;
    steering.exceptions.clear();
  } else if (on === steering.all) steering.exceptions.delete(follower);
  else steering.exceptions.add(follower);
}
