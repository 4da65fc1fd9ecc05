import { formatDecimal, type Ratio } from '../core/exact.ts';

/** `₹12,34,567.50`: digits grouped as in India. */
export function formatRupees(amount: Ratio): string {
  const [whole = '', decimals = ''] = formatDecimal(amount).split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  return `${sign}₹${groupDigits(whole.slice(sign.length))}.${decimals}`;
}

/** The last three digits, then pairs. */
export function groupDigits(digits: string): string {
  const pairs = digits.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ',');
  return pairs === '' ? digits : `${pairs},${digits.slice(-3)}`;
}
