/** The file of one survivor, as far as it is open to who asks: who stands by her, what she agreed to, and the papers. And the acts that have a form here. */
import type { z } from 'zod';
import type { VictimAct } from '#domain/victim/schema.ts';
import { actOnVictim } from '../people/act-on-victim.ts';
import { readPapers } from '../people/read-papers.ts';
import { readVictim } from '../people/read-victim.ts';
import { papersShape, victimShape } from '../people/shapes.ts';
import { Problem } from '../problems.ts';
import { classWords } from './access-words.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { victimActWords } from './people-words.ts';
import { agencyOptions, type Visit } from './visit.ts';
import { dayWords, whenWords } from './when.ts';
import { codeWords, listWords, roleWords, sentence } from './words.ts';

type File = z.output<typeof victimShape>;
type NameOf = (agency: string) => string;

/** Acts with a form here; all others have an API and no page yet. What a form cannot ask plainly is not asked. */
const acts = ['stand-by', 'file-paper', 'set-safe-contact', 'record-status', 'withdraw-consent'] as const satisfies readonly VictimAct['act'][];
const isAct = (act: string): act is (typeof acts)[number] => (acts as readonly string[]).includes(act);

/** A consent is withdrawn from its own line: its id is nothing to type. */
function fieldsOfAct(act: string): readonly Field[] {
  const option = optionOf(actOnVictim.body, act);
  return option === undefined ? [] : fieldsOf(option, ['consent', 'supersedes', 'summary', 'outside']);
}

function whoStands({ standing }: File, nameOf: NameOf): readonly string[] {
  return standing.map(({ role, agency, person }) => `${roleWords[role]}, ${nameOf(agency)}${person === undefined ? '' : ` (${person})`}`);
}

/** "Harbour House may read where she is, for safety, until …": who, what, for what, until when. */
function consentsTold({ consents = [] }: File, nameOf: NameOf, visit: Visit, victimId: string) {
  return consents.map(({ id, kind, agency, person, purpose, classes, until, grantor, withdrawnAt }) => {
    const ended = withdrawnAt !== undefined || (until !== undefined && until <= visit.me.now);
    const whom = person === undefined ? nameOf(agency) : `${person} of ${nameOf(agency)}`;
    const what = kind === 'SHARE' ? `may read ${listWords(classes.map((of) => classWords[of]))}` : `is agreed to: ${codeWords(kind)}`;
    const end = withdrawnAt !== undefined ? `Withdrawn on ${whenWords(withdrawnAt, visit.me.zone)}.` : until === undefined ? 'Until it is withdrawn.' : `${ended ? 'It ended' : 'Until'} ${whenWords(until, visit.me.zone)}.`;
    return { says: `${whom} ${what}, for ${codeWords(purpose)}. Agreed by ${grantor === 'SELF' ? 'herself' : codeWords(grantor)}. ${end}`, ended, withdraw: ended ? undefined : `${paths.victim(victimId)}?act=withdraw-consent&consent=${id}` };
  });
}

function facts({ statuses, childRules, hasSafeContact, age, contact }: File): readonly { readonly about: string; readonly says: string }[] {
  const last = statuses.at(-1);
  const line = (about: string, says: string | undefined) => (says === undefined ? [] : [{ about, says }]);
  return [
    ...line('Status', last && `${sentence(codeWords(last.status))}, on ${codeWords(last.basis)}${last.decidedBy === undefined ? '' : `, decided by ${last.decidedBy}`}. Protection depends on none of it.`),
    ...line('Age', childRules ? 'She is treated as a child.' : 'She decides herself.'),
    ...line('Of age on', age?.ofAgeOn && dayWords(age.ofAgeOn)),
    ...line('Languages', contact && contact.languages.length > 0 ? contact.languages.join(', ') : undefined),
    ...line('Reaching her', hasSafeContact ? 'Only by the rule on record, and by those who stand by her.' : 'No safe way is on record. Nobody reaches her before there is.'),
  ];
}

export const herFilePage: Page = {
  path: paths.victim(':victimId'),
  template: 'her-file',
  async show(visit, entries: Entries | undefined) {
    const { victimId = '' } = visit.params;
    const [{ body: file, rev }, { body: papers }] = await Promise.all([visit.read(readVictim, victimShape, { victimId }), visit.read(readPapers, papersShape, { victimId })]);
    const names = await visit.agencies();
    const nameOf = (agency: string): string => names.get(agency) ?? agency;
    const [first] = file.cases;
    const chosen = entries?.['act'] ?? visit.query['act'] ?? '';
    const act = isAct(chosen) ? chosen : undefined;
    return {
      title: first?.pseudonym ?? 'Her file', here: paths.victim(victimId), rev, caseHref: first === undefined ? paths.cases() : paths.victims(first.caseId), facts: facts(file), standing: whoStands(file, nameOf),
      consents: consentsTold(file, nameOf, visit, victimId), log: paths.accessLog(victimId),
      papers: papers.papers.map(({ class: of, kind, recorder, at, text, summary, disclosable }) => ({
        what: `${sentence(classWords[of])}: ${codeWords(kind)}`, by: `${nameOf(recorder)}, ${whenWords(at, visit.me.zone)}`, text: text ?? summary, disclosable,
      })),
      act, consent: entries?.['consent'] ?? visit.query['consent'], words: act && victimActWords[act], fields: act === undefined ? [] : fieldsOfAct(act), agencyOptions: agencyOptions(names),
      choices: acts.filter((each) => each !== 'withdraw-consent').map((value) => ({ value, text: victimActWords[value].label, hint: { text: victimActWords[value].hint } })),
    };
  },
  async wish(visit, entries) {
    const { victimId = '' } = visit.params;
    const act = entries['act'] ?? '';
    if (!isAct(act)) throw new Problem('INVALID_REQUEST');
    const body = { act, ...bodyOf(fieldsOfAct(act), entries), ...(act === 'withdraw-consent' && { consent: entries['consent'] ?? '' }) };
    return { operation: actOnVictim, params: { victimId }, body, said: `victim.${act}`, next: () => paths.victim(victimId) };
  },
};
