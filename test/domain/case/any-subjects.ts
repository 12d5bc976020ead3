/** A playbook that says more: steps for each victim, suspect, charge and hand-off, conditions, facts and decisions; and what people and files say of them. */
import type { LoadedPlaybook } from '#start/playbooks.ts';
import canonicalize from 'canonicalize';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import { codeOf } from '#domain/playbook/names.ts';
import { isOpen, type OpenCase } from '#domain/case/state.ts';
import { of, person, type Said } from './any-people.ts';
import { stepCommand, uuid } from './world.ts';

const base = (code: string, role: string, track: string) => ({ code, title: code, track, role, source: 'ours' });
const work = { pacing: 'GUIDANCE', due: '5d', ladder: 'working-days' } as const;

const steps = [
  { ...base('Q1', 'COORDINATOR', 'TEAM'), ...work, repeats: true, decides: { options: [{ option: 'GO_ON', title: 'Go on' }, { option: 'STOP', title: 'Stop', ends: 'Nothing follows.' }] } },
  { ...base('Q2', 'INVESTIGATOR', 'INVESTIGATION'), ...work, opens: { decided: 'Q1', as: ['GO_ON'] }, ends: { all: [{ fact: 'RAID', is: ['NO'] }, { done: 'K1', for: 'any' }] }, requires: { gate: 'KNOWN' } },
  { ...base('K1', 'COMMUNITY_ADVOCATE', 'PROTECTION'), ...work, per: 'victim', ends: { fact: 'CHILD', is: ['NO'] } },
  { ...base('K2', 'COMMUNITY_ADVOCATE', 'PROTECTION'), per: 'victim', pacing: 'VICTIM_PACED', form: 'choice' },
  { ...base('K3', 'INVESTIGATOR', 'INVESTIGATION'), ...work, per: 'victim', after: ['K1'], waitsOn: ['K2'] },
  { ...base('K4', 'COMMUNITY_ADVOCATE', 'PROTECTION'), ...work, due: '14d', ladder: 'offers', per: 'victim', support: true, repeats: true, silencedBy: 'K5' },
  { ...base('K5', 'COMMUNITY_ADVOCATE', 'PROTECTION'), per: 'victim', pacing: 'VICTIM_PACED', form: 'signal' },
  { ...base('K6', 'INVESTIGATOR', 'INVESTIGATION'), per: 'victim', pacing: 'VICTIM_PACED', form: 'statement', gate: 'K5' },
  { ...base('W1', 'PROSECUTOR', 'CHARGING'), ...work, opens: { any: [{ fact: 'RAID', is: ['YES'] }, { gate: 'KNOWN' }] } },
  { ...base('U1', 'PROSECUTOR', 'CHARGING'), ...work, per: 'suspect', opens: { known: 'ARREST' } },
  { ...base('U2', 'PROSECUTOR', 'CHARGING'), ...work, per: 'charge', opens: { not: { done: 'U1' } } },
  { ...base('U3', 'FINANCIAL_INVESTIGATOR', 'CHARGING'), ...work, per: 'charge', after: ['U1'], discipline: ['TAX_FINANCIAL_CRIME'] },
  { ...base('U4', 'FINANCIAL_INVESTIGATOR', 'CHARGING'), ...work, per: 'suspect' },
  { ...base('T1', 'COORDINATOR', 'TEAM'), ...work, per: 'hand-off' },
];

/** The same playbook with all that. */
export function withSubjects({ playbook: before, ...loaded }: LoadedPlaybook): LoadedPlaybook {
  const playbook = playbookSchema.parse({
    ...before,
    facts: [
      { fact: 'RAID', title: 'Raid', is: 'yes-no-unsure', recordedBy: ['COORDINATOR'] }, { fact: 'ARREST', title: 'Arrest', of: 'suspect', is: 'day', recordedBy: ['COORDINATOR'] },
      { fact: 'CHILD', title: 'Child', of: 'victim', is: 'yes-no', from: 'CHILD_RULES' },
    ],
    gates: [{ gate: 'KNOWN', title: 'Known', when: { all: [{ known: 'RAID' }, { done: 'G1' }] } }],
    steps: [...before.steps, ...steps],
  });
  const flaws = checkPlaybook(playbook);
  if (flaws.length > 0) throw new Error(`the generator wrote a faulty playbook: ${flaws.map(({ message }) => message).join('; ')}`);
  return { ...loaded, playbook, body: canonicalize(playbook) ?? '' };
}

/** Rightly and wrongly: victims come and go, speak and are heard; suspects and charges are named; something comes to be known. */
export function aboutSubjects(state: OpenCase, pick: number, how: number): Said {
  const work = of(Object.values(state.steps).filter((step) => isOpen(step) && ['Q1', 'Q2', 'K1', 'U1'].includes(codeOf(step.code))), pick);
  if (how % 5 === 0 && work !== undefined) return [person(work.holder, how), stepCommand(work.code, work.owner === undefined ? { act: 'accept' } : { act: 'complete', ...(work.code === 'Q1' && { option: how % 10 === 0 ? 'GO_ON' : 'STOP' }) })];
  const victim = uuid(950 + (pick % 3));
  const here = state.victims?.[victim];
  const all: readonly Said[1][] = [
    ...(here === undefined ? [{ type: 'victim-joins' as const, victim, as: `V${1 + (pick % 3)}` }] : [{ type: 'her-session' as const, victim }, { type: 'her-word' as const, victim, signal: of(['READY_FOR_INTERVIEW', 'NOT_NOW'] as const, how) ?? 'NOT_NOW' }]),
    ...(how % 4 === 0 ? [{ type: 'victim-leaves' as const, victim }] : []),
    { type: 'her-circumstance', victim, said: of(['CHILD_RULES', 'CHILD_RULES', 'FOREIGN_NATIONAL'] as const, how) ?? 'CHILD_RULES', value: how % 4 > 0 ? 'YES' : 'NO' },
    { type: 'case', act: { act: 'record-fact', fact: 'RAID', value: of(['YES', 'NO', 'UNSURE', 'MAYBE'], how) ?? 'YES' } },
    { type: 'case', act: { act: 'record-fact', fact: of(['ARREST', 'ARREST', 'CHILD', 'NONE'], how) ?? 'ARREST', about: `P${1 + (pick % 2)}`, value: '2021-05-04' } },
    { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: `P${1 + (pick % 2)}` } },
    { type: 'case', act: { act: 'name-subject', kind: 'CHARGE', as: `C${1 + (how % 3)}`, of: `P${1 + (pick % 2)}` } },
  ];
  return [person(how % 9 === 0 ? 'a5' : state.lead, how), of(all, Math.floor(how / 7) + pick) ?? { type: 'victim-leaves', victim }];
}
