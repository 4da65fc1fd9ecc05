import type { Session } from '../accounts/sessions.ts';
import { textOf } from '../orders/order-request.ts';
import { toFundsData, toProfileData } from '../wire/account-rows.ts';
import { failure, gatewayFailure, type Reply, success } from '../wire/envelope.ts';
import type { Endpoint, OpenCall, SessionCall } from './endpoint.ts';

const USER = '/rest/secure/angelbroking/user/v1';

export const SESSION_ENDPOINTS: readonly Endpoint[] = [
  {
    name: 'login',
    method: 'POST',
    paths: ['/rest/auth/angelbroking/user/v1/loginByPassword'],
    rate: 'login',
    needs: 'nothing',
    handle: login,
  },
  {
    name: 'generateTokens',
    method: 'POST',
    paths: ['/rest/auth/angelbroking/jwt/v1/generateTokens'],
    rate: 'generateTokens',
    needs: 'session',
    handle: generateTokens,
  },
  {
    name: 'logout',
    method: 'POST',
    paths: [`${USER}/logout`],
    rate: 'logout',
    needs: 'session',
    handle: logout,
  },
  {
    name: 'getProfile',
    method: 'GET',
    paths: [`${USER}/getProfile`],
    rate: 'getProfile',
    needs: 'session',
    handle: ({ account }) => success(toProfileData(account)),
  },
  {
    name: 'getRMS',
    method: 'GET',
    paths: [`${USER}/getRMS`],
    rate: 'getRMS',
    needs: 'session',
    handle: ({ account, broker }) => success(toFundsData(account, broker.market)),
  },
];

/** PIN first, then the code; the words of a wrong PIN are reported by users, those of a wrong code recorded. */
function login({ broker, account, body, apiKey }: OpenCall): Reply {
  if (account === null || body.password !== account.options.pin) {
    return failure('AB1007', 'YOUR USER ID OR PASSWORD IS INVALID');
  }
  if (apiKey !== account.options.apiKey) return gatewayFailure('AG8004', 'Invalid API Key');
  const accepted = broker.totp.get(account.clientCode)?.accept(textOf(body.totp), broker.clock.now());
  if (accepted !== true) return failure('AB1050', 'Invalid totp and client combination');
  account.lastLoginAtMs = broker.clock.now();
  return success(toTokens(broker.sessions.open(account.clientCode), body.state));
}

function generateTokens({ broker, account, body }: SessionCall): Reply {
  const session = broker.sessions.findByRefreshToken(textOf(body.refreshToken));
  if (session === null || session.clientCode !== account.clientCode) {
    return failure('AB8050', 'Invalid Refresh Token');
  }
  if (broker.sessions.stateOf(session) === 'expired') return failure('AB8051', 'Refresh Token Expired');
  return success(toTokens(broker.sessions.renew(session), body.state));
}

function logout({ broker, session }: SessionCall): Reply {
  broker.sessions.end(session);
  return success('Logout Successfully');
}

function toTokens({ jwtToken, refreshToken, feedToken }: Session, state: unknown) {
  return { jwtToken, refreshToken, feedToken, state: state ?? null };
}
