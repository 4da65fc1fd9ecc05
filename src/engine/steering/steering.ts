/**
 * What the user says while the engine runs: pause, resume, close-only. It holds from the next decision on, and
 * for what was decided and has not left. It is journaled like every other input; exits are bound by none of it.
 */
import type { FollowerSettings } from '../../config/settings.ts';
import { REASONS } from '../../core/deciding/reasons.ts';
import { dayOf, toIstSeconds } from '../../core/ist-time.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import { type SteerAction, whyHeldBack } from '../../core/steering.ts';
import type { Intent } from '../../journal/intent.ts';
import type { Clock } from '../clock.ts';
import type { Copier } from '../copier.ts';
import { describeCopies } from '../copies/describe-copies.ts';
import type { DeskFloor } from '../copies/desk-floor.ts';
import { EngineError } from '../engine-error.ts';
import type { EngineObserver } from '../events.ts';

export type UserAction = Extract<SteerAction, 'pause' | 'resume' | 'close_only'>;

export interface SteeringParts {
  readonly copier: Copier;
  readonly floor: DeskFloor;
  readonly clock: Clock;
  readonly observe: EngineObserver;
  /** As the file names them now. */
  readonly followers: () => readonly FollowerSettings[];
  readonly instruments: InstrumentMaster;
  /** What was taken in is on the disk when this returns. */
  readonly flush: () => void;
}

export class EngineSteering {
  readonly #parts: SteeringParts;
  /** What was told last of each follower that the file no longer says live of. */
  readonly #told = new Map<string, string>();

  constructor(parts: SteeringParts) {
    this.#parts = parts;
  }

  /** Followers that can be named: those of the file, and those that retire. */
  get names(): readonly string[] {
    return this.#parts.copier.session.policy.followers.map(({ name }) => name);
  }

  /**
   * @param follower null: all followers
   * @returns the orders of entries that had not left and do not leave any more
   * @throws EngineError where there is no such follower
   */
  take(action: UserAction, follower: string | null): readonly Intent[] {
    const { copier, flush, observe, clock } = this.#parts;
    this.assertKnown(follower);
    copier.take({ kind: 'steer', action, follower });
    const withdrawn = this.#withdrawEntries();
    flush();
    observe({ type: 'steered', atMs: clock.now(), action, follower, withdrawn: withdrawn.length });
    return withdrawn;
  }

  /**
   * A file that no longer says live for a follower closes it to entries; its way out stays open. One that says live
   * again opens it again, unless the user has held it back.
   */
  takeModes(): void {
    const { copier, floor } = this.#parts;
    const { narrowed } = copier.session.book;
    for (const { name, enabled, mode } of this.#parts.followers()) {
      const isNarrow = floor.modeOf(name) === 'live' && !(enabled && mode === 'live');
      if (isNarrow !== narrowed.has(name))
        copier.take({ kind: 'steer', action: isNarrow ? 'narrow' : 'widen', follower: name });
      if (isNarrow) this.#tellNarrowed(name, enabled);
      else this.#told.delete(name);
    }
    this.#withdrawEntries();
  }

  #tellNarrowed(name: string, enabled: boolean): void {
    const text = enabled
      ? `${name}: dry_run now; its entries are held back, exits of what it holds still go out`
      : `${name}: switched off; nothing is copied to it, its exits neither${this.#describeLeft(name)}`;
    if (this.#told.get(name) === text) return;
    this.#told.set(name, text);
    const { observe, clock } = this.#parts;
    observe({ type: 'notice', atMs: clock.now(), level: 'warn', text });
  }

  #describeLeft(name: string): string {
    const { copier, clock, instruments } = this.#parts;
    const today = dayOf(toIstSeconds(clock.now()));
    const held = describeCopies(copier.session.book, name, { today, instruments });
    if (held === null) return '';
    return `. What its copies hold stays until you close it by hand: ${held}. (With \`mode: dry_run\` instead its exits would still go out.)`;
  }

  #withdrawEntries(): readonly Intent[] {
    const { copier, floor } = this.#parts;
    return this.names.flatMap((name) => {
      const why = whyHeldBack(copier.session.book, name);
      return why === null ? [] : (floor.deskOf(name)?.withdrawEntries(REASONS[why]) ?? []);
    });
  }

  /** @throws EngineError where there is no such follower */
  assertKnown(follower: string | null): void {
    if (follower === null || this.names.includes(follower)) return;
    const next = `There are ${this.names.join(', ')}.`;
    throw new EngineError('NO_SUCH_FOLLOWER', `there is no follower ${follower}`, next);
  }
}
