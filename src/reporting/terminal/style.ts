/** Colours of the view by what they mean. A style says nothing that the text does not say as well. */
export type Style =
  | 'plain'
  | 'strong'
  | 'quiet'
  | 'buy'
  | 'sell'
  | 'good'
  | 'bad'
  | 'warning'
  | 'alarm'
  | 'live'
  | 'dry';

/** SGR parameters. */
const SGR: Readonly<Record<Style, string>> = {
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

export function paint(text: string, style: Style): string {
  return style === 'plain' || text === '' ? text : `\u001b[${SGR[style]}m${text}\u001b[0m`;
}
