import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decided } from '../../src/journal/packed-entry.ts';
import { packEntry, unpackEntry } from '../../src/journal/packed-entry.ts';
import { packSimilar, unpackSimilar } from '../../src/journal/similar-texts.ts';

describe('what was decided on one event, as one text', () => {
  it('is read back as it was, whatever of it the followers share', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('{"a":1}', '{"a":12}', '{"b":1}', ''),
    );
    const decision = fc.record({
      orderKey: text,
      follower: fc.constantFrom('f1', 'f2'),
      revision: fc.nat(2),
      body: text,
      atMs: fc.nat(),
    });
    const intent = fc.record({
      ...{ tag: text, day: fc.nat(3), follower: fc.constantFrom('f1', 'f2'), orderKey: text },
      ...{ revision: fc.nat(2), slice: fc.nat(2), effect: fc.constantFrom('entry', 'exit') },
      ...{ exchange: fc.constant('NSE'), symbolToken: fc.option(text), tradingSymbol: text },
      ...{ product: fc.constant('intraday'), side: fc.constantFrom('buy', 'sell') },
      ...{ orderType: fc.constant('limit'), quantity: fc.integer({ min: 1 }) },
      ...{ price: fc.option(fc.constantFrom('1.00', '2.00')), triggerPrice: fc.constant(null) },
      ...{ plannedAtMs: fc.nat(), state: fc.constantFrom('planned', 'sending') },
    }) as fc.Arbitrary<Decided['intents'][number]>;
    const entry = fc.record({ decisions: fc.array(decision), intents: fc.array(intent) });
    fc.assert(
      fc.property(entry, (decided) => {
        expect(unpackEntry(packEntry(decided))).toEqual(decided);
      }),
    );
  });

  it('is read as well where it was written before it was packed', () => {
    const decided: Decided = {
      decisions: [{ orderKey: '1', follower: 'f1', revision: 1, body: '{}', atMs: 5 }],
      intents: [],
    };
    expect(unpackEntry(JSON.stringify(decided))).toEqual(decided);
  });

  it('says what a hundred followers share once', () => {
    const bodies = Array.from(
      { length: 100 },
      (_, index) => `{"follower":"f${index}",${'"x":1,'.repeat(60)}}`,
    );
    const packed = packSimilar(bodies);
    expect(unpackSimilar(packed)).toEqual(bodies);
    expect(JSON.stringify(packed).length).toBeLessThan(bodies.join('').length / 15);
  });
});
