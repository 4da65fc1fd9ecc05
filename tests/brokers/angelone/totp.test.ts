import { describe, expect, it } from 'vitest';
import { TotpCodes } from '../../../src/brokers/angelone/totp.ts';
import type { Reading } from '../../../src/brokers/port.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { FakeClock } from '../fake-clock.ts';

const NEVER = new AbortController().signal;
/** The seed of RFC 6238, appendix B: "12345678901234567890" in base32. */
const RFC_SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

function code(value: string): Reading<string> {
  return { ok: true, value };
}

describe('TotpCodes', () => {
  it.each([
    [1111111111_000, '050471'],
    [1234567890_000, '005924'],
    [2000000000_000, '279037'],
  ])('gives the code of RFC 6238 at %i', async (nowMs, expected) => {
    expect(await new TotpCodes(new Secret(RFC_SEED), new FakeClock(nowMs)).next(NEVER)).toEqual(
      code(expected),
    );
  });

  it('takes a seed in groups and in lower case', async () => {
    const seed = new Secret(' gezd gnbv-gy3tqojq gezdgnbvgy3tqojq== ');
    expect(await new TotpCodes(seed, new FakeClock(1234567890_000)).next(NEVER)).toEqual(code('005924'));
  });

  it('takes a seed of any length', async () => {
    expect((await new TotpCodes(new Secret('JBSWY3DPEHPK3PXP'), new FakeClock()).next(NEVER)).ok).toBe(true);
  });

  it('never gives one code twice: the second waits for the next half minute', async () => {
    const clock = new FakeClock(1234567890_000);
    const codes = new TotpCodes(new Secret(RFC_SEED), clock);
    expect(await codes.next(NEVER)).toEqual(code('005924'));
    const second = codes.next(NEVER);
    await clock.advance(29_999);
    expect(clock.sleeping).toBe(1);
    await clock.advance(1);
    expect([await second, clock.now()]).toEqual([code('590587'), 1234567920_000]);
  });

  it('gives two askers two codes', async () => {
    const clock = new FakeClock(1234567890_000);
    const codes = new TotpCodes(new Secret(RFC_SEED), clock);
    const both = Promise.all([codes.next(NEVER), codes.next(NEVER)]);
    await clock.advance(30_000);
    expect(new Set((await both).map((reading) => JSON.stringify(reading))).size).toBe(2);
  });

  it('does not give a code that ends within two seconds', async () => {
    const clock = new FakeClock(1234567890_000 - 1_999);
    const first = new TotpCodes(new Secret(RFC_SEED), clock).next(NEVER);
    await clock.advance(1_999);
    expect(await first).toEqual(code('005924'));
  });

  it('stops waiting when it is told to', async () => {
    const clock = new FakeClock();
    const codes = new TotpCodes(new Secret(RFC_SEED), clock);
    await codes.next(NEVER);
    const abort = new AbortController();
    const second = codes.next(abort.signal);
    abort.abort();
    expect(await second).toEqual({
      ok: false,
      error: { kind: 'aborted', code: 'ABORTED', message: 'given up while waiting for a fresh TOTP code' },
    });
  });

  it.each(['not base32 at all!', '', '0189'])(
    'refuses the seed %j in words that do not quote it',
    async (seed) => {
      expect(await new TotpCodes(new Secret(seed), new FakeClock()).next(NEVER)).toEqual({
        ok: false,
        error: {
          kind: 'credentials',
          code: 'TOTP_SECRET',
          message: 'the TOTP secret is not base32 (letters A to Z and digits 2 to 7)',
        },
      });
    },
  );
});
