/** SGR parameters. */
const SGR = {
    plain: '',
    strong: '1',
    quiet: '2',
    buy: '1;36',
    sell: '1;35',
    good: '32',
    bad: '31',
    warning: '33',
    alarm: '1;97;41',
    live: '1;97;41',
    dry: '1;36',
};
export function paint(text, style) {
    return style === 'plain' || text === '' ? text : `\u001b[${SGR[style]}m${text}\u001b[0m`;
}
//# sourceMappingURL=style.js.map