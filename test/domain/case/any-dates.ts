/** A playbook whose dates are counted from what happens and by legal clocks, and what people say of them: rightly, wrongly, and over again. */
import type { LoadedPlaybook } from '#start/playbooks.ts';
import canonicalize from 'canonicalize';
import { playbookSchema } from '#domain/playbook/schema.ts';
import { isOpen, type OpenCase, type Step } from '#domain/case/state.ts';
import type { StepAct } from '#domain/case/schema.ts';
import { dayIn, of, person, type Said } from './any-people.ts';
import { stepCommand, type World } from './world.ts';

const base = (code: string, role: string, track: string) => ({ code, title: code, track, role, source: 'unverified: counsel' });
const law = { pacing: 'STATUTORY', ladder: 'statutory' } as const;
const ours = { pacing: 'GUIDANCE', ladder: 'working-days' } as const;
const unknown = { within: '5wd', ladder: 'working-days' };
const versions = (length: string, later: string) => [{ length, source: 'an act', review: 'unverified: counsel' }, { from: '2021-03-10', length: later, source: 'a later act', review: 'unverified: counsel' }];
const exclusions = [{ basis: 'STAYED', title: 'Stayed' }];
const extensions = [{ extension: 'MORE', title: 'More', by: '10d', most: 2 }];

const clocks = [
  { clock: 'XX.TRIAL', title: 'Trial', kind: 'STATUTORY', starts: { fact: 'FILED' }, versions: versions('70d', '60d'), exclusions, extensions },
  { clock: 'XX.WORKED', title: 'Decision', kind: 'STATUTORY', starts: { fact: 'SEEN' }, versions: versions('15wd', '20wd'), exclusions },
  { clock: 'XX.SOL', title: 'Limitation', kind: 'LEGAL_HORIZON', starts: { fact: 'LAST_ACT' }, versions: versions('5y', '6y'), exclusions },
  { clock: 'XX.REST', title: 'Recovery', kind: 'PROTECTED_PERIOD', starts: { fact: 'SEEN' }, versions: versions('45d', '30d'), extensions },
];
const facts = [
  { fact: 'FILED', title: 'Filed', of: 'suspect', is: 'day', recordedBy: ['COORDINATOR'] }, { fact: 'SEEN', title: 'Seen', is: 'day', recordedBy: ['COORDINATOR'] },
  { fact: 'LAST_ACT', title: 'Last act', is: 'day', recordedBy: ['COORDINATOR'] }, { fact: 'HEARING', title: 'Hearing', is: 'instant', recordedBy: ['COORDINATOR'] },
];
const steps = [
  { ...base('Z1', 'PROSECUTOR', 'CHARGING'), ...law, per: 'suspect', due: { clock: 'XX.TRIAL', unknown } },
  { ...base('Z2', 'PROSECUTOR', 'CHARGING'), ...law, due: { clock: 'XX.WORKED', unknown } },
  { ...base('Z3', 'INVESTIGATOR', 'INVESTIGATION'), ...ours, due: { before: '3wd', of: { fact: 'HEARING' }, atLeast: '2d', atMost: '3mo', unknown }, waitsOn: ['V3'] },
  { ...base('Z4', 'INVESTIGATOR', 'INVESTIGATION'), ...ours, pacing: 'AGREED', answer: unknown, due: { after: '10d', of: { done: 'C1' }, unknown } },
  { ...base('Z5', 'COORDINATOR', 'TEAM'), ...ours, due: '10d', schedule: ['10d', '15wd', '2mo'] },
  { ...base('Z6', 'PROSECUTOR', 'CHARGING'), pacing: 'LEGAL_HORIZON', horizon: { clock: 'XX.SOL', unknown }, warnings: ['365d', '180d', '90d', '30d'], testimony: ['V2'], decision: 'D1' },
  { ...base('Z7', 'COORDINATOR', 'PROTECTION'), pacing: 'PROTECTED_PERIOD', lasts: { clock: 'XX.REST' }, locks: ['V2'] },
  { ...base('Z8', 'PROSECUTOR', 'CHARGING'), ...law, due: { at: { fact: 'HEARING' }, unknown }, notBefore: { after: '20d', of: { fact: 'SEEN' } } },
];

/** The same playbook with all that. */
export function withDates({ playbook: before, ...loaded }: LoadedPlaybook): LoadedPlaybook {
  const playbook = playbookSchema.parse({ ...before, facts, clocks, steps: [...before.steps, ...steps] });
  return { ...loaded, playbook, body: canonicalize(playbook) ?? '' };
}

/** Something becomes known or was wrong; days are left out, a clock is lengthened; a second person agrees. */
export function aboutDates(world: World, state: OpenCase, pick: number, how: number): Said {
  const mine = Object.values(state.steps).filter((step) => isOpen(step) && step.code.startsWith('Z'));
  const step = of(how % 2 === 0 ? mine.filter(({ nearer, counted }) => nearer !== undefined || counted?.clock !== undefined) : mine, pick);
  const work = of(Object.values(state.steps).filter((each) => isOpen(each) && ['Z5', 'Z8', 'V3'].includes(each.code)), pick);
  if (how % 4 === 3 && work !== undefined) return [person(work.holder, how), stepCommand(work.code, { act: work.owner === undefined ? 'accept' : 'complete' })];
  const about = `P${1 + (pick % 2)}`;
  if (how % 3 > 0 && step !== undefined) return [person(step.nearer === undefined && step.inclusion === undefined ? step.holder : state.lead, how), stepCommand(step.code, actOn(world, step, pick, how))];
  const day = dayIn(world, (how % 90) - 40);
  const all: readonly Said[1][] = [
    { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: about } },
    { type: 'case', act: { act: 'record-fact', fact: 'FILED', about, value: day } },
    { type: 'case', act: { act: 'record-fact', fact: 'SEEN', value: day } },
    { type: 'case', act: { act: 'record-fact', fact: 'LAST_ACT', value: dayIn(world, -((how * 7) % 1_900)) } },
    { type: 'case', act: { act: 'record-fact', fact: 'HEARING', value: `${day}T${10 + (how % 9)}:30:00.000Z` } },
    { type: 'case', act: { act: 'choose-clock-version', clock: of(clocks, how)?.clock ?? '', from: how % 4 === 0 ? 'FIRST' : '2021-03-10' } },
  ];
  const said = of(all, Math.floor(how / 3) + pick);
  const by = person(state.lead, how);
  return [said?.type === 'case' && said.act.act === 'choose-clock-version' ? { ...by, roles: ['PROSECUTOR'] } : by, said ?? { type: 'victim-leaves', victim: '' }];
}

function actOn(world: World, { owner, nearer, counted, inclusion }: Step, pick: number, how: number): StepAct {
  const left = inclusion ?? of(counted?.clock?.excluded ?? [], pick);
  if (nearer !== undefined && how % 3 === 1) return { act: 'confirm-date' };
  if (left !== undefined && nearer === undefined && how % 2 === 0) return { act: 'include', basis: left.basis, from: left.from, to: left.to, reason: 'RULED_OTHERWISE' };
  if (owner === undefined && how % 5 === 0) return { act: 'accept' };
  if (how % 7 === 0) return { act: 'complete' };
  if (how % 4 === 0) return { act: 'extend', extension: how % 8 === 0 ? 'MORE' : 'NONE' };
  return { act: 'exclude', basis: how % 13 === 0 ? 'NONE' : 'STAYED', from: dayIn(world, (pick % 60) - 20), to: dayIn(world, (pick % 60) + (how % 40) - 21) };
}

export const isOfDates = (code: string): boolean => code.startsWith('Z');
