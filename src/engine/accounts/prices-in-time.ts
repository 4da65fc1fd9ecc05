/** Last prices, where they come in time. */
import type { PriceReading, Reading } from '../../brokers/port.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';

/** What is not known within its time is not known. */
export async function readPricesInTime(
  clock: Clock,
  read: () => Promise<Reading<readonly PriceReading[]>>,
): Promise<readonly PriceReading[]> {
  const done = new AbortController();
  const late = clock.sleep(BOUNDS.priceReadMs, done.signal).then(() => null);
  const reading = await Promise.race([read(), late]);
  done.abort();
  return reading?.ok === true ? reading.value : [];
}
