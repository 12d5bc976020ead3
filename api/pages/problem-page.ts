/** A page for each problem: where its `type` leads. */
import { problems, slugOf, type ProblemCode } from '../problems.ts';
import type { Operation } from '../route.ts';
import { html, page } from './html.ts';

export const problemCodes = Object.keys(problems) as readonly ProblemCode[];
export const problemOfSlug = (slug: string): ProblemCode | undefined => problemCodes.find((code) => slugOf(code) === slug);

const answeredBy = (code: ProblemCode, operations: readonly Operation[]): readonly Operation[] => operations.filter(({ problems: declared }) => declared.includes(code));

export function problemPage(code: ProblemCode, operations: readonly Operation[]): string {
  const { status, title, whatToDo } = problems[code];
  return page(title, html`
<h1>${title}</h1>
<p><code>${code}</code>, status ${status}.</p>
<h2>What to do</h2>
<p>${whatToDo}</p>
<h2>Where it comes up</h2>
<ul>${answeredBy(code, operations).map(({ id, summary }) => html`<li><a href="/reference#${id}">${summary}</a></li>`)}</ul>
`);
}

/** The same, as a file of docs/problems. */
export function problemFile(code: ProblemCode, operations: readonly Operation[]): string {
  const { status, title, whatToDo } = problems[code];
  const answered = answeredBy(code, operations).map(({ method, path, summary }) => `- ${summary}: \`${method.toUpperCase()} ${path}\``);
  return `# ${title}\n\n\`${code}\`, status ${status}.\n\n## What to do\n\n${whatToDo}\n\n## Where it comes up\n\n${answered.length === 0 ? 'None yet.' : answered.join('\n')}\n`;
}
