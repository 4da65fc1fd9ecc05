import { expect, test } from 'vitest';
import { DeskBench } from './desk-bench.ts';

test('a login that was refused is not tried again for all that the account is asked for', async () => {
  const bench = new DeskBench();
  bench.logsIn = false;
  bench.loginError = { kind: 'credentials', code: 'AB1050', message: 'Invalid totp and client combination' };
  bench.held = 195;
  await bench.open();
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  bench.desk.carryOut(bench.copy('exit', 'sell', [130]));
  await bench.pass(600_000);
  expect([bench.logins, bench.desk.gate.state]).toEqual([1, 'locked']);
});
