/** A follower's own orders by push, where its broker pushes: one feed of the account that it has now. */
import type { BrokerAccount, OrderFeed, OrderReading } from '../../brokers/port.ts';

export class OwnFeed {
  #feed: OrderFeed | null = null;
  #broker: BrokerAccount | null = null;

  /** Opens none where the account has one. What happened before is only in the book. */
  open(broker: BrokerAccount, onOrder: (reading: OrderReading) => void): void {
    if (broker.capabilities.orderPush === 'none' || this.#broker === broker) return;
    this.#broker = broker;
    this.#feed = broker.openOrderFeed({ onConnected: () => {}, onDisconnected: () => {}, onOrder });
  }

  async close(): Promise<void> {
    await this.#feed?.close();
  }
}
