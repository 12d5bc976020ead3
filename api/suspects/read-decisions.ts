import { z } from 'zod';
import { codeOf, keyOf } from '#domain/playbook/names.ts';
import { formsFiledIn } from '../forms/read-form.ts';
import { recordsOf, type SeenRecord } from '../matters/records.ts';
import { matterSubject } from '../matters/subjects.ts';
import { readingOne, type Asker } from '../route.ts';
import type { Told } from '../views/playbooks.ts';
import { caseSubject } from '../views/subjects.ts';
import { decisionsShape } from './shapes.ts';

interface DecisionData { readonly step: string; readonly code: string; readonly occurrence: number; readonly option: string }
type Shown = z.input<typeof decisionsShape>['decisions'][number];
type DecisionTold = NonNullable<Told['steps'][number]['decides']>;

/** The decisions of a case, oldest first, as far as they open for who asks. */
export async function decisionsOf(asker: Asker, caseId: string, ledger: string, told: Told | undefined): Promise<readonly Shown[]> {
  const matter = await matterSubject(asker.ask, caseId);
  if (matter === undefined) return [];
  const records = await recordsOf(asker, ledger, matter, ['decision']);
  const steps = await stepsIn(asker, ledger);
  const shown = records.map((record) => decision(record, records, told, steps));
  return Promise.all(shown.map(async (each, index) => {
    // Where the class of the decision is theirs whole, so may be what was written down with it: each answer by its own class.
    const answers = records[index]?.data === undefined || each.occurrence === undefined ? undefined : await formsFiledIn(asker, caseId, ledger, each.step, each.occurrence);
    return answers === undefined || Object.keys(answers).length === 0 ? each : { ...each, answers };
  }));
}

type Stood = ReadonlyMap<string, { readonly state: string; readonly since: Date }>;
const stepsIn = async ({ ask }: Asker, ledger: string): Promise<Stood> =>
  new Map((await ask<{ code: string; state: string; since: Date }>`select code, state, since_at as since from step_view where ledger_id = ${ledger}`).map((row) => [row.code, row]));

const stepOf = ({ id }: SeenRecord): string => id.split('/')[0] ?? '';
const dataOf = ({ data, summary }: SeenRecord): DecisionData | undefined => (data ?? summary) as unknown as DecisionData | undefined;

function decision(record: SeenRecord, all: readonly SeenRecord[], told: Told | undefined, steps: Stood): Shown {
  const step = stepOf(record);
  const definition = told?.steps.find(({ code }) => code === codeOf(step));
  const data = dataOf(record);
  const decides = definition?.decides;
  const [before, after] = [all.slice(0, all.indexOf(record)), all.slice(all.indexOf(record) + 1)];
  const place = (of: SeenRecord, later: SeenRecord): boolean => isPlaced(of, later, told);
  const [supersedes, supersededBy] = [before.findLast((each) => place(each, record)), after.find((each) => place(record, each))];
  return {
    id: record.id, step, title: definition?.title ?? step, class: record.class, recorder: record.recorder, at: record.at, ...(record.subject !== undefined && { subject: record.subject }), ...(record.author !== undefined && { author: record.author }),
    ...(data !== undefined && { occurrence: data.occurrence, decided: optionIn(decides, data.option) }),
    ...(supersedes !== undefined && { supersedes: supersedes.id }), ...(supersededBy !== undefined && { supersededBy: supersededBy.id }),
    ...reviewOf(record, decides, after, told, steps), ...explainedOf(record, decides, steps),
  };
}

/** A later decision in the same step, or in one that says so, about the same subject. */
function isPlaced(of: SeenRecord, later: SeenRecord, told: Told | undefined): boolean {
  const taken = told?.steps.find(({ code }) => code === codeOf(stepOf(later)))?.decides?.supersedes ?? [];
  return of.subject === later.subject && (stepOf(of) === stepOf(later) || taken.includes(codeOf(stepOf(of))));
}

const optionIn = (decides: DecisionTold | undefined, option: string) => ({ option, title: decides?.options.find((each) => each.option === option)?.title ?? option });
const subjectOf = ({ subject }: SeenRecord) => (subject === undefined ? undefined : { label: subject });

function reviewOf(record: SeenRecord, decides: DecisionTold | undefined, after: readonly SeenRecord[], told: Told | undefined, steps: Stood): Pick<Shown, 'review'> {
  if (decides?.review === undefined) return {};
  const step = keyOf(decides.review, subjectOf(record));
  const said = after.find((each) => stepOf(each) === step);
  const data = said && dataOf(said);
  const stood = steps.get(step);
  const at = said?.at ?? (stood?.state === 'DONE' && stood.since.toISOString() >= record.at ? stood.since.toISOString() : undefined);
  return { review: { step, done: at !== undefined, ...(at !== undefined && { at }), ...(data !== undefined && { decided: optionIn(told?.steps.find(({ code }) => code === decides.review)?.decides, data.option) }) } };
}

function explainedOf(record: SeenRecord, decides: DecisionTold | undefined, steps: Stood): Pick<Shown, 'explained'> {
  if (decides?.explained === undefined) return {};
  const step = keyOf(decides.explained, subjectOf(record));
  const stood = steps.get(step);
  const done = stood?.state === 'DONE';
  return { explained: { step, done, ...(done && { at: stood.since.toISOString() }) } };
}

export const readDecisions = readingOne({
  id: 'read-decisions',
  path: '/cases/{caseId}/decisions',
  summary: 'Read the decisions of a case',
  description: 'In order, each under its data class: what was decided, by whom and why, who looked at it, whether it was explained, and what it takes the place of. Nothing is edited; a later decision stands beside an earlier one.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  query: z.strictObject({ subject: z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,2}$/).optional().meta({ description: 'Only those about this suspect, charge or victim' }) }),
  answer: decisionsShape,
  action: 'case.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (asker, { params: { caseId }, query }, { ledger }) => {
    const all = await decisionsOf(asker, caseId, ledger, await toldOf(asker, caseId));
    return { body: { decisions: all.filter(({ subject }) => query.subject === undefined || subject === query.subject) } };
  },
});

/** What of the playbook of a case is told. */
export async function toldOf({ ask, deps }: Asker, caseId: string): Promise<Told | undefined> {
  const [pin] = await ask<{ id: string; version: number }>`select playbook_id as id, playbook_version as version from case_view where id = ${caseId}::uuid`;
  return pin && deps.playbooks.told(ask, pin.id, pin.version);
}
