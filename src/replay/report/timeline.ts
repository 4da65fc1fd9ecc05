/** How a day, or many, went: decisions counted by the time of their orders. */
import type { Decision } from '../../core/deciding/decision.ts';
import { dayOf, formatIstDay, formatIstTime, type IstSeconds } from '../../core/ist-time.ts';

/** Decisions, by what they came to. */
export interface TimelineCounts {
  entries: number;
  exits: number;
  skipped: number;
}

export interface PlainTimeline {
  /** By the start of five minutes, counted from 1970. */
  readonly slots: Map<number, TimelineCounts>;
  readonly untimed: number;
}

export interface TimelineColumn extends Readonly<TimelineCounts> {
  /** `09:15` of a single day; `2026-11-23` where there are several. */
  readonly label: string;
}

export interface TimelineView {
  /** The day, or the first and the last one; empty where no order told a time. */
  readonly days: readonly string[];
  /** How much a column covers: `5 minutes`, `1 day`. */
  readonly step: string;
  /** Without gaps, from the first to the last. */
  readonly columns: readonly TimelineColumn[];
}

const FINEST_SECONDS = 300;
const DAY_SECONDS = 86_400;
const STEPS_OF_A_DAY = [300, 600, 900, 1800, 3600, 7200, 14_400];

/** Counts as decisions are made: what it holds grows with the length of the days, not with the decisions. */
export class Timeline {
  readonly #slots: Map<number, TimelineCounts>;
  #untimed: number;

  constructor({ slots, untimed }: PlainTimeline = { slots: new Map(), untimed: 0 }) {
    this.#slots = slots;
    this.#untimed = untimed;
  }

  /** What another timeline can be made of, in another thread. */
  plain(): PlainTimeline {
    return { slots: this.#slots, untimed: this.#untimed };
  }

  /** Decisions on orders of which no row told a time. */
  get untimed(): number {
    return this.#untimed;
  }

  add({ action, reason }: Decision, time: IstSeconds | null): void {
    if (time === null) {
      this.#untimed += 1;
      return;
    }
    if (action === 'modify' || action === 'cancel') return;
    const slot = this.#slotOf(Math.floor(time / FINEST_SECONDS));
    if (action === 'skip') slot.skipped += 1;
    else if (reason === 'EXIT') slot.exits += 1;
    else slot.entries += 1;
  }

  /** @param most columns, so that it fits where it is shown; 12 at least */
  view(most: number): TimelineView {
    const slots = [...this.#slots].sort(([a], [b]) => a - b);
    const [first, last] = [slots[0], slots.at(-1)];
    if (!first || !last) return { days: [], step: '', columns: [] };
    const [start, end] = [first[0] * FINEST_SECONDS, last[0] * FINEST_SECONDS];
    const days = [...new Set([start, end].map((time) => formatIstDay(dayOf(time))))];
    const seconds = days.length === 1 ? stepOfDay(start, end, most) : stepOfDays(start, end, most);
    const from = Math.floor(start / seconds);
    const counts = Array.from({ length: Math.floor(end / seconds) - from + 1 }, noCounts);
    for (const [slot, { entries, exits, skipped }] of slots) {
      const column = counts[Math.floor((slot * FINEST_SECONDS) / seconds) - from];
      if (!column) throw new Error('a decision lies outside of its timeline');
      column.entries += entries;
      column.exits += exits;
      column.skipped += skipped;
    }
    const columns = counts.map((of, index) => ({ label: labelOf((from + index) * seconds, seconds), ...of }));
    return { days, step: describeStep(seconds), columns };
  }

  #slotOf(key: number): TimelineCounts {
    let slot = this.#slots.get(key);
    if (!slot) {
      slot = noCounts();
      this.#slots.set(key, slot);
    }
    return slot;
  }
}

function noCounts(): TimelineCounts {
  return { entries: 0, exits: 0, skipped: 0 };
}

function stepOfDay(start: number, end: number, most: number): number {
  const columns = (step: number) => Math.floor(end / step) - Math.floor(start / step) + 1;
  return STEPS_OF_A_DAY.find((step) => columns(step) <= most) ?? 14_400;
}

/** Whole days; a log with a year 1 and a year 9999 in it takes no more columns. */
function stepOfDays(start: number, end: number, most: number): number {
  const days = Math.floor(end / DAY_SECONDS) - Math.floor(start / DAY_SECONDS) + 1;
  return DAY_SECONDS * Math.ceil(days / (most - 1));
}

function labelOf(time: number, seconds: number): string {
  return seconds < DAY_SECONDS ? formatIstTime(time).slice(11, 16) : formatIstDay(dayOf(time));
}

function describeStep(seconds: number): string {
  const [many, noun] =
    seconds < 3600
      ? [seconds / 60, 'minute']
      : seconds < DAY_SECONDS
        ? [seconds / 3600, 'hour']
        : [seconds / DAY_SECONDS, 'day'];
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
