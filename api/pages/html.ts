/** Pages without script: every value is escaped where it is put in. */

/** Text that is markup already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => replacements[sign] ?? sign);

type Piece = string | number | Markup | readonly Markup[];

export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const put = (piece: Piece): string => (piece instanceof Markup ? piece.text : typeof piece === 'object' ? piece.map(({ text }) => text).join('') : escape(String(piece)));
  return new Markup(parts.reduce((whole, part, index) => `${whole}${put(pieces[index - 1] ?? '')}${part}`));
}

export const nothing = new Markup('');

export const page = (title: string, body: Markup): string => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} - Throughline</title><link rel="stylesheet" href="/style.css"></head>
<body>
<header><a href="/reference">Throughline API</a></header>
<main>
${body}
</main>
</body>
</html>
`.text;

export const style = `
:root { color-scheme: light dark; --line: #8885; --soft: #8882; --accent: #1d5c63; }
@media (prefers-color-scheme: dark) { :root { --accent: #7fc8cf; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); padding: .75rem 1.25rem; font-weight: 600; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
a { color: var(--accent); }
h2 { margin: 3rem 0 .25rem; font-size: 1.25rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { background: var(--soft); padding: .75rem; overflow-x: auto; border-radius: .25rem; white-space: pre-wrap; }
.address { font: .95rem ui-monospace, monospace; overflow-wrap: anywhere; }
.address b { color: var(--accent); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .25rem 0; }
th:first-child { width: 5rem; }
.parameters th:first-child { width: 11rem; }
.parameters th:nth-child(2) { width: 5rem; }
nav ul { columns: 2; padding-left: 1.1rem; }
@media (max-width: 40rem) {
  nav ul { columns: 1; }
  .parameters thead { display: none; }
  .parameters tr { display: block; padding: .3rem 0; border-bottom: 1px solid var(--line); }
  .parameters td { display: block; padding: 0; border: 0; }
}
`;
