/** Figures for people. */
import { formatDecimal, type Ratio } from '../../core/exact.ts';

/** `₹12,34,567.50`: digits grouped as in India. */
export function formatRupees(amount: Ratio): string {
  const [whole = '', decimals = ''] = formatDecimal(amount).split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  return `${sign}₹${groupDigits(whole.slice(sign.length))}.${decimals}`;
}

/** The last three digits, then pairs. */
function groupDigits(digits: string): string {
  const pairs = digits.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ',');
  return pairs === '' ? digits : `${pairs},${digits.slice(-3)}`;
}

/** `1,00,000` */
export function count(many: number): string {
  return groupDigits(String(many));
}

/** `1 order`, `2 orders` */
export function plural(many: number, noun: string): string {
  return `${count(many)} ${noun}${many === 1 ? '' : 's'}`;
}
