/** The contract, made from the declarations: what is not declared is not documented, and the other way round. */
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { problems, type ProblemCode } from './problems.ts';
import type { Operation } from './route.ts';
import { problemShape } from './shapes.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const headerTexts = {
  ETag: 'Revision of the thing: send it back as `If-Match`',
  Location: 'Address of what was made',
  'Idempotent-Replay': '`true` if this act had been sent before and was not recorded again',
} as const;

export function openApiOf(operations: readonly Operation[]): OpenApiDocument {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version: '1',
      description: 'Who holds the next step of a case, what clock runs on it, and who is told when it goes quiet. Instants are UTC with milliseconds. Every refusal is a problem document (RFC 9457) with a page of its own.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT (RFC 9068)' } } },
    paths,
  });
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { answer, body } = operation;
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: `${operation.description}\n\nPolicy: ${operation.actions.join(', ')}.`,
    requestParams: { path: operation.params, query: operation.query, header: operation.headers },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [`${answer.status}`]: {
        description: answer.status === 201 ? 'Recorded, and made' : body === undefined ? 'As it stands now' : 'Recorded',
        headers: Object.fromEntries(answer.headers.map((name) => [name, { description: headerTexts[name], schema: { type: 'string' } }])),
        content: { 'application/json': { schema: answer.shape } },
      },
      ...refusalsOf(operation.problems),
    },
  };
}

function refusalsOf(codes: readonly ProblemCode[]): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([one], [other]) => one - other)
      .map(([status, same]) => [
        `${status}`,
        { description: same.map((code) => `\`${code}\`: ${problems[code].title}`).join('; '), content: { 'application/problem+json': { schema: problemShape } } },
      ]),
  );
}
