/** A SmartAPI-compatible broker on loopback: for trying, for tests, for drills. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { assembleSimulator } from './assemble-simulator.ts';
import { createControl } from './control.ts';
import { createHttpServer } from './http/http-server.ts';
import { ORDER_FEED_PATH, refuse } from './order-push.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import type { Steering } from './steering.ts';

export interface Simulator extends Steering {
  /** `http://127.0.0.1:PORT`, the base of every path. */
  readonly url: string;
  readonly orderFeedUrl: string;
  readonly instrumentsUrl: string;
  readonly port: number;
  /** Ends everything; open requests are cut. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** @throws where the port is taken (`EADDRINUSE`), or an option names an unknown instrument. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { world, push, steering, close: end } = assembleSimulator(options);
  const control = options.control ? createControl(options.control.token, steering) : null;
  const server = createHttpServer({ ...world, control });
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] === ORDER_FEED_PATH) push.upgrade(request, socket, head);
    else refuse(socket, 404);
  });
  try {
    const port = await listen(server, options.port ?? 0);
    return { ...steering, ...locate(port), close: () => close(server, end) };
  } catch (error) {
    end();
    throw error;
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function locate(port: number): Pick<Simulator, 'port' | 'url' | 'orderFeedUrl' | 'instrumentsUrl'> {
  const url = `http://${HOST}:${port}`;
  return {
    port,
    url,
    orderFeedUrl: `ws://${HOST}:${port}${ORDER_FEED_PATH}`,
    instrumentsUrl: `${url}/OpenAPI_File/files/OpenAPIScripMaster.json`,
  };
}

async function close(server: Server, end: () => void): Promise<void> {
  end();
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
