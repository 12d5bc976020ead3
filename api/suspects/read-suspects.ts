import { z } from 'zod';
import { unmet } from '#domain/playbook/condition/condition.ts';
import type { Subject } from '#domain/playbook/names.ts';
import { recordsOf, type SeenRecord } from '../matters/records.ts';
import { matterSubject } from '../matters/subjects.ts';
import { reading, type Reader } from '../route.ts';
import { eyesOf } from '../views/alike.ts';
import { stepAnswer } from '../views/answers.ts';
import { knownOf, standingIn, subjectsIn } from '../views/known.ts';
import type { Told } from '../views/playbooks.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';
import { suspectsShape } from './shapes.ts';

type Shown = z.input<typeof suspectsShape>['suspects'][number];
interface OutcomeData { readonly outcome: string | null; readonly under: 'PROSECUTION'; readonly final: boolean; readonly addressed: boolean }
interface ChargeData { readonly suspect: string; readonly alternativeTo: string | null; readonly victims?: readonly string[] }

const finished: readonly string[] = ['DONE', 'NOT_APPLICABLE', 'CANCELLED'];

export const readSuspects = reading({
  id: 'read-suspects',
  path: '/cases/{caseId}/suspects',
  summary: 'Read what became of each suspect',
  description: 'Each by the name of this case: the outcome and under what it is reported, what is known, the charges with what stands in their place, and what is still to be decided. An alternative charge is a full route; nobody is counted, and nobody is ranked.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: suspectsShape,
  action: 'case.read',
  parts: ['compartment.read', 'compartment.read-summary', 'compartment.know'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { params: { caseId } }, subject) => {
    const { ledger } = subject;
    const shell = await reader.tx.caseView.findUniqueOrThrow({ where: { id: caseId } });
    const sees = await eyesOf(reader, resourceOf(subject), shell);
    const matter = await matterSubject(reader.ask, caseId);
    if (matter === undefined || !sees.depth.reads('D2')) return { body: { suspects: [] } };
    const named = await subjectsIn(reader.ask, ledger);
    const records = await recordsOf(reader, ledger, matter, ['outcome', 'charge']);
    const facts = await knownOf(reader, ledger, sees.told, sees.depth);
    const steps = await reader.tx.stepView.findMany({ where: { ledgerId: ledger, state: { notIn: [...finished] }, subject: { in: named.map(({ label }) => label) } }, orderBy: { code: 'asc' }, take: 5_000 });
    const titleOf = await reader.deps.playbooks.titles(reader.ask, shell.playbookId, shell.playbookVersion);
    const suspects = await Promise.all(named.filter(({ kind }) => kind === 'suspect').map(async ({ label }): Promise<Shown> => {
      const charges = named.filter(({ kind, suspect }) => kind === 'charge' && suspect === label).map((each) => each.label);
      const open = steps.filter(({ subject: about }) => about !== null && [label, ...charges].includes(about)).flatMap((row) => stepAnswer(row, titleOf, sees) ?? []).map((step) => ({ step: step.step, title: step.title, holder: step.holder, ...('due' in step && step.due !== undefined && { due: step.due }) }));
      const [next] = open.flatMap(({ due }) => (due === undefined ? [] : [due])).sort();
      return {
        suspect: label, ...(await outcomeOf(reader, ledger, sees.told, { kind: 'suspect', label }, records)), facts: facts.filter(({ about }) => about === label),
        charges: charges.map((charge) => ({ charge, ...placeOf(records, charge), facts: facts.filter(({ about }) => about === charge) })), open, ...(next !== undefined && { next }),
      };
    }));
    return { body: { suspects } };
  },
});

function placeOf(records: readonly SeenRecord[], charge: string) {
  const found = records.find(({ kind, id }) => kind === 'charge' && id === charge);
  const data = (found?.data ?? found?.summary) as unknown as ChargeData | undefined;
  return data === undefined ? {} : { ...(data.alternativeTo !== null && { alternativeTo: data.alternativeTo }), ...(data.victims !== undefined && data.victims.length > 0 && { victims: [...data.victims] }) };
}

/** As far as its class opens; with the names of what is missing where it stands for another until then. */
async function outcomeOf({ ask }: Reader, ledger: string, told: Told | undefined, subject: Subject, records: readonly SeenRecord[]): Promise<Pick<Shown, 'outcome'>> {
  const found = records.find(({ kind, id }) => kind === 'outcome' && id === subject.label);
  const data = (found?.data ?? found?.summary) as unknown as OutcomeData | undefined;
  const outcomes = told?.suspects?.outcomes ?? [];
  const own = outcomes.find(({ outcome }) => outcome === data?.outcome);
  if (data === undefined || data.outcome === null || own === undefined || told === undefined) return {};
  const until = outcomes.find(({ outcome }) => outcome === own.until);
  const gate = until !== undefined && 'gate' in until.when ? until.when.gate : undefined;
  const when = told.gates?.find((each) => each.gate === gate)?.when ?? until?.when;
  const missing = until === undefined ? undefined : unmet(when, told, await standingIn(ask, ledger), subject);
  return {
    outcome: {
      outcome: own.outcome, title: own.title, under: own.under, final: own.final === true, addressed: own.addressed === true,
      ...(until !== undefined && { until: { option: until.outcome, title: until.title } }), ...(missing !== undefined && { missing: [...missing] }),
    },
  };
}
