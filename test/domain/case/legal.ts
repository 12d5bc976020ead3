/** The starter with dates that are counted from what happens: arrests, hearings, legal clocks of a country that does not exist. */
import { playbookSchema } from '#domain/playbook/schema.ts';
import type { LoadedPlaybook } from '#start/playbooks.ts';
import { launching, orchard, starter, type Tale } from './world.ts';

const counsel = { source: 'unverified: counsel', role: 'PROSECUTOR', track: 'PROCEEDINGS' } as const;
const law = { ...counsel, pacing: 'STATUTORY', ladder: 'statutory' } as const;
const ours = { ...counsel, pacing: 'GUIDANCE', ladder: 'working-days', source: 'ours' } as const;
const unknown = { within: '5wd', ladder: 'working-days' };
const clock = (key: string, title: string, kind: string, length: string, more: object = {}) => ({ clock: key, title, kind, versions: [{ length, source: 'an act', review: 'unverified: counsel' }], ...more });

const facts = [
  { fact: 'ARRESTED', title: 'Arrested', of: 'suspect', is: 'day', recordedBy: ['PROSECUTOR', 'INVESTIGATOR'] },
  { fact: 'FILED', title: 'Indictment filed', of: 'suspect', is: 'day', recordedBy: ['PROSECUTOR'] },
  { fact: 'SENTENCING', title: 'Day of sentencing', is: 'day', recordedBy: ['PROSECUTOR'] },
  { fact: 'HEARING', title: 'Hearing', is: 'instant', recordedBy: ['PROSECUTOR'] },
  { fact: 'LAST_ACT', title: 'Last act', is: 'day', recordedBy: ['PROSECUTOR'] },
  { fact: 'POSITIVE', title: 'Reasonable grounds', is: 'day', recordedBy: ['COORDINATOR'] },
];
const clocks = [
  clock('XX.INDICT30', 'Indictment', 'STATUTORY', '30d', { starts: { fact: 'ARRESTED' }, extensions: [{ extension: 'NO_JURY', title: 'No grand jury sits', by: '30d', most: 1 }] }),
  clock('XX.TRIAL70', 'Trial', 'STATUTORY', '70d', { starts: { fact: 'FILED' }, exclusions: [{ basis: 'ENDS_OF_JUSTICE', title: 'Ends of justice' }] }),
  clock('XX.MIN30', 'Earliest trial', 'STATUTORY', '30d', { starts: { fact: 'FILED' } }),
  clock('XX.SOL', 'Limitation', 'LEGAL_HORIZON', '5y', { starts: { fact: 'LAST_ACT' }, exclusions: [{ basis: 'FUGITIVE', title: 'At large' }] }),
  {
    clock: 'XX.REST', title: 'Recovery', kind: 'PROTECTED_PERIOD', starts: { fact: 'POSITIVE' }, extensions: [{ extension: 'MORE', title: 'She needs more', by: '15d', most: 2 }],
    versions: [{ length: '45d', source: 'an act', review: 'unverified: counsel' }, { from: '2021-04-01', length: '30d', source: 'a later act', review: { by: 'A lawyer', on: '2021-02-01' } }],
  },
];
const steps = [
  { ...law, code: 'S7.1', title: 'Charge', per: 'suspect', due: { clock: 'XX.INDICT30' }, opens: { known: 'ARRESTED' } },
  { ...law, code: 'S7.3', title: 'Trial clock', per: 'suspect', due: { clock: 'XX.TRIAL70', unknown }, opens: { known: 'ARRESTED' }, notBefore: { clock: 'XX.MIN30' } },
  { ...law, code: 'S8.1', title: 'Loss list', due: { before: '60d', of: { fact: 'SENTENCING' }, unknown } },
  { ...ours, code: 'S7.2', title: 'Notice of the hearing', due: { before: '2wd', of: { fact: 'HEARING' }, atLeast: '1d', atMost: '20d', unknown } },
  { ...ours, code: 'S7.4', title: 'At the hearing', due: { at: { fact: 'HEARING' }, unknown } },
  { ...ours, code: 'S7.5', title: 'On the day of sentencing', due: { at: { fact: 'SENTENCING' }, unknown } },
  { ...ours, code: 'S7.6', title: 'Two hours after sentencing begins', ladder: 'hours', due: { after: '2h', of: { fact: 'SENTENCING' }, unknown } },
  { ...ours, code: 'S7.8', title: 'After the joint plan', pacing: 'AGREED', answer: { within: '3wd', ladder: 'working-days' }, due: { after: '10wd', of: { done: 'S3.1' } }, after: ['S3.1'] },
  { ...ours, code: 'S9.5', title: 'Review', due: '1mo', schedule: ['1mo', '3mo', '6mo'] },
  { ...counsel, code: 'LIM.5', title: 'Limitation', pacing: 'LEGAL_HORIZON', horizon: { clock: 'XX.SOL', unknown }, warnings: ['365d', '180d', '90d', '30d'], testimony: ['S5.2'], decision: 'LIM.2' },
  { code: 'S2.9', title: 'Recovery', role: 'COORDINATOR', track: 'PROTECTION', source: 'unverified: counsel', pacing: 'PROTECTED_PERIOD', lasts: { clock: 'XX.REST' }, locks: ['S5.2'] },
];

export const lawful: LoadedPlaybook = { ...starter, playbook: playbookSchema.parse({ ...starter.playbook, facts, clocks, steps: [...starter.playbook.steps, ...steps] }) };

/** Launched on the morning of 8 March 2021, a Monday; P1 is known. */
export function lawfulTale(): Tale & { record: (fact: string, value: string, about?: string) => ReturnType<Tale['say']> } {
  const tale = orchard('2021-03-08 09:30', launching, lawful);
  tale.launch();
  tale.say(prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: 'P1' } });
  return { ...tale, record: (fact, value, about) => tale.say(prosecutor, { type: 'case', act: { act: 'record-fact', fact, value, ...(about !== undefined && { about }) } }) };
}
export const prosecutor = { person: 'usao-prosecutor', agency: 'usao', roles: ['PROSECUTOR', 'COORDINATOR'] } as const;
