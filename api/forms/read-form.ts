import { z } from 'zod';
import { classOfField } from '#domain/case/forms.ts';
import { codeOf, labelOf } from '#domain/playbook/names.ts';
import { textsOf } from '#domain/playbook/texts.ts';
import { dataClasses, type DataClass } from '#domain/terms.ts';
import { matterSubject, metIn } from '../matters/subjects.ts';
import { compartmentOf, victimSubject, type FoundPaper } from '../people/subjects.ts';
import type { Met } from '../policies/authorise.ts';
import { Problem } from '../problems.ts';
import { readingOne, type Asker } from '../route.ts';
import { agencyId, instant, personId, stepCode } from '../shapes.ts';
import { eyesOf, looksAlike } from '../views/alike.ts';
import { stepRow } from '../views/rows.ts';
import { resourceOf, stepSubject } from '../views/subjects.ts';
import { answersShape, formAsked, type FormAsked, type Sent } from './asked.ts';

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/);
const choiceShape = z.strictObject({ choice: z.string(), title: z.string() });
const fieldShape = z.strictObject({
  field: z.string(), type: z.string(), title: z.string(), help: z.string().optional(), class: z.enum(dataClasses), required: z.boolean(), choices: z.array(choiceShape).optional(),
  most: z.int().optional(), least: z.int().optional(), currency: z.string().optional(),
  known: z.union([z.string(), z.int(), z.array(z.string())]).optional().meta({ description: 'What is known already, to you: it need not be asked again (rule R7)' }),
  knownFrom: z.strictObject({ step: z.string(), at: instant }).optional(),
});
export const formShape = z.strictObject({
  step: stepCode, title: z.string(), language,
  unreviewed: z.boolean().meta({ description: 'No person has read these texts in this language' }),
  options: z.array(z.strictObject({ option: z.string(), title: z.string() })).optional().meta({ description: 'Of a step that decides' }),
  fields: z.array(fieldShape),
  filed: z.array(z.strictObject({ form: z.uuid(), class: z.enum(dataClasses), author: personId, recorder: agencyId, at: instant, fields: z.array(z.string()), answers: answersShape.optional(), disclosable: z.boolean() }))
    .meta({ description: 'What was filed in this step, the latest last; without answers where its class does not open for you' }),
});

interface Row extends FoundPaper {
  readonly step: string;
  readonly occurrence: number;
  readonly victim: string | null;
  readonly fields: readonly string[];
}

/** Everything that was filed in the case about whoever the step stands for, or about the case; as far as row-level security lets it exist. */
const filedIn = ({ ask }: Asker, ledger: string, step: string) => ask<Row>`
  select f.step, f.occurrence, f.victim, f.fields, f.id, f.class, 'FORM' as kind, f.recorder, f.author, f.at, f.text, null as summary, null as supersedes, f.disclosable, is_granted(o.owner, f.class) as granted,
         is_assigned(o.owner, f.class, f.id) as assigned, f.recorder = current_setting('app.agency', true) as own, false as withdrawn, grant_of(o.owner, f.class) as grant, a.id as assignment, d.id as disclosure, d.glass
    from form_view f cross join lateral (select coalesce('victim/' || f.victim, f.ledger_id) as owner) o
    left join lateral assignment_of(o.owner, f.class, f.id) a on true left join lateral disclosure_of(o.owner, f.class, f.recorder) d on true
   where f.ledger_id = ${ledger} and (f.step not like '%:%' or f.step like ${`%:${labelOf(step) ?? ''}`}) order by f.at, f.id limit 1000`;

/** The answers of a row, where its class opens for who asks. */
async function answersOf(asker: Asker, ledger: string, met: { readonly case: Met; readonly hers: Met | undefined }, row: Row): Promise<Sent | undefined> {
  const of = row.class as DataClass;
  if (of !== 'D1' && of !== 'D2') {
    const owner = row.victim === null ? ledger : `victim/${row.victim}`;
    const as = row.victim === null ? met.case : met.hers;
    if (as === undefined || !asker.may('compartment.read', compartmentOf(row, as))) {
      asker.denied({ ledger: owner, class: of, paper: row.id });
      return undefined;
    }
    asker.opened({ ledger: owner, class: of, paper: row.id, depth: 'FULL' });
  }
  const text = await asker.deps.vault.get(asker.ask, row.text);
  return text === undefined ? undefined : answersShape.parse(JSON.parse(text));
}

/** What was written into a step, this time of it: each answer as far as its class opens for who asks; a later one of the same field holds. */
export async function formsFiledIn(asker: Asker, caseId: string, ledger: string, step: string, occurrence: number): Promise<Sent> {
  const asked = await formAsked(asker.ask, caseId, step);
  if (asked === undefined) return {};
  const met = await metOf(asker, caseId, asked);
  const opened: Sent[] = [];
  for (const row of (await filedIn(asker, ledger, step)).filter((each) => each.step === step && each.occurrence === occurrence)) opened.push((await answersOf(asker, ledger, met, row)) ?? {});
  return Object.assign({}, ...opened) as Sent;
}

/** How who asks stands to the case, and to whoever the step stands for. */
async function metOf({ ask }: Asker, caseId: string, { victim }: FormAsked): Promise<{ readonly case: Met; readonly hers: Met | undefined }> {
  const matter = await matterSubject(ask, caseId);
  return { case: matter === undefined ? { working: [], standing: [], supervised: [], removal: false } : metIn(matter), hers: typeof victim === 'string' ? await victimSubject(ask, victim) : undefined };
}

export const readForm = readingOne({
  id: 'read-form',
  path: '/cases/{caseId}/steps/{step}/form',
  summary: 'Read the form of a step',
  description: 'What it asks, in a language if the playbook has it; what is known of it already, to you; and what was filed. Each answer is opened by the data class of its field at this instant, and every opening is noted.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase(), step: stepCode }),
  query: z.strictObject({ language: language.optional() }),
  answer: formShape,
  action: 'step.read',
  parts: ['compartment.read'],
  subject: (ask, actor, { caseId, step }) => stepSubject(ask, actor, caseId, step),
  read: async (asker, { params: { caseId, step }, query }, subject) => {
    const { ask } = asker;
    const row = await stepRow(ask, subject.ledger, step);
    if (looksAlike(row, await eyesOf(asker, resourceOf(subject), row))) return undefined;
    const asked = await formAsked(ask, caseId, step);
    if (asked === undefined) throw new Problem('NOT_FOUND');
    const met = await metOf(asker, caseId, asked);
    const rows = await filedIn(asker, subject.ledger, step);
    const opened: { readonly row: Row; readonly answers: Sent | undefined }[] = [];
    // What says nothing to this form stays shut, and is not noted as read.
    for (const each of rows.filter((row) => isAsked(asked, step, row))) opened.push({ row: each, answers: await answersOf(asker, subject.ledger, met, each) });
    return { body: shown(asked, step, query.language, opened) };
  },
});

function shown({ playbook, definition }: FormAsked, step: string, wanted: string | undefined, opened: readonly { readonly row: Row; readonly answers: Sent | undefined }[]): z.input<typeof formShape> {
  const translation = playbook.translations?.find((each) => each.language === wanted);
  const own = textsOf(playbook);
  const say = (name: string): string => translation?.texts[name] ?? own.get(name) ?? name;
  const of = `step ${definition.code}`;
  const known = (field: { readonly field: string; readonly once?: string | undefined }) => {
    const found = opened.findLast(({ row, answers }) => answers !== undefined && (nameIn(playbook, row.step, field, definition.code) ?? '') in answers);
    const answer = found?.answers?.[nameIn(playbook, found.row.step, field, definition.code) ?? ''];
    return found === undefined || answer === undefined ? {} : { known: answer, knownFrom: { step: found.row.step, at: found.row.at.toISOString() } };
  };
  return {
    step, title: say(of), language: translation?.language ?? playbook.language ?? 'en', unreviewed: translation?.review === 'unreviewed',
    ...(definition.decides !== undefined && { options: definition.decides.options.map(({ option }) => ({ option, title: say(`${of} option ${option}`) })) }),
    fields: (definition.fields ?? []).map((field) => ({
      field: field.field, type: field.type, title: say(`${of} field ${field.field}`), ...(field.help !== undefined && { help: say(`${of} field ${field.field} help`) }), class: classOfField(definition, field), required: field.required === true,
      ...('choices' in field && { choices: field.choices.map(({ choice }) => ({ choice, title: say(`${of} field ${field.field} choice ${choice}`) })) }),
      ...('most' in field && field.most !== undefined && { most: field.most }), ...('least' in field && field.least !== undefined && { least: field.least }), ...('currency' in field && { currency: field.currency }),
      ...known(field),
    })),
    filed: opened.filter(({ row }) => row.step === step).map(({ row, answers }) => ({
      form: row.id, class: row.class as DataClass, author: row.author, recorder: row.recorder, at: row.at.toISOString(), fields: [...row.fields], disclosable: row.disclosable, ...(answers !== undefined && { answers }),
    })),
  };
}

const isAsked = ({ playbook, definition }: FormAsked, step: string, row: Row): boolean =>
  row.step === step || (definition.fields ?? []).some((field) => row.fields.includes(nameIn(playbook, row.step, field, definition.code) ?? ''));

/** What a field is called in the form of another step: itself in its own, and by the name under which the playbook asks once elsewhere. */
function nameIn(playbook: FormAsked['playbook'], step: string, field: { readonly field: string; readonly once?: string | undefined }, home: string): string | undefined {
  if (codeOf(step) === home) return field.field;
  if (field.once === undefined) return undefined;
  return playbook.steps.find(({ code }) => code === codeOf(step))?.fields?.find(({ once }) => once === field.once)?.field;
}
