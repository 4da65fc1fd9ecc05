import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { toFileFinding } from "../findings/finding.js";
/** No configuration is larger. */
const MAX_FILE_BYTES = 1024 * 1024;
/** Reads a file of text, `shownPath` being its name for people. */
export async function readTextFile(path, shownPath) {
    let bytes;
    try {
        bytes = await readBounded(path);
    }
    catch (error) {
        return refuseFile(shownPath, 'file-unreadable', describeFileError(error, shownPath));
    }
    if (bytes.length > MAX_FILE_BYTES) {
        const message = `${shownPath} is larger than 1 MB, so it is no configuration. Split the rules into included files.`;
        return refuseFile(shownPath, 'file-too-large', message);
    }
    try {
        return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
    }
    catch {
        return refuseEncoding(shownPath, bytes);
    }
}
async function readBounded(path) {
    // A pipe would be waited for until somebody writes into it.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
        if ((await handle.stat()).isFIFO())
            throw new NoFileError('a pipe');
        const buffer = Buffer.alloc(MAX_FILE_BYTES + 1);
        let length = 0;
        while (length < buffer.length) {
            const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
            if (bytesRead === 0)
                break;
            length += bytesRead;
        }
        return buffer.subarray(0, length);
    }
    finally {
        await handle.close();
    }
}
/** Something that is there and cannot be read as a file. */
class NoFileError extends Error {
}
/** What stopped a file from being read, in a sentence. */
export function describeFileError(error, shownPath) {
    if (error instanceof NoFileError)
        return `${shownPath} is ${error.message}, not a file. Name a file.`;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const reasons = {
        ENOENT: `There is no file ${shownPath}. Check the path; \`copytrade init\` writes a first file.`,
        ENOTDIR: `There is no file ${shownPath}: a part of the path is no folder.`,
        EISDIR: `${shownPath} is a folder. Name the file in it.`,
        ELOOP: `${shownPath} is a link that leads to itself. Put the file itself there.`,
        EACCES: `${shownPath} may not be read by this user. Check its permissions.`,
    };
    return reasons[code] ?? `${shownPath} cannot be read (${code}).`;
}
function refuseEncoding(shownPath, bytes) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const loose = bytes.toString('utf8');
    const before = utf16 ? '' : loose.slice(0, loose.indexOf('\uFFFD'));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    const byte = bytes[Buffer.byteLength(before)]?.toString(16) ?? '?';
    const what = utf16 ? 'The file is UTF-16' : `Byte 0x${byte} here is not UTF-8`;
    return refuseFile(shownPath, 'not-utf8', `${what}. Save the file as UTF-8.`, { line, column });
}
export function refuseFile(file, code, message, place = { line: 1, column: 1 }) {
    const finding = toFileFinding(file, code, message, place);
    return { ok: false, opened: code !== 'file-unreadable', finding };
}
//# sourceMappingURL=read-text.js.map