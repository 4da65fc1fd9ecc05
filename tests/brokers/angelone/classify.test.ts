import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyLogin, classifyRead, classifySend } from '../../../src/brokers/angelone/classify.ts';
import type { HttpResult } from '../../../src/brokers/angelone/http-exchange.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { recordedReply } from './fixtures.ts';

function reply(status: number, text: string, contentType = 'application/json'): HttpResult {
  return { kind: 'response', status, contentType, text, serverTimeMs: null };
}

function json(body: Json, status = 200): HttpResult {
  return reply(status, JSON.stringify(body));
}

/** A recorded reply; where its HTTP status is not known, that of nearly all application errors. */
function recorded(name: string): HttpResult {
  const entry = recordedReply(name);
  if (entry.body_text !== undefined) return reply(entry.status ?? 200, entry.body_text, 'text/plain');
  return json(entry.body, entry.status ?? 200);
}

function oms(errorcode: string, message: string): HttpResult {
  return json({ status: false, message, errorcode, data: null });
}

function gateway(errorCode: string, message: string): HttpResult {
  return json({ success: false, message, errorCode, data: '' });
}

function broken(
  code: Extract<HttpResult, { kind: 'failure' }>['code'],
  certainlyNotSent: boolean,
): HttpResult {
  return { kind: 'failure', code, certainlyNotSent, message: 'it broke' };
}

const page =
  '<!DOCTYPE html><html><title>Request Rejected</title>The requested URL was rejected. Your support ID is: 1</html>';

/** What came back; what became of an order; the kind of the error; its code; the kind for a login. */
type Line = readonly [
  name: string,
  result: HttpResult,
  outcome: 'refused' | 'unknown',
  kind: string,
  code: string,
  login?: string,
];

const lines: readonly Line[] = [
  // The session was not taken: turned away at the door, safe to send again after a login.
  [
    'invalid token (recorded)',
    recorded('profile_invalid_token'),
    'refused',
    'session',
    'AG8001',
    'credentials',
  ],
  [
    'token missing (recorded)',
    recorded('profile_missing_token'),
    'refused',
    'session',
    'AG8003',
    'credentials',
  ],
  ['token expired', gateway('AG8002', 'Token Expired'), 'refused', 'session', 'AG8002', 'credentials'],
  [
    'invalid refresh token',
    oms('AB8050', 'Invalid Refresh Token'),
    'refused',
    'session',
    'AB8050',
    'credentials',
  ],
  [
    'refresh token expired',
    oms('AB8051', 'Refresh Token Expired'),
    'refused',
    'session',
    'AB8051',
    'credentials',
  ],
  [
    'order-system session expired',
    oms('AB1010', 'AMX Session Expired'),
    'refused',
    'session',
    'AB1010',
    'credentials',
  ],
  ['client not logged in', oms('AB1011', 'Client not login'), 'refused', 'session', 'AB1011', 'credentials'],
  [
    'the catch-all about a token',
    oms('AB1007', 'Invalid Token'),
    'refused',
    'session',
    'AB1007',
    'credentials',
  ],
  [
    'no code, but a token',
    oms('', 'Session expired, login again'),
    'refused',
    'session',
    'REFUSED',
    'credentials',
  ],
  ['401', reply(401, '', 'text/plain'), 'refused', 'session', 'HTTP_401', 'credentials'],
  [
    '403 about a token',
    reply(403, 'Expired token', 'text/plain'),
    'refused',
    'session',
    'HTTP_403',
    'credentials',
  ],
  [
    '401 with the gateway dialect',
    json({ success: false, message: 'Invalid Token', errorCode: 'AG8001', data: '' }, 401),
    'refused',
    'session',
    'AG8001',
    'credentials',
  ],
  [
    '401 with words that say nothing of a session',
    json({ success: false, message: 'Unauthorized', errorCode: '', data: '' }, 401),
    'refused',
    'session',
    'REFUSED',
    'credentials',
  ],
  [
    '401 with the catch-all',
    json({ status: false, message: 'AMX Error', errorcode: 'AB1007', data: null }, 401),
    'refused',
    'session',
    'AB1007',
    'credentials',
  ],
  ...(
    [
      'Token has expired',
      'Jwt is expired',
      'Session has been terminated',
      'Client is not logged in, login again',
    ] as const
  ).map((words): Line => [words, oms('AB1007', words), 'refused', 'session', 'AB1007', 'credentials']),
  // The address.
  [
    'unregistered IP (recorded)',
    recorded('place_order_unregistered_ip'),
    'refused',
    'source_address',
    'AG7002',
  ],
  [
    'unregistered IP as 403',
    reply(403, 'Access denied: Unregistered IP address.', 'text/plain'),
    'refused',
    'source_address',
    'HTTP_403',
  ],
  // Throttled: orders were placed in spite of it.
  ['throttled (recorded)', recorded('login_rate_limited'), 'unknown', 'throttled', 'HTTP_403'],
  [
    'throttled, as the docs have it',
    reply(403, 'Access denied because of exceeding rate limit', 'text/plain'),
    'unknown',
    'throttled',
    'HTTP_403',
  ],
  ['throttled with a code', oms('AB1021', 'Too many requests'), 'unknown', 'throttled', 'AB1021'],
  [
    'throttled text with 200',
    reply(200, 'Access denied because of exceeding access rate', 'text/plain'),
    'unknown',
    'throttled',
    'HTTP_200',
  ],
  ['throttled words without a code', oms('', 'Too many requests'), 'unknown', 'throttled', 'REFUSED'],
  ['429', reply(429, ''), 'unknown', 'throttled', 'HTTP_429'],
  ['a bare 403', reply(403, '', 'text/plain'), 'unknown', 'throttled', 'HTTP_403'],
  ['403 of a cloud gateway', json({ message: 'Forbidden' }, 403), 'unknown', 'throttled', 'HTTP_403'],
  [
    '403 with a code that nobody has explained',
    json({ success: false, message: 'Access denied', errorCode: 'AG9999', data: '' }, 403),
    'unknown',
    'throttled',
    'AG9999',
  ],
  [
    '403 with the catch-all',
    json({ status: false, message: 'Access denied', errorcode: 'AB1007', data: null }, 403),
    'unknown',
    'throttled',
    'AB1007',
  ],
  [
    '403 with a code that is known',
    json({ success: false, message: 'Access denied', errorCode: 'AG7002', data: '' }, 403),
    'refused',
    'source_address',
    'AG7002',
  ],
  // Trouble inside: nobody knows.
  ['internal error (recorded)', recorded('position_internal_error'), 'unknown', 'transient', 'AB2001'],
  [
    'something went wrong',
    oms('AB1004', 'Something Went Wrong, Please Try After Sometime'),
    'unknown',
    'transient',
    'AB1004',
  ],
  ['error not specified', oms('AB2000', 'Error not specified'), 'unknown', 'transient', 'AB2000'],
  ['the catch-all about a time-out', oms('AB1007', 'Request timed out'), 'unknown', 'transient', 'AB1007'],
  ...(
    [
      'Server error',
      'Unable to process the request',
      'Request could not be processed',
      'IO exception',
    ] as const
  ).map((words): Line => [words, oms('AB1007', words), 'unknown', 'transient', 'AB1007']),
  ['the catch-all that says nothing', oms('AB1007', 'AMX Error'), 'unknown', 'transient', 'AB1007'],
  ['the catch-all without a message', oms('AB1007', ''), 'unknown', 'transient', 'AB1007'],
  ['500', reply(500, 'oops', 'text/plain'), 'unknown', 'transient', 'HTTP_500'],
  ['502 with a page', reply(502, page, 'text/html'), 'unknown', 'transient', 'HTTP_502'],
  [
    '503 with a clear no',
    json({ status: false, message: 'Invalid symboltoken', errorcode: 'AB4006', data: null }, 503),
    'unknown',
    'transient',
    'HTTP_503',
  ],
  ['a page with 200', reply(200, page, 'text/html; charset=utf-8'), 'unknown', 'transient', 'HTML'],
  ['a page with 403', reply(403, page, 'text/html'), 'unknown', 'transient', 'HTML'],
  ['a page that calls itself text', reply(200, page, 'text/plain'), 'unknown', 'transient', 'HTML'],
  ['nothing', reply(200, ''), 'unknown', 'transient', 'EMPTY'],
  ['blanks', reply(200, ' \n'), 'unknown', 'transient', 'EMPTY'],
  ['an empty object', json({}), 'unknown', 'transient', 'EMPTY'],
  ['null', json(null), 'unknown', 'transient', 'EMPTY'],
  ['a list', json([]), 'unknown', 'transient', 'UNREADABLE'],
  ['half an object', reply(200, '{"status":true,"mess'), 'unknown', 'transient', 'UNREADABLE'],
  ['data without a flag', json({ data: { orderid: '1' } }), 'unknown', 'transient', 'UNREADABLE'],
  [
    "the shape of the broker's own client",
    json({ status: 200, message: 'OK' }),
    'unknown',
    'transient',
    'UNREADABLE',
  ],
  ['a redirect', reply(302, ''), 'unknown', 'transient', 'HTTP_302'],
  ['404', reply(404, 'Not Found', 'text/plain'), 'unknown', 'transient', 'HTTP_404'],
  // Contradictions.
  [
    'success with a code',
    json({ status: true, message: 'SUCCESS', errorcode: 'AB1004', data: null }),
    'unknown',
    'transient',
    'CONTRADICTION',
  ],
  [
    'both flags, and they differ',
    json({ status: true, success: false, data: { orderid: '1' } }),
    'unknown',
    'transient',
    'CONTRADICTION',
  ],
  [
    'success with 400',
    json({ status: true, data: { orderid: '1' } }, 400),
    'unknown',
    'transient',
    'CONTRADICTION',
  ],
  [
    'a clear no that names an order',
    json({ status: false, message: 'Invalid symboltoken', errorcode: 'AB4006', data: { orderid: '1' } }),
    'unknown',
    'refused',
    'AB4006',
  ],
  // A clear no.
  ['variety (recorded)', recorded('place_order_amo_variety'), 'refused', 'refused', 'AB1007', 'credentials'],
  ['token and symbol differ (recorded)', recorded('place_order_bad_token'), 'refused', 'refused', 'AB4006'],
  [
    'order not found (recorded)',
    recorded('order_details_not_found'),
    'refused',
    'refused',
    'AB1007',
    'credentials',
  ],
  ['order not found', oms('AB1013', 'Order not found'), 'refused', 'refused', 'AB1013'],
  ['client blocked', oms('AB1006', 'Client Is Block For Trading'), 'refused', 'refused', 'AB1006'],
  ['variety', oms('AB1008', 'Invalid Order Variety'), 'refused', 'refused', 'AB1008'],
  ['symbol', oms('AB1009', 'Symbol Not Found'), 'refused', 'refused', 'AB1009'],
  ['product', oms('AB1012', 'Invalid Product Type'), 'refused', 'refused', 'AB1012'],
  ['tag', oms('AB4008', 'ordertag length should be less than 20 characters'), 'refused', 'refused', 'AB4008'],
  ['no token', oms('AB4018', 'Symbol token cannot be empty'), 'refused', 'refused', 'AB4018'],
  ['surveillance', oms('AB4036', 'cautionary listings'), 'refused', 'refused', 'AB4036'],
  [
    'a string for a flag',
    json({ status: 'false', message: 'Invalid symboltoken', errorcode: 'AB4006', data: 'null' }),
    'refused',
    'refused',
    'AB4006',
  ],
  [
    '400 with a known code',
    json({ status: false, message: 'x', errorcode: 'AB4006', data: null }, 400),
    'refused',
    'refused',
    'AB4006',
  ],
  [
    'price band, whatever the code',
    oms('AB9123', 'Order price is beyond the Limit Price Protection range defined by the exchange.'),
    'refused',
    'refused',
    'AB9123',
  ],
  // A no in form, with a code that nobody has explained.
  ['an unknown code', oms('AB4999', 'Quantity is odd'), 'unknown', 'refused', 'AB4999'],
  ['no code', oms('', 'Quantity is odd'), 'unknown', 'refused', 'REFUSED'],
  [
    'an unknown code about a symbol token',
    oms('AB4999', 'Invalid symboltoken'),
    'unknown',
    'refused',
    'AB4999',
  ],
  ['an unknown code about trouble', oms('AB4999', 'Service unavailable'), 'unknown', 'transient', 'AB4999'],
  // Credentials.
  ['wrong TOTP (recorded)', recorded('login_bad_totp'), 'refused', 'credentials', 'AB1050', 'credentials'],
  [
    'wrong PIN',
    oms('AB1007', 'Login Id or password is invalid'),
    'refused',
    'refused',
    'AB1007',
    'credentials',
  ],
  [
    'wrong password',
    oms('AB1000', 'Invalid Email Or Password'),
    'refused',
    'credentials',
    'AB1000',
    'credentials',
  ],
  // No reply.
  ['no connection', broken('CONNECT', true), 'refused', 'transient', 'CONNECT'],
  ['no name', broken('DNS', true), 'refused', 'transient', 'DNS'],
  ['no time to connect', broken('TIMEOUT', true), 'refused', 'transient', 'TIMEOUT'],
  ['given up before it left', broken('ABORTED', true), 'refused', 'aborted', 'ABORTED'],
  ['given up after it left', broken('ABORTED', false), 'unknown', 'aborted', 'ABORTED'],
  ['no answer', broken('TIMEOUT', false), 'unknown', 'transient', 'TIMEOUT'],
  ['reset', broken('RESET', false), 'unknown', 'transient', 'RESET'],
  ['garbled', broken('GARBLED', false), 'unknown', 'transient', 'GARBLED'],
  ['oversized', broken('OVERSIZED', false), 'unknown', 'transient', 'OVERSIZED'],
];

const cases = lines.map(([name, result, outcome, kind, code, login = kind]) => ({
  name,
  result,
  outcome,
  kind,
  code,
  login,
}));

describe.each(cases)('$name', ({ result, outcome, kind, code, login }) => {
  it(`is ${outcome} for an order`, () => {
    expect(classifySend(result)).toEqual({
      kind: outcome,
      error: { kind, code, message: expect.any(String) },
    });
  });

  it(`is ${kind} for a read`, () => {
    expect(classifyRead(result)).toEqual({ ok: false, error: { kind, code, message: expect.any(String) } });
  });

  it(`is ${login} for a login`, () => {
    expect(classifyLogin(result)).toEqual({
      ok: false,
      error: { kind: login, code, message: expect.any(String) },
    });
  });
});

describe('success', () => {
  const success = { status: true, message: 'SUCCESS', errorcode: '' };
  const data = {
    script: 'SBIN-EQ',
    orderid: '200910000000111',
    uniqueorderid: '05ebf91b-bea4-4a1d-b0f2-4259606570e3',
  };

  it('of an order names its ids', () => {
    const accepted = { kind: 'accepted', orderId: '200910000000111', uniqueOrderId: data.uniqueorderid };
    expect(classifySend(json({ ...success, data }))).toEqual(accepted);
    expect(classifySend(json({ success: true, data: { orderid: 200910000000111 } }))).toEqual({
      ...accepted,
      uniqueOrderId: null,
    });
  });

  it.each<Json>([
    null,
    '',
    [],
    {},
    { orderid: '' },
    { orderid: null },
    { orderid: 2 ** 60 },
    { orderid: ['1'] },
    '200910000000111',
  ])('of an order that names none (data %j) is unknown', (odd) => {
    expect(classifySend(json({ ...success, data: odd }))).toEqual({
      kind: 'unknown',
      error: {
        kind: 'transient',
        code: 'NO_ORDER_ID',
        message: 'the broker reports success and names no order',
      },
    });
  });

  it('of a read is the whole body, of a login its data', () => {
    const body = { ...success, data: [1] };
    expect(classifyRead(json(body))).toEqual({ ok: true, value: body });
    expect(classifyLogin(json(body))).toEqual({ ok: true, value: [1] });
    expect(classifyRead(recorded('order_book_empty'))).toEqual({
      ok: true,
      value: recordedReply('order_book_empty').body,
    });
  });
});

describe('the words of an error', () => {
  it("are the broker's own", () => {
    expect(classifyRead(recorded('place_order_unregistered_ip'))).toEqual({
      ok: false,
      error: {
        kind: 'source_address',
        code: 'AG7002',
        message: 'Access denied: Unregistered IP address. Register your IP before retrying.',
      },
    });
  });

  it('are what a page says, on one line and not too long', () => {
    const outcome = classifyRead(reply(200, page, 'text/html'));
    expect(outcome).toMatchObject({
      error: { message: 'Request Rejected The requested URL was rejected. Your support ID is: 1' },
    });
    const long = classifyRead(reply(500, 'x'.repeat(100_000), 'text/plain'));
    expect(long).toMatchObject({ error: { message: `${'x'.repeat(200)}…` } });
    expect(classifyRead(reply(500, ''))).toMatchObject({
      error: { message: 'the broker answered nothing that says why' },
    });
  });
});

describe('whatever comes back', () => {
  const anyResult: fc.Arbitrary<HttpResult> = fc.oneof(
    fc.record<HttpResult & { kind: 'response' }>({
      kind: fc.constant('response' as const),
      status: fc.integer({ min: 200, max: 599 }),
      contentType: fc.constantFrom('', 'application/json', 'text/html', 'text/plain'),
      text: fc.oneof(
        fc.string(),
        fc.json(),
        fc
          .record(
            {
              status: fc.constantFrom<Json>(true, false, 'true', 'false', 200, null),
              success: fc.constantFrom<Json>(true, false, null),
              errorcode: fc.constantFrom<Json>('', 'AB4006', 'AB2001', 'AG8001', 'AB7777', null, 7),
              errorCode: fc.constantFrom<Json>('', 'AG7002', 'AG8001'),
              message: fc.oneof(fc.string(), fc.constantFrom<Json>('Invalid Token', null, {})),
              data: fc.constantFrom<Json>(null, '', {}, { orderid: '1' }, { orderid: 1 }, []),
            },
            { requiredKeys: [] },
          )
          .map((body) => JSON.stringify(body)),
      ),
      serverTimeMs: fc.constant(null),
    }),
    fc.record<HttpResult & { kind: 'failure' }>({
      kind: fc.constant('failure' as const),
      code: fc.constantFrom('CONNECT' as const, 'TIMEOUT' as const, 'ABORTED' as const),
      certainlyNotSent: fc.boolean(),
      message: fc.string(),
    }),
  );

  it('has an outcome, and the three readings of one reply agree', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const send = classifySend(result);
        const read = classifyRead(result);
        expect(classifyLogin(result).ok).toBe(read.ok);
        if (send.kind === 'accepted') expect(read.ok).toBe(true);
        if (send.kind === 'refused') expect(read).toEqual({ ok: false, error: send.error });
      }),
      { numRuns: 2000 },
    );
  });

  it('is in doubt exactly where a broken request may have left, and wherever the reply is 5xx or empty', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const { kind } = classifySend(result);
        if (result.kind === 'failure') return kind === (result.certainlyNotSent ? 'refused' : 'unknown');
        const isMute = result.status >= 500 || (result.text.trim() === '' && result.status !== 401);
        return !isMute || kind === 'unknown';
      }),
      { numRuns: 2000 },
    );
  });
});
