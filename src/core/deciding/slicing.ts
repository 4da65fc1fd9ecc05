/** Orders above the freeze quantity become several (section 4.8 of the contract). */

/** Ten hours of all the orders that the broker takes: nobody has meant a quantity of so many. */
const MAX_SLICES = 10_000;

/**
 * Full slices first, each a whole number of lots.
 * @returns the quantities, or null where the freeze is below one lot, or so far below the quantity that it is none.
 */
export function sliceQuantity(
  quantity: number,
  lotSize: number | null,
  freezeQuantity: number | null,
): number[] | null {
  if (freezeQuantity === null || quantity <= freezeQuantity) return [quantity];
  const lot = lotSize ?? 1;
  const slice = Math.floor(freezeQuantity / lot) * lot;
  if (slice <= 0 || quantity / slice > MAX_SLICES) return null;
  const slices: number[] = [];
  let rest = quantity;
  for (; rest > slice; rest -= slice) slices.push(slice);
  slices.push(rest);
  return slices;
}
