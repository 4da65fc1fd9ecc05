import type { AccountGate } from '../accounts/account-gate.ts';
import { describeSkew } from '../accounts/broker-time.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../engine-error.ts';
import type { EngineObserver } from '../events.ts';

/**
 * Logs the master in; without it there is nothing to copy.
 * @throws EngineError where it cannot log in
 */
export async function openMaster(
  gate: AccountGate,
  { observe, clock }: { readonly observe: EngineObserver; readonly clock: Clock },
): Promise<void> {
  const login = await gate.open();
  const { state, lastError } = gate;
  observe({ type: 'account', atMs: clock.now(), account: 'master', state, error: lastError });
  if (login.ok) {
    const text = describeSkew(gate.clockSkewMs);
    if (text !== null) observe({ type: 'notice', atMs: clock.now(), level: 'warn', text });
    return;
  }
  const { message, code, kind } = login.error;
  const next =
    kind === 'credentials'
      ? 'Check PIN, TOTP secret, API key and client id. It was tried once only: repeated failures lock the account.'
      : 'Check the connection and try again; nothing was copied.';
  throw new EngineError('MASTER_LOGIN_FAILED', `the master cannot log in: ${message} (${code})`, next);
}
