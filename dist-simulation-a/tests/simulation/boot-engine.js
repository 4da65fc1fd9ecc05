/** The real engine, put together as `composeRun` does it, on one process's clock, files and network. */
import { join } from 'node:path';
import { openAngelOneAccount } from "../../src/brokers/angelone/open-account.js";
import { compileConfig } from "../../src/config/compile-config.js";
import { describeChanges } from "../../src/config/describe-changes.js";
import { ShapeValidators } from "../../src/config/shape/shape-validators.js";
import { Engine } from "../../src/engine/engine.js";
import { ensurePrivateDirectory, formatStamp } from "../../src/journal/private-files.js";
import { createRecordsFile } from "../../src/journal/records-file.js";
import { toSessionInput } from "../../src/replay/recorded-inputs.js";
import { Redactor } from "../../src/secrets/redactor.js";
import { Secret } from "../../src/secrets/secret.js";
import { MortalJournal, MortalRecording, openJournalFile } from "./mortal-files.js";
import { NetworkTransport } from "./network.js";
import { openNetworkSocket } from "./network-socket.js";
import { ForgetfulJournal, sabotageAccount } from "./sabotage.js";
export const VALIDATORS = new ShapeValidators();
/** A run begins with the same few files again and again: at each start, and for each recording that is verified. */
const COMPILED = new Map();
const MOST_COMPILED = 8;
/** @throws where the text is no config */
export function compile(text) {
    const known = COMPILED.get(text) ?? compileAnew(text);
    if (COMPILED.size >= MOST_COMPILED)
        COMPILED.clear();
    COMPILED.set(text, known);
    return known;
}
function compileAnew(text) {
    const result = compileConfig([{ path: 'copytrade.yaml', text }], VALIDATORS);
    if (!result.ok)
        throw new Error(result.findings.map(({ message }) => message).join('\n'));
    return result.config;
}
export function bootEngine(machine, life) {
    const { folder, config, instruments, observe, commit, sabotage } = machine;
    const { clock } = life;
    ensurePrivateDirectory(folder);
    const redactor = new Redactor();
    const redact = (text) => redactor.redactData(text);
    const file = openJournalFile(join(folder, 'journal.db'));
    const Kind = sabotage === 'no_durable_intent' ? ForgetfulJournal : MortalJournal;
    const journal = new Kind(file, { life, commit }, redact);
    const startedAtMs = clock.now();
    const recording = new MortalRecording(folder, startedAtMs, redact, life);
    const recordsFile = createRecordsFile(folder, startedAtMs, redact);
    const engine = new Engine({
        clock,
        config,
        mode: 'live',
        session: formatStamp(startedAtMs),
        openAccount: (settings) => Promise.resolve(openAccount(settings, machine, { life, redactor, journal })),
        instruments,
        journal,
        recording,
        recordsFile,
        logFile: '',
        observe: (event) => {
            if (!life.isDead)
                observe(event);
        },
        redact,
        compile: (recorded) => compile(recorded.files[0]?.text ?? ''),
        readInput: toSessionInput,
        ask: null,
        describeChanges,
    });
    const reap = () => {
        journal.reap();
        recording.close();
        recordsFile.close();
    };
    return { engine, journal, recording: recording.path, reap };
}
function openAccount(settings, { network, accounts, instruments, random, sabotage }, { life, redactor, journal }) {
    const sample = accounts.find(({ role }) => role === settings.name);
    if (!sample)
        throw new Error(`there is no account ${settings.name}`);
    const { clientCode, pin, totpSecret, apiKey } = sample.options;
    const account = openAngelOneAccount({
        credentials: {
            apiKey: new Secret(apiKey),
            clientId: clientCode,
            password: new Secret(pin),
            totpSecret: new Secret(totpSecret),
        },
        redactor,
        clock: life.clock,
        random: () => random.next(),
        findSymbolToken: (exchange, symbol) => instruments.bySymbol(exchange, symbol)?.symbolToken ?? null,
        way: {
            transport: new NetworkTransport(network, life, clientCode),
            openSocket: (target) => openNetworkSocket(network, life, target, clientCode),
        },
    });
    const plannedOf = (tag) => journal.plannedOf(tag);
    return sabotageAccount(account, { sabotage, role: sample.role, plannedOf });
}
//# sourceMappingURL=boot-engine.js.map