/** What one row of the order brought. */
import { formatIstDay, formatIstTime } from '../../core/ist-time.ts';
import { EMPTY_LINE, type Line, line, span } from '../../reporting/terminal/line.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import { padEnd } from '../../reporting/terminal/text-width.ts';
import { writePosition, writePrice, writeUnits } from '../describe/figures.ts';
import type { ExplainedEvent } from '../explanation.ts';
import { followerLines } from './part-lines.ts';

export function eventLines(event: ExplainedEvent, width: number): Line[] {
  const { time, row, filled } = event;
  const average = row.averagePrice === null ? '' : ` at ${writePrice(row.averagePrice)}`;
  const happened = `${toSafeText(row.status)}, ${filled} of ${row.quantity} filled${average}`;
  const facts = [
    ['instrument', describeInstrument(event)],
    ['master', describeMaster(event)],
  ] as const;
  const decides = event.followers.filter(({ parts }) => parts.some(({ decision }) => decision !== null));
  const followers =
    decides.length > 0 || event.waiting === 0
      ? event.followers.flatMap((follower) => followerLines(follower, width))
      : [EMPTY_LINE, line(2, span(`Nothing is decided yet: ${whyWaiting(event)}.`))];
  return [
    EMPTY_LINE,
    line(2, span(`${time === null ? '(no time)' : formatIstTime(time)}  `, 'strong'), span(happened)),
    ...facts.map(([name, says]) => line(14, span(`  ${padEnd(name, 12)}`, 'quiet'), span(toSafeText(says)))),
    ...followers,
  ];
}

function whyWaiting({ waiting, awaitsConfirmation }: ExplainedEvent): string {
  const until = awaitsConfirmation ? 'your word on the terminal' : 'the end of the order';
  return `${writeUnits(waiting)} of opening wait for ${until}`;
}

function describeInstrument({ instrument }: ExplainedEvent): string {
  const { kind, underlying, strike, expiryDay, lotSize, tickSize, freezeQuantity } = instrument;
  return [
    `${kind ?? 'option'} of ${underlying ?? 'an underlying that is not known'}`,
    ...(strike === null ? [] : [`strike ${writePrice(strike)}`]),
    ...(expiryDay === null ? [] : [`expires ${formatIstDay(expiryDay)}`]),
    lotSize === null ? 'lot size not known' : `lot ${lotSize}`,
    `tick ${writePrice(tickSize)}`,
    freezeQuantity === null ? 'no freeze quantity known' : `freeze ${freezeQuantity}`,
  ].join(', ');
}

function describeMaster(event: ExplainedEvent): string {
  const { delta, positionBefore, positionAfter, netted, reduction, opening, waiting } = event;
  const parts = [
    ...(netted > 0 ? [`${netted} close what still waited`] : []),
    ...(reduction > 0 ? [`${reduction} reduce`] : []),
    ...(opening > 0 ? [`${opening} open`] : []),
    ...(waiting > 0 ? [`${waiting} wait`] : []),
  ];
  const moved = `${writePosition(positionBefore)} → ${writePosition(positionAfter)}, ${delta} newly filled`;
  return [moved, ...parts].join('; ');
}
