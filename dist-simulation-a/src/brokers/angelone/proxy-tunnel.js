import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect as connectTls } from 'node:tls';
/** Connects through a proxy that tunnels (CONNECT). Rejects where the proxy or the TLS handshake refuses. */
export async function openTunnel(tunnel) {
    const socket = await connectProxy(tunnel);
    if (!tunnel.secure)
        return socket;
    return new Promise((resolve, reject) => {
        const secure = connectTls({ socket, servername: tunnel.host, minVersion: 'TLSv1.2' }, () => resolve(secure));
        secure.once('error', reject);
    });
}
function connectProxy({ proxy, host, port, localAddress, timeoutMs }) {
    const authority = `${host}:${port}`;
    const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const credentials = proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` };
    const request = (proxy.protocol === 'https:' ? requestHttps : requestHttp)({
        method: 'CONNECT',
        host: proxy.hostname,
        port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
        path: authority,
        headers: { host: authority, ...credentials },
        agent: false,
        timeout: timeoutMs,
        ...(localAddress === undefined ? {} : { localAddress }),
    });
    return new Promise((resolve, reject) => {
        request.once('connect', (response, socket) => {
            if (response.statusCode === 200)
                return resolve(socket);
            socket.destroy();
            reject(new Error(`the proxy answered HTTP ${response.statusCode}`));
        });
        request.once('response', (response) => {
            response.destroy();
            reject(new Error(`the proxy answered HTTP ${response.statusCode}`));
        });
        request.once('timeout', () => request.destroy(new Error('the proxy does not answer')));
        request.once('error', reject);
        request.end();
    });
}
//# sourceMappingURL=proxy-tunnel.js.map