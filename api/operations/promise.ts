import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { pledgedSchema } from '#domain/commitment/schema.ts';
import { tracks } from '#domain/terms.ts';
import { acting } from '../route.ts';
import { commitmentActed, freeText, stepCode } from '../shapes.ts';
import { textOf } from '../vault.ts';
import { caseSubject } from '../views/subjects.ts';
import { readCommitment } from './read-commitment.ts';

const [deliverable, response, resource] = pledgedSchema.options;
const place = { track: z.enum(tracks).optional(), step: stepCode.optional(), waitsOn: z.array(stepCode).max(20).optional() };
/** What is promised in words is sealed: the command carries a reference. Named leads belong to compacts. */
const said = { text: freeText, ...place };
export const promisedBody = z.discriminatedUnion('kind', [deliverable.omit({ lead: true }).extend(said), response.omit({ lead: true }).extend(said), resource.omit({ lead: true }).extend(said)]);

/** The promise as a command says it: where it belongs apart from what is pledged, and a reference for its words. */
export function promisedOf({ text: words, track, step, waitsOn, ...pledged }: z.output<typeof promisedBody>) {
  const text = textOf('commitment', words);
  return { text, pledged: pledgedSchema.parse({ ...pledged, text: text.id }), place: { ...(track && { track }), ...(step !== undefined && { step }), ...(waitsOn && { waitsOn }) } };
}

export const promise = acting({
  id: 'promise',
  path: '/cases/{caseId}/commitments',
  summary: 'Promise something, or ask an agency to promise',
  description: 'Whoever promises for the own agency has accepted. Another agency is asked by the coordinator and owes an answer; until it accepts nobody has promised. `due` is a local day of the agency, at closing time, or a length of time from acceptance (`10wd`). What depends on a step at the survivor\'s pace names it in `waitsOn`: its time does not count while that is outstanding. Whether it counts tells what she has said, so only those who may know that may make it wait for her.',
  status: 201,
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  body: promisedBody,
  answer: commitmentActed,
  actions: ['commitment.promise', 'step.read-signal'],
  asks: () => ({ action: 'commitment.promise' }),
  needs: ({ waitsOn = [] }) => (waitsOn.length > 0 ? ['step.read-signal'] : []),
  sees: 'case.read',
  subject: (ask, actor, { params }) => caseSubject(ask, actor, params.caseId),
  intend: ({ body }, { ledger, keeper }) => {
    const { text, ...promised } = promisedOf(body);
    return { ledger, keeper, body: { type: 'promise', commitment: randomUUID(), ...promised }, texts: [text] };
  },
  refusals: ['CASE_PHASE', 'CASE_FULL', 'NO_COMMITMENTS_HERE', 'NOT_ON_THE_TEAM', 'NOT_THE_HOLDER', 'DATE_IN_THE_PAST', 'DATE_TOO_FAR', 'PERIOD_BACKWARDS', 'VICTIM_PACED_NO_DATE', 'NOT_VICTIM_PACED', 'STEP_FINISHED', 'COMMITMENT_STATE'],
  shows: {
    operation: readCommitment,
    params: (_given, stored) => ({ commitmentId: stored.type === 'promise' ? stored.commitment : '' }),
    location: ({ commitmentId }) => `/commitments/${commitmentId}`,
  },
});
