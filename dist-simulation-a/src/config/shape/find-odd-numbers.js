import { parseDecimal } from "../../core/exact.js";
import { formatPath } from "../source/source-node.js";
const PLAIN = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/**
 * YAML knows more ways to write a number than people expect. A quantity is money, so only plain decimals pass.
 * @returns the other numbers, each with what to write instead.
 */
export function findOddNumbers(root) {
    const odd = new Map();
    const visit = (node, path) => {
        if (node.kind === 'map') {
            for (const [key, entry] of node.entries)
                visit(entry.value, [...path, key]);
        }
        else if (node.kind === 'list') {
            for (const [index, item] of node.items.entries())
                visit(item, [...path, index]);
        }
        else {
            const message = explainNumber(node);
            if (message !== null)
                odd.set(node, { message, path: formatPath(path) });
        }
    };
    visit(root, []);
    return odd;
}
function explainNumber({ value, text }) {
    if (typeof value !== 'number' || (PLAIN.test(text) && parseDecimal(text) !== null))
        return null;
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    const plain = String(value);
    if (PLAIN.test(plain) && PLAIN.test(text) === false)
        return `\`${shown}\` is easily misread. Write ${plain}.`;
    return `\`${shown}\` is no number that can be used. Write a plain number, such as 100.`;
}
//# sourceMappingURL=find-odd-numbers.js.map