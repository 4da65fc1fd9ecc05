/** Loads a configuration as `validate` does: with the instruments, the environment and the brokers that were asked for. */

import { dirname } from 'node:path';
import type { Environment } from '../config/credentials/environment.ts';
import { readEnvironment } from '../config/credentials/environment.ts';
import { type LoadOptions, type LoadResult, loadConfig } from '../config/load-config.ts';
import { NO_INSTRUMENT_MASTER } from '../core/orders/instrument.ts';
import { systemClock } from '../engine/clock.ts';
import { Redactor } from '../secrets/redactor.ts';
import { onlineChecks } from './check-online.ts';
import { accountOpener, readAddresses } from './open-accounts.ts';
import { PriceBoard } from './price-board.ts';
import { downloadInstrumentRecords, readInstrumentRecords } from './read-instruments.ts';

/** @param onNote hears what keeps an account waiting */
export async function validateOnline(
  path: string,
  given: Environment,
  onNote: (text: string) => void,
): Promise<LoadResult> {
  const folder = dirname(path);
  const { environment } = await readEnvironment(folder, given);
  const redactor = new Redactor();
  const addresses = readAddresses(environment);
  const open = accountOpener({
    locks: null,
    environment: async () => environment,
    folder,
    addresses,
    redactor,
    clock: systemClock,
    instruments: NO_INSTRUMENT_MASTER,
    prices: new PriceBoard(),
    onNote,
  });
  const options: LoadOptions = {
    environment: given,
    online: onlineChecks({ open, redactor }),
    readInstruments: (file) =>
      file === null ? downloadInstrumentRecords(addresses.baseUrl) : readInstrumentRecords(file),
  };
  return loadConfig(path, options);
}
