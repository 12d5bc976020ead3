/** The reference page: the contract, set for reading. Generated from the same document that /openapi.json serves; no script, no network. */
import type { OpenApiDocument } from '../openapi.ts';
import { isProblemCode, slugOf } from '../problems.ts';
import { html, nothing, page, type Markup } from './html.ts';

type Paths = NonNullable<OpenApiDocument['paths']>;
type Described = NonNullable<Paths[string]['get']>;
type Schema = Readonly<Record<string, unknown>>;

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Described;
}

export function referencePage(document: OpenApiDocument): string {
  const entries = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post'] as const).flatMap((method): Entry[] => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {});
  return page('API reference', html`
<h1>API reference</h1>
<p>${document.info.description ?? ''}</p>
<p>Send <code>Authorization: Bearer</code> with an access token. What is absent and what is not yours look the same. The document behind this page: <a href="/openapi.json">openapi.json</a>.</p>
<nav aria-label="Operations"><ul>${entries.map(({ operation }) => html`<li><a href="#${operation.operationId ?? ''}">${operation.summary ?? ''}</a></li>`)}</ul></nav>
${entries.map(operationPart)}
<h2 id="shapes">Shapes</h2>
${schemas.map(([name, schema]) => html`<details id="shape-${name}"><summary>${name}</summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`)}
`);
}

function operationPart({ method, path, operation }: Entry): Markup {
  const media = operation.requestBody !== undefined && 'content' in operation.requestBody ? operation.requestBody.content['application/json'] : undefined;
  const body = media !== undefined && 'schema' in media ? media.schema : undefined;
  return html`<section>
<h2 id="${operation.operationId ?? ''}">${operation.summary ?? ''}</h2>
<p class="address"><b>${method.toUpperCase()}</b> ${path}</p>
${(operation.description ?? '').split('\n\n').map((text) => html`<p>${linked(text)}</p>`)}
${parameters(operation)}
${body === undefined ? nothing : html`<details><summary>Body</summary><pre>${JSON.stringify(body, null, 2)}</pre></details>`}
${answers(operation)}
</section>`;
}

function parameters(operation: Described): Markup {
  const rows = (operation.parameters ?? []).flatMap((parameter) => ('name' in parameter ? [parameter] : []));
  if (rows.length === 0) return nothing;
  return html`<table class="parameters"><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Form</th><th scope="col">Meaning</th></tr></thead><tbody>
${rows.map(({ name, in: where, required, schema, description }) => html`<tr><td><code>${name}</code>${required === true ? ' (required)' : ''}</td><td>${where}</td><td>${formOf(schema as Schema | undefined)}</td><td>${linked(description ?? '')}</td></tr>`)}
</tbody></table>`;
}

function answers(operation: Described): Markup {
  const rows = Object.entries(operation.responses ?? {}).flatMap(([status, answer]) => ('description' in (answer as object) ? [{ status, answer: answer as { description: string; content?: Record<string, { schema?: Schema }> } }] : []));
  return html`<table><thead><tr><th scope="col">Answer</th><th scope="col">Means</th></tr></thead><tbody>
${rows.map(({ status, answer }) => html`<tr><td>${status}</td><td>${linked(answer.description)} ${shapeLink(answer.content?.['application/json']?.schema)}</td></tr>`)}
</tbody></table>`;
}

/** What stands between backticks is code; a problem's code leads to its page. */
function linked(text: string): Markup {
  const inCode = (code: string): Markup => (isProblemCode(code) ? html`<a href="/problems/${slugOf(code)}"><code>${code}</code></a>` : html`<code>${code}</code>`);
  return html`${text.split('`').map((piece, index) => (index % 2 === 1 ? inCode(piece) : html`${piece}`))}`;
}

function shapeLink(schema: Schema | undefined): Markup {
  const names = [...JSON.stringify(schema ?? {}).matchAll(/#\/components\/schemas\/([A-Za-z]+)/g)].flatMap(([, name]) => name ?? []);
  return html`${[...new Set(names)].map((name) => html` <a href="#shape-${name}">${name}</a>`)}`;
}

function formOf(schema: Schema | undefined): string {
  const { type, format, pattern } = schema ?? {};
  // A known format says more than the expression that checks it.
  return [format ?? type, format === undefined ? pattern : undefined].filter((part) => typeof part === 'string').join(' ');
}
