/**
 * What is left of her file after each thing that may end something of it: who may still read by consent, by standing, by assignment and by disclosure, and whether
 * what her cases do on her word is halted. Typed by hand from the consent rules of the field (domain 5b, 2-4, 7; rule R6), not from the code.
 */
import { describe, expect, it } from 'vitest';
import { victimErrands } from '#domain/victim/errands.ts';
import { agreedIn, isShared } from '#domain/victim/consent/consent.ts';
import { advocateBy, coordinator, guardianBy, guardianGrant, id, openFile, proved, type Act, type OpenFile } from './her-file.ts';

const [spring, summer] = ['2024-03-01T12:00:00.000Z', '2024-05-25T12:00:00.000Z'];
const [guards, grant, wish, assigned, disclosed, own] = [11, 20, 21, 30, 40, 31];

const herself = (consent: number, until: string): Act => {
  const { standing: _standing, views: _views, ...rest } = guardianGrant(consent, guards, until) as Extract<Act, { act: 'grant-consent' }>;
  return { ...rest, by: 'SELF' };
};
const notified = (base: Act): Act => {
  const { until: _until, ...rest } = base as Extract<Act, { act: 'grant-consent' }>;
  return { ...rest, consent: id(wish), kind: 'NOTIFIED', purpose: 'NOTICES', classes: [] };
};

type Age = 'a child' | 'of an age nobody knows' | 'of age';
/** A consent to the police, a wish to be notified, somebody of the police assigned and one disclosure to them; of a child a guardian, who is assigned something too. */
function fileOf(age: Age, ending: Ending): OpenFile {
  const file = openFile(spring);
  if (age === 'a child') file.say(proved(ending === 'her eighteenth birthday' ? '2006-05-20' : '2006-09-20'), coordinator);
  if (age === 'of age') file.say(proved('2000-01-01'), coordinator);
  const consent = age === 'of age' ? herself(grant, '2024-05-28T12:00:00.000Z') : guardianGrant(grant, guards, '2024-05-28T12:00:00.000Z');
  const to = { agency: 'police', person: 'p.agent' };
  const acts: readonly Act[] = [
    advocateBy(10), ...(age === 'of age' ? [] : [guardianBy(guards), { act: 'assign', assignment: id(own), person: 'o.guardian', agency: 'office', class: 'D17', basis: 'LEGAL_DUTY' } as const]),
    consent, notified(consent), { act: 'assign', assignment: id(assigned), ...to, class: 'D8', basis: 'CASE_WORK' },
    { act: 'disclose', disclosure: id(disclosed), basis: 'COURT_ORDER', classes: ['D17'], ...to, toldHer: 'GIVEN', steps: ['LOCATION_WITHHELD'], until: '2024-05-28T12:00:00.000Z' },
  ];
  for (const act of acts) expect([act.act, file.say(act).refusal]).toEqual([act.act, undefined]);
  return file;
}

/** What ends something, each said by whoever may say it, or by time. */
const endings = {
  nothing: (file) => file.passTo('2024-05-01T12:00:00.000Z'),
  'she takes it back': (file) => void file.say({ act: 'withdraw-consent', consent: id(grant) }),
  'its last instant': (file) => file.passTo('2024-05-28T12:00:00.000Z'),
  'her eighteenth birthday': (file) => file.passTo(summer),
  'a body finds her of age': (file) => void file.say({ act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'authority' }, coordinator),
  'a body doubts that she is of age': (file) => void file.say({ act: 'record-age', basis: 'DISPUTED' }, coordinator),
  'suspicion of the guardian': (file) => void file.say({ act: 'suspect-standing', standing: id(guards) }, coordinator),
  'the guardian stands by her no more': (file) => void file.say({ act: 'end-standing', standing: id(guards) }, coordinator),
  'she leaves the case': (file) => void file.say({ act: 'leave-case', case: id(2) }, coordinator),
  'an erasure is asked for': (file) => void file.say({ act: 'request-erasure', erasure: id(50), basis: 'CONSENT_WITHDRAWN' }),
  'an erasure was waited for': (file) => { file.say({ act: 'request-erasure', erasure: id(50), basis: 'CONSENT_WITHDRAWN' }); file.passTo('2024-05-01T12:00:00.000Z'); },
  'a claim holds the file': (file) => void file.say({ act: 'place-hold', hold: id(60), basis: 'LEGAL_CLAIM' }),
} as const satisfies Readonly<Record<string, (file: OpenFile) => void>>;
type Ending = keyof typeof endings;

/**
 * What is left, a letter each: C the police read by consent, W her wish to be notified, G the guardian stands by her, O the guardian's own assignment, A the police
 * are assigned, D what was disclosed to them is open. And H: her case was told to halt what rests on her word.
 */
const left: readonly (readonly [Age, Ending, string])[] = [
  ['a child', 'nothing', 'CWGOAD'],
  ['a child', 'she takes it back', 'WGOAD H'],
  ['a child', 'its last instant', 'WGOA'],
  ['a child', 'her eighteenth birthday', 'WOAD H'],
  ['a child', 'a body finds her of age', 'WOAD H'],
  ['a child', 'a body doubts that she is of age', 'CWGOAD'],
  ['a child', 'suspicion of the guardian', 'AD H'],
  ['a child', 'the guardian stands by her no more', 'CWOAD'],
  ['a child', 'she leaves the case', 'CWGOAD H'],
  ['a child', 'an erasure is asked for', 'CWGOAD'],
  ['a child', 'an erasure was waited for', 'CWGOAD'],
  ['a child', 'a claim holds the file', 'CWGOAD'],
  ['of an age nobody knows', 'nothing', 'CWGOAD'],
  ['of an age nobody knows', 'she takes it back', 'WGOAD H'],
  ['of an age nobody knows', 'its last instant', 'WGOA'],
  ['of an age nobody knows', 'a body finds her of age', 'WOAD H'],
  ['of an age nobody knows', 'a body doubts that she is of age', 'CWGOAD'],
  ['of an age nobody knows', 'suspicion of the guardian', 'AD H'],
  ['of an age nobody knows', 'she leaves the case', 'CWGOAD H'],
  ['of an age nobody knows', 'an erasure is asked for', 'CWGOAD'],
  ['of age', 'nothing', 'CWAD'],
  ['of age', 'she takes it back', 'WAD H'],
  ['of age', 'its last instant', 'WA'],
  ['of age', 'a body finds her of age', 'CWAD'],
  // What she decided as somebody of age is hers; as long as it is in doubt nobody decides anew but a guardian (rule R6).
  ['of age', 'a body doubts that she is of age', 'CWAD'],
  ['of age', 'she leaves the case', 'CWAD H'],
  ['of age', 'an erasure is asked for', 'CWAD'],
  ['of age', 'an erasure was waited for', 'CWAD'],
];

function leftOf(file: OpenFile): string {
  const [now, { consents, standing, assignments, disclosures }] = [file.now(), file.file()];
  const isOpen = (end: { readonly until?: string; readonly endedAt?: string } | undefined): boolean => end !== undefined && end.endedAt === undefined && (end.until === undefined || end.until > now);
  const letters: readonly (readonly [string, boolean])[] = [
    ['C', isShared(file.file(), { agency: 'police' }, 'D4', now)], ['W', consents[id(wish)] !== undefined], ['G', standing[id(guards)] !== undefined], ['O', isOpen(assignments[id(own)])],
    ['A', isOpen(assignments[id(assigned)])], ['D', isOpen(disclosures[id(disclosed)])],
  ];
  // What other ledgers rest on says the same.
  expect(agreedIn(file.file(), now).shares.length > 0).toBe(isShared(file.file(), { agency: 'police' }, 'D4', now));
  const halts = file.changes.flatMap(victimErrands).some(({ body, ledger }) => body.type === 'consent-ended' && ledger === `case/${id(2)}`);
  return `${letters.flatMap(([letter, is]) => (is ? [letter] : [])).join('')}${halts ? ' H' : ''}`;
}

describe('what is left of the file of somebody who is', () => {
  it.each(left)('%s, after: %s', (age, ending, expected) => {
    const file = fileOf(age, ending);
    endings[ending](file);
    expect(leftOf(file)).toBe(expected);
    // Nothing that ended opens again by itself, however late its clock is.
    file.passTo('2024-06-10T12:00:00.000Z');
    const before = leftOf(file).replace(' H', '');
    expect(before.split('').filter((letter) => !expected.includes(letter))).toEqual([]);
  });
});

describe('a file that is erased', () => {
  it('is nothing that anybody may rest on: what was agreed to has ended, and her case is told', () => {
    const file = fileOf('of age', 'an erasure was waited for');
    endings['an erasure was waited for'](file);
    file.approve(id(50));
    expect(file.file().phase).toBe('erased');
    expect(leftOf(file)).toBe('D H');
  });
});
