import { describe, expect, test } from 'vitest';
import { FOLLOWER, istTime, MONDAY, recordedReply, startLab } from './harness.ts';

const PROFILE = '/rest/secure/angelbroking/user/v1/getProfile';
const TOKENS = '/rest/auth/angelbroking/jwt/v1/generateTokens';
const LOGOUT = '/rest/secure/angelbroking/user/v1/logout';
const INVALID = recordedReply('profile_invalid_token');
const BAD_TOTP = recordedReply('login_bad_totp');

describe('logging in', () => {
  test('gives three tokens and the state that was sent', async () => {
    const { master } = await startLab();
    const reply = await master.loginWith({ state: 'live' });
    const body = JSON.parse(reply.text);
    expect([reply.status, reply.contentType]).toEqual([200, 'application/json']);
    expect(body).toEqual({
      status: true,
      message: 'SUCCESS',
      errorcode: '',
      data: {
        jwtToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        feedToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        state: 'live',
      },
    });
  });

  test('refuses a wrong PIN and an unknown client in the same words', async () => {
    const { master } = await startLab();
    const wrongPin = await master.loginWith({ password: '0000' });
    const unknown = await master.loginWith({ clientcode: 'NOBODY' });
    expect(JSON.parse(wrongPin.text)).toEqual({
      status: false,
      message: 'YOUR USER ID OR PASSWORD IS INVALID',
      errorcode: 'AB1007',
      data: null,
    });
    expect(unknown.text).toBe(wrongPin.text);
  });

  test("refuses an API key that is not the account's", async () => {
    const { master } = await startLab();
    const reply = await master.post(
      '/rest/auth/angelbroking/user/v1/loginByPassword',
      { clientcode: 'CLIENT0001', password: '4826', totp: master.totp() },
      { headers: { 'X-PrivateKey': FOLLOWER.apiKey } },
    );
    expect(JSON.parse(reply.text)).toEqual({
      success: false,
      message: 'Invalid API Key',
      errorCode: 'AG8004',
      data: '',
    });
  });
});

describe('the TOTP code', () => {
  test.each([
    ['of the step before', -30_000, true],
    ['of now', 0, true],
    ['of the step after', 30_000, true],
    ['of two steps before', -60_000, false],
    ['of two steps after', 60_000, false],
  ])('%s is taken: %s ms, %s', async (_, offsetMs, taken) => {
    const { master } = await startLab();
    const reply = await master.loginWith({ totp: master.totp(MONDAY + offsetMs) });
    expect(JSON.parse(reply.text).status).toBe(taken);
  });

  test('of another account is refused as recorded', async () => {
    const { master, follower } = await startLab();
    const reply = await master.loginWith({ totp: follower.totp() });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([BAD_TOTP.status, BAD_TOTP.body]);
  });

  test.each(['', '12345', 'abcdef', '1234567'])('%j is refused', async (totp) => {
    const { master } = await startLab();
    expect(JSON.parse((await master.loginWith({ totp })).text)).toEqual(BAD_TOTP.body);
  });

  test('is refused the second time, and the next one is taken', async () => {
    const { master, clock } = await startLab();
    const replies = [await master.loginWith(), await master.loginWith()];
    clock.advance(30_000);
    replies.push(await master.loginWith());
    expect(replies.map(({ text }) => JSON.parse(text).errorcode)).toEqual(['', 'AB1050', '']);
  });

  test('may be used again where the simulator is told so', async () => {
    const { master } = await startLab({ totpReuse: 'allow' });
    const replies = [await master.loginWith(), await master.loginWith()];
    expect(replies.map(({ text }) => JSON.parse(text).status)).toEqual([true, true]);
  });
});

describe('a token', () => {
  test('that is missing, wrong or doubled is refused as recorded', async () => {
    const { master } = await startLab();
    await master.login();
    const token = master.jwtToken;
    const missing = await master.get(PROFILE, { headers: { 'X-PrivateKey': 'a1b2c3d4' } });
    const doubled = await master.get(PROFILE, { headers: { Authorization: `Bearer Bearer ${token}` } });
    const bare = await master.get(PROFILE, { headers: { Authorization: token } });
    expect(JSON.parse(missing.text)).toEqual(recordedReply('profile_missing_token').body);
    expect([doubled.status, JSON.parse(doubled.text)]).toEqual([INVALID.status, INVALID.body]);
    expect(bare.text).toBe(doubled.text);
  });

  test('is good until midnight in India, and not a millisecond longer', async () => {
    const { master, clock } = await startLab();
    await master.login();
    clock.advanceTo(istTime(2026, 11, 24, '00:00:00') - 1);
    const before = JSON.parse((await master.get(PROFILE)).text);
    clock.advance(1);
    const after = JSON.parse((await master.get(PROFILE)).text);
    expect([before.status, after]).toEqual([true, INVALID.body]);
  });

  test('ends with its own logout only', async () => {
    const { master, clock } = await startLab();
    await master.login();
    const firstToken = master.jwtToken;
    clock.advance(30_000);
    await master.login();
    const reply = await master.post(LOGOUT, { clientcode: 'CLIENT0001' });
    expect(JSON.parse(reply.text)).toEqual(recordedReply('logout').body);
    expect(JSON.parse((await master.get(PROFILE)).text)).toEqual(INVALID.body);
    master.jwtToken = firstToken;
    expect(JSON.parse((await master.get(PROFILE)).text).status).toBe(true);
  });

  test('is renewed once by its refresh token', async () => {
    const { master } = await startLab();
    await master.login();
    const renewed = JSON.parse((await master.post(TOKENS, { refreshToken: master.refreshToken })).text);
    const again = JSON.parse((await master.post(TOKENS, { refreshToken: master.refreshToken })).text);
    expect({ ...renewed, data: Object.keys(renewed.data).sort() }).toEqual({
      status: true,
      message: 'SUCCESS',
      errorcode: '',
      data: ['feedToken', 'jwtToken', 'refreshToken', 'state'],
    });
    expect(renewed.data.state).toBeNull();
    expect(again).toEqual({
      status: false,
      message: 'Invalid Refresh Token',
      errorcode: 'AB8050',
      data: null,
    });
    master.jwtToken = renewed.data.jwtToken;
    expect(JSON.parse((await master.get(PROFILE)).text).status).toBe(true);
  });

  test("does not renew another account's session", async () => {
    const { master, follower } = await startLab();
    await master.login();
    await follower.login();
    const reply = JSON.parse((await master.post(TOKENS, { refreshToken: follower.refreshToken })).text);
    expect(reply.errorcode).toBe('AB8050');
  });

  test('ends where the simulator is told so', async () => {
    const { simulator, master, follower } = await startLab();
    await master.login();
    await follower.login();
    simulator.endSessions('CLIENT0001');
    expect(JSON.parse((await master.get(PROFILE)).text)).toEqual(INVALID.body);
    expect(JSON.parse((await follower.get(PROFILE)).text).status).toBe(true);
  });
});
