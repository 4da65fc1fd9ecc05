/** Orders in one share at 100, and the decisions about them: a buy is protected at 100.50, a sell at 99.50. */
import { at, order, type Row } from './day.ts';

export const CALL = 'NIFTY24NOV2624000CE';
export const buy = (id: string, units: number, own: Row = {}) => order(id, `buy ${units} SBIN-EQ @ 100`, own);
export const sell = (id: string, units: number, own: Row = {}) =>
  order(id, `sell ${units} SBIN-EQ @ 100`, own);
export const idea = (id: string, units: number, own: Row = {}) =>
  order(id, `buy ${units} IDEA-EQ @ 100`, own);
export const ended = (status: string, filled: number, own: Row = {}) => ({
  status,
  filledshares: `${filled}`,
  ...own,
});
export const cancelled = (units: number) => ({ status: 'cancelled', filledshares: `${units}` });
export const entry = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 100.50`;
export const short = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 99.50`;
export const exit = (id: string, of: number, units = of) =>
  `${id} a EXIT ${of} > ${units}: LIMIT ${units} @ 99.50`;
export const cover = (id: string, of: number, units = of) =>
  `${id} a EXIT ${of} > ${units}: LIMIT ${units} @ 100.50`;
export const NEXT = at('24-Nov-2026 10:00:00');
