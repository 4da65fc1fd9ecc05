import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { generateSync } from 'otplib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectToFit } from '../published-schema.ts';
import { send } from './harness.ts';

const BIN = fileURLToPath(new URL('../../bin/copytrade.js', import.meta.url));
const LOGIN = '/rest/auth/angelbroking/user/v1/loginByPassword';

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: { stdout: string; stderr: string };
  /** Resolves when standard output holds the text. */
  said(text: string): Promise<void>;
  ended(): Promise<number | null>;
}

function runSim(...args: string[]): Run {
  const child = spawn(process.execPath, [BIN, 'sim', ...args], { env: { ...process.env, NO_COLOR: '1' } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const closed = once(child, 'close');
  return {
    child,
    output,
    async said(text) {
      while (!output.stdout.includes(text)) {
        if (child.exitCode !== null) throw new Error(`it ended before it said ${text}: ${output.stderr}`);
        await Promise.race([once(child.stdout, 'data'), closed]);
      }
    },
    async ended() {
      const [code] = await closed;
      return code;
    },
  };
}

describe('copytrade sim --json', () => {
  test('prints one document, answers at its address, and ends on Ctrl-C with 0', async () => {
    const run = runSim('--json', '--port', '0', '--followers', '1');
    await run.said('\n}\n');
    const printed = JSON.parse(run.output.stdout);
    expectToFit('sim', printed);
    const [master, follower] = printed.accounts;
    const { API_KEY, CLIENT_ID, PASSWORD, TOTP_SECRET } = master.environment;
    const body = { clientcode: CLIENT_ID, password: PASSWORD, totp: generateSync({ secret: TOTP_SECRET }) };
    const headers = { 'X-PrivateKey': API_KEY };
    const reply = await send(`${printed.url}${LOGIN}`, {
      method: 'POST',
      headers,
      text: JSON.stringify(body),
    });
    const instruments = await send(printed.instruments_url, { method: 'GET' });
    run.child.kill('SIGINT');
    expect(await run.ended()).toBe(0);
    expect(run.output.stderr).toMatch(/The simulator has ended\.\n$/);
    expect(JSON.parse(reply.text)).toMatchObject({ status: true, message: 'SUCCESS' });
    expect(JSON.parse(instruments.text).length).toBeGreaterThan(10);
    expect(printed.order_feed_url).toBe(printed.url.replace('http', 'ws').concat('/smart-order-update'));
    expect(printed.accounts).toHaveLength(2);
    expect([master.role, follower.role]).toEqual(['master', 'follower1']);
    expect(Object.keys(follower.environment)).toEqual([
      'FOLLOWER_1_API_KEY',
      'FOLLOWER_1_CLIENT_ID',
      'FOLLOWER_1_PASSWORD',
      'FOLLOWER_1_TOTP_SECRET',
    ]);
  });

  test('takes control requests with its token', async () => {
    const run = runSim('--json', '--port', '0', '--control-token', 'drill');
    await run.said('\n}\n');
    const { url } = JSON.parse(run.output.stdout);
    const ask = (token: string) =>
      send(`${url}/control/faults`, { method: 'GET', headers: { Authorization: `Bearer ${token}` } });
    const replies = [await ask('drill'), await ask('other')];
    run.child.kill('SIGTERM');
    expect([await run.ended(), ...replies.map(({ status }) => status)]).toEqual([0, 200, 401]);
  });
});

test('copytrade sim prints lines for a .env file on stdout, and the addresses on stderr', async () => {
  const run = runSim('--port', '0', '--seed', '5');
  await run.said('FOLLOWER_2_TOTP_SECRET=');
  run.child.kill('SIGINT');
  await run.ended();
  const names = run.output.stdout
    .split('\n')
    .filter((line) => line.includes('='))
    .map((line) => line.split('=')[0]);
  const four = ['API_KEY', 'CLIENT_ID', 'PASSWORD', 'TOTP_SECRET'];
  expect(names).toEqual([
    'SMARTAPI_URL',
    'SMARTAPI_ORDER_FEED_URL',
    ...four,
    ...four.map((name) => `FOLLOWER_1_${name}`),
    ...four.map((name) => `FOLLOWER_2_${name}`),
  ]);
  expect(run.output.stderr).toMatch(/broker {9}http:\/\/127\.0\.0\.1:\d+\n/);
});

test('a port that is taken is said, with what to do, and is exit 2', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const run = runSim('--port', port);
  const code = await run.ended();
  expect([code, run.output.stdout]).toEqual([2, '']);
  expect(run.output.stderr.replace(/\s+›?\s*/g, ' ')).toContain(
    `port ${port} of 127.0.0.1 is taken by another program. Choose another with --port, or --port 0 for any that is free.`,
  );
});

test('a flag that does not exist is exit 2', async () => {
  const run = runSim('--no-such-flag');
  expect(await run.ended()).toBe(2);
});
