/** `validate --online` against the simulator: every account is tried, and what fails stands at its place in the file. */
import { expect, test } from 'vitest';
import { PaperAccount } from '../../src/brokers/paper/paper-account.ts';
import { onlineChecks } from '../../src/composition/check-online.ts';
import { validateOnline } from '../../src/composition/validate-online.ts';
import { compileConfig } from '../../src/config/compile-config.ts';
import { exitCodeOf } from '../../src/config/exit-code.ts';
import { formatFindings } from '../../src/config/findings/format-findings.ts';
import type { LoadResult } from '../../src/config/load-config.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { createWorld } from '../engine/program.ts';
import { configText, MASTER, type Rig } from '../engine/rig.ts';

async function validate(rig: Rig, text: string): Promise<{ result: LoadResult; told: string[] }> {
  await rig.save(text);
  const result = await validateOnline(rig.configFile, rig.environment, () => {});
  const findings = result.ok ? result.config.findings : result.findings;
  const told = findings.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
  const shown = formatFindings(findings, 'text', { colour: false });
  for (const [name, value] of Object.entries(rig.environment)) {
    if (/PASSWORD|TOTP|API_KEY/.test(name)) expect(shown).not.toContain(value);
  }
  return { result, told };
}

const THREE = { follower1: '', follower2: '', follower3: 'enabled: false' };

test('nothing is found where all is well, no order is placed, and an account that is off is left alone', async () => {
  const rig = await createWorld({ followers: 3 });
  const { result, told } = await validate(rig, configText({ followers: THREE }));
  expect(told).toEqual([]);
  expect(exitCodeOf(result, { strict: true })).toBe(0);
  const asked = (code: string) =>
    rig.simulator.requests.filter(({ clientCode }) => clientCode === code).map(({ endpoint }) => endpoint);
  expect(asked(MASTER)).toEqual(['login', 'getRMS']);
  expect(asked('F100001')).toEqual(['login', 'getRMS', 'cancelOrder']);
  expect(asked('F100003')).toEqual([]);
  expect(rig.follower(1).orderBook()).toEqual([]);
});

test('all accounts are tried, and each failure stands at its account', async () => {
  const rig = await createWorld({ followers: 3 });
  rig.environment.PASSWORD = '0000';
  rig.trouble(
    { kind: 'reply', endpoint: 'cancelOrder', account: 'F100001', body: UNREGISTERED },
    { kind: 'server_error', endpoint: 'getRMS', account: 'F100002' },
  );
  const { result, told } = await validate(rig, configText({ followers: { ...THREE, follower3: '' } }));
  expect(told).toEqual([
    '4:30 login-refused The broker refuses the credentials of `master` (AB1007: YOUR USER ID OR PASSWORD IS INVALID). Check them one by one before trying again: several wrong logins lock an account.',
    "9:32 address-refused The broker takes orders of `follower1` from its registered address only, and not from this one (AG7002: Access denied: Unregistered IP address. Register your IP before retrying.). Register the address for its API key at the broker's portal, or set `network:`.",
    expect.stringMatching(
      /^11:32 broker-unreachable The broker gives `follower2` no answer \(HTTP_5\d\d: .+\)\. Try again/,
    ),
  ]);
  expect(exitCodeOf(result, { strict: false })).toBe(4);
});

test('a clock that is off is told of', async () => {
  class SkewedAccount extends PaperAccount {
    override readonly clockSkewMs = -40_500;
  }
  const options = { clock: systemClock, priceOf: () => null, cash: { n: 1, d: 1 } };
  const { tryAccount } = onlineChecks({
    open: async ({ name }) => new SkewedAccount({ ...options, clientCode: name }),
    redactor: new Redactor(),
  });
  const result = compileConfig([{ path: 'c.yaml', text: configText({}) }]);
  if (!result.ok) throw new Error('not valid');
  expect(await tryAccount(result.config.settings.master)).toEqual([
    {
      code: 'clock-off',
      message:
        "This machine's clock is 41 s ahead of the broker's, as `master` saw it: login codes are refused, and ages of orders are wrong. Set the clock by the network (NTP).",
    },
  ]);
});

test('entries of allow are compared with the instruments that the broker offers today', async () => {
  const rig = await createWorld();
  const { result, told } = await validate(
    rig,
    configText({ top: 'filters: { symbols: { allow: [RELIANC-EQ, NIFTY, "ZZZ*"] } }' }),
  );
  expect(told).toEqual([
    '6:31 symbol-unknown No instrument is called RELIANC-EQ. Did you mean RELIANCE-EQ?',
    "6:50 symbol-unknown No instrument matches ZZZ*. Write the broker's name of a trading symbol (RELIANCE-EQ) or of an underlying (NIFTY).",
  ]);
  expect(exitCodeOf(result, { strict: false })).toBe(0);
});

test('errors of the file come first: they exit 1', async () => {
  const rig = await createWorld();
  rig.environment.PASSWORD = '0000';
  const { result } = await validate(rig, configText({ top: 'filers: {}' }));
  expect(exitCodeOf(result, { strict: false })).toBe(1);
});

const UNREGISTERED = {
  success: false,
  message: 'Access denied: Unregistered IP address. Register your IP before retrying.',
  errorCode: 'AG7002',
  data: '',
};
