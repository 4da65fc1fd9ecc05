import { INSTRUMENT_KINDS, ORDER_TYPES } from '../../core/orders/order.ts';

/** What people write for kinds of instrument and order; `option` and `stop` stand for two each. */
export const INSTRUMENT_WORDS = [...INSTRUMENT_KINDS, 'option'] as const;
export const ORDER_TYPE_WORDS = [...ORDER_TYPES, 'stop'] as const;
