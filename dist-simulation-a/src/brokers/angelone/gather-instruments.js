import { JsonListSplitter } from "./json-list-splitter.js";
import { InstrumentMasterReader } from "./read-instrument-master.js";
/** The file has some 40 MB in 2026. */
const MAX_MASTER_BYTES = 256 * 1024 * 1024;
/** The instrument master is not what it should be. */
export class InstrumentMasterError extends Error {
    code = 'INSTRUMENT_MASTER';
}
/**
 * Gathers the instruments of a master that arrives in pieces, never holding the whole text.
 * @throws InstrumentMasterError where it is no list of objects, ends in the middle or is larger than any master.
 */
export async function gatherInstruments(pieces) {
    const decoder = new TextDecoder();
    const splitter = new JsonListSplitter();
    const reader = new InstrumentMasterReader();
    let bytes = 0;
    for await (const piece of pieces) {
        bytes += piece.length;
        if (bytes > MAX_MASTER_BYTES)
            throw new InstrumentMasterError(`it is larger than ${MAX_MASTER_BYTES} bytes`);
        addRows(splitter, reader, decoder.decode(piece, { stream: true }));
    }
    return finish(splitter, reader);
}
function addRows(splitter, reader, text) {
    try {
        for (const row of splitter.push(text))
            reader.add(JSON.parse(row));
    }
    catch (error) {
        throw toMasterError(error);
    }
}
function finish(splitter, reader) {
    try {
        splitter.end();
        return reader.result();
    }
    catch (error) {
        throw toMasterError(error);
    }
}
function toMasterError(error) {
    return error instanceof SyntaxError ? new InstrumentMasterError(error.message, { cause: error }) : error;
}
//# sourceMappingURL=gather-instruments.js.map