import { html, type Markup } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

/** Every page begins with this, in these letters. */
export const PAGE_BEGINS = '<!doctype html>';

/**
 * A whole page in one text. It asks for nothing and runs nothing: the policy in its head forbids it both, should
 * anything ever get in.
 */
export function formatPage(title: string, body: Markup): string {
  const page = html`<html lang="en-IN">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${body}
</body>
</html>`;
  return `${PAGE_BEGINS}\n${page.text}\n`;
}
