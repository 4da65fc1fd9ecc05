/**
 * Runs the broker's own client, as published, in a process and a folder of its own: it writes error.log into the
 * working directory and ends the process when its public-IP look-up fails. Reads one call a line, answers one a line.
 */
const dgram = require('node:dgram');
const https = require('node:https');
const readline = require('node:readline');

const { url, orderFeedUrl, apiKey, timeout } = JSON.parse(process.argv[2]);
const noticed = { contacts: [], rejections: [] };

// Its look-up must not leave this machine: every attempt is noted, and fails.
dgram.Socket.prototype.send = (...args) => {
  const address = args.find((arg) => typeof arg === 'string' && /^\d+(\.\d+){3}$/.test(arg));
  if (address) noticed.contacts.push(`udp ${address}`);
  throw new Error('no network');
};
https.request = (options) => {
  noticed.contacts.push(`https ${options.hostname ?? options.host}`);
  throw new Error('no network');
};
process.on('unhandledRejection', (error) => noticed.rejections.push(error.message));

require('smartapi-javascript/config/constant').CONSTANTS.wsclientupdatesURL = orderFeedUrl;
const { SmartAPI, WSOrderUpdates } = require('smartapi-javascript');

const client = new SmartAPI({ api_key: apiKey, root: url, timeout });
const ticks = [];
let feed = null;

const own = {
  noticed: () => noticed,
  ticks: () => ticks,
  async openFeed(params) {
    feed = new WSOrderUpdates(params);
    feed.on('tick', (tick) => ticks.push(tick));
    await feed.connect();
  },
  end() {
    if (feed) feed.close();
    setImmediate(() => process.exit(0));
  },
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const { name, args } = JSON.parse(line);
  try {
    const value = await (own[name] ? own[name](...args) : client[name](...args));
    process.stdout.write(`${JSON.stringify({ value: value ?? null })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
  }
});
