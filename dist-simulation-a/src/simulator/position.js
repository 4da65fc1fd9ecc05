export function openPosition(instrument, product) {
    return {
        instrument,
        product,
        carriedBuyQuantity: 0,
        carriedSellQuantity: 0,
        carriedBuyValue: 0,
        carriedSellValue: 0,
        buyQuantity: 0,
        sellQuantity: 0,
        buyValue: 0,
        sellValue: 0,
    };
}
/** A holding of earlier days: `quantity` below 0 is short. */
export function carryForward(position, quantity, price) {
    if (quantity >= 0) {
        position.carriedBuyQuantity += quantity;
        position.carriedBuyValue += quantity * price;
    }
    else {
        position.carriedSellQuantity -= quantity;
        position.carriedSellValue -= quantity * price;
    }
}
export function addTrade(position, { order, quantity, price }) {
    if (order.side === 'BUY') {
        position.buyQuantity += quantity;
        position.buyValue += quantity * price;
    }
    else {
        position.sellQuantity += quantity;
        position.sellValue += quantity * price;
    }
}
export function summarise(position, last) {
    const totalBuyQuantity = position.buyQuantity + position.carriedBuyQuantity;
    const totalSellQuantity = position.sellQuantity + position.carriedSellQuantity;
    const totalBuyValue = position.buyValue + position.carriedBuyValue;
    const totalSellValue = position.sellValue + position.carriedSellValue;
    const buyAverage = average(totalBuyValue, totalBuyQuantity);
    const sellAverage = average(totalSellValue, totalSellQuantity);
    const netQuantity = totalBuyQuantity - totalSellQuantity;
    const netPrice = netQuantity > 0 ? buyAverage : netQuantity < 0 ? sellAverage : 0;
    const closed = Math.min(totalBuyQuantity, totalSellQuantity);
    return {
        totalBuyQuantity,
        totalSellQuantity,
        totalBuyValue,
        totalSellValue,
        netQuantity,
        netPrice,
        realised: closed * (sellAverage - buyAverage),
        unrealised: last === null ? 0 : netQuantity * (last - netPrice),
    };
}
export function average(value, quantity) {
    return quantity === 0 ? 0 : value / quantity;
}
//# sourceMappingURL=position.js.map