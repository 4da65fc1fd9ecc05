import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/render-terminal-svg.js', import.meta.url));
const ESC = '\u001b';

function draw(input: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** The lines of the picture that stand for the rows of the terminal. */
function rowsOf(input: string): string[] {
  const lines = draw(input).stdout.split('\n');
  return lines.slice(lines.indexOf('<g xml:space="preserve">') + 1, lines.indexOf('</g>'));
}

describe('the picture of a terminal', () => {
  it('is one SVG with a window, a title and nothing from elsewhere', () => {
    const { status, stdout } = draw('hello\nworld\n', 'a <demo> & more');
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 110" width="540" height="110" role="img" aria-label="a &lt;demo&gt; &amp; more">',
      '<title>a &lt;demo&gt; &amp; more</title>',
    ]);
    expect(stdout.endsWith('</svg>\n')).toBe(true);
    expect(stdout.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(rowsOf('hello\n\nworld\n')).toEqual([
      '<text y="67.87"><tspan x="18">hello</tspan></text>',
      '<text y="105.87"><tspan x="18">world</tspan></text>',
    ]);
  });

  it('shows named, 256 and true colours, and how letters are set', () => {
    const input = [
      `${ESC}[32mgreen${ESC}[0m ${ESC}[1;96mbold${ESC}[22;39m plain`,
      `${ESC}[38;5;202mcube${ESC}[38;5;244mgrey${ESC}[38;2;1;2;3mtrue${ESC}[38:2::255:0:16mcolons${ESC}[m`,
      `${ESC}[2mdim ${ESC}[3;4mslanted${ESC}[0m ${ESC}[7mturned${ESC}[27m`,
    ].join('\n');
    expect(rowsOf(input)).toEqual([
      '<text y="67.87"><tspan x="18" fill="#57c785">green</tspan><tspan x="60"> </tspan><tspan x="68.4" fill="#86e6ec" font-weight="700">bold</tspan><tspan x="102"> plain</tspan></text>',
      '<text y="86.87"><tspan x="18" fill="#ff5f00">cube</tspan><tspan x="51.6" fill="#808080">grey</tspan><tspan x="85.2" fill="#010203">true</tspan><tspan x="118.8" fill="#ff0010">colons</tspan></text>',
      '<rect x="118.8" y="92" width="50.4" height="19" fill="#dbe2ea"/>',
      '<text y="105.87"><tspan x="18" fill-opacity="0.62">dim </tspan><tspan x="51.6" fill-opacity="0.62" font-style="italic" text-decoration="underline">slanted</tspan><tspan x="110.4"> </tspan><tspan x="118.8" fill="#0f141b">turned</tspan></text>',
    ]);
  });

  it('draws one box behind text of one colour, and begins columns where they stand', () => {
    expect(rowsOf(`${ESC}[1;97;41mLIVE  two${ESC}[0m`)).toEqual([
      '<rect x="18" y="54" width="75.6" height="19" fill="#b42a21"/>',
      '<text y="67.87"><tspan x="18" fill="#ffffff" font-weight="700">LIVE  </tspan><tspan x="68.4" fill="#ffffff" font-weight="700">two</tspan></text>',
    ]);
  });

  it('escapes what XML would read, and drops what only a terminal understands', () => {
    const input = `<b> & "q"${ESC}[2K${ESC}]0;title${'\u0007'}${ESC}]8;;x${ESC}\\link${ESC}(B\u0000\u0008\ufffe${ESC}[31`;
    expect(rowsOf(input)).toEqual([
      '<text y="67.87"><tspan x="18">&lt;b&gt; &amp; &quot;q&quot;link�31</tspan></text>',
    ]);
  });

  it('keeps tabs, wide letters and what was written over in their columns', () => {
    expect(rowsOf(`a\tb\nspinning…\rdone\r\n漢字${ESC}[31mred`)).toEqual([
      '<text y="67.87"><tspan x="18">a       </tspan><tspan x="85.2">b</tspan></text>',
      '<text y="86.87"><tspan x="18">done</tspan></text>',
      '<text y="105.87"><tspan x="18">漢字</tspan><tspan x="51.6" fill="#f47067">red</tspan></text>',
    ]);
  });

  it('grows with the longest row', () => {
    expect(draw('x'.repeat(100)).stdout).toContain('viewBox="0 0 876 91"');
  });

  it('refuses to draw nothing', () => {
    expect(draw(' \n')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'Nothing to draw: pipe the output of a command in.\n',
    });
  });
});
