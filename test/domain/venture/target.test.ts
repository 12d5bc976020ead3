/** What is matched between teams: only what has a form in which no person fits, only of the venture, so many a day, and told once. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor, Facts } from '#domain/facts.ts';
import { decideVenture } from '#domain/venture/decide.ts';
import { evolveVenture } from '#domain/venture/evolve.ts';
import { ventureNotices, ventureRows } from '#domain/venture/rows.ts';
import type { VentureCommandBody } from '#domain/venture/schema.ts';
import { absentVenture, type VentureState } from '#domain/venture/state.ts';
import { normalForm, targetKinds, type TargetKind } from '#domain/venture/target/kinds.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const police: Actor = { person: 'po', agency: 'b', roles: ['INVESTIGATOR'] };
const rules = { kinds: ['PHONE', 'VEHICLE'], perDay: 2 };

function venture(deconfliction: object | undefined = rules) {
  let state: VentureState = absentVenture;
  let now = '2022-03-10T15:00:00.000Z';
  let phase = 'open';
  const say = (body: VentureCommandBody, by = police) => {
    const before = state;
    const subjects = { P1: { kind: 'suspect' }, P2: { kind: 'suspect', isVictim: true } };
    const facts = { now, tzdb: '', agencies: {}, holidays: {}, without: [], playbookHash: '', playbook: { deconfliction }, case: { id: 'c', phase, lead: 'b', team: { b: { zone: 'America/Chicago', region: '' } }, subjects } } as unknown as Facts;
    const decided = decideVenture(before, { ...body, by }, facts);
    expect(decided.events.reduce(evolveVenture, before)).toEqual(decided.state);
    state = decided.state;
    const changes = decided.events.map((event, index) => ({ index, event, before, after: decided.state }));
    return { said: decided.refusal?.code ?? decided.events.map(({ type }) => type), rows: ventureRows(changes), notices: ventureNotices(changes) };
  };
  const put = (as: string, kind: 'PERSON' | 'COMPANY', more: object = {}) => say({ type: 'venture', act: { act: 'put-on-map', as, record: id(1), kind, class: 'D10', words: id(2), ...more } });
  const register = (n: number, node = 'N1', kind: TargetKind = 'PHONE') => say({ type: 'target', act: { act: 'register-target', node, kind, target: id(n), value: id(100 + n) } });
  const tell = (n: number, contact: { agency: string; person?: string }) => say({ type: 'deconfliction', act: { act: 'tell', target: id(n), contact } });
  return { say, put, register, tell, take: () => say({ type: 'target', act: { act: 'take-contact' } }), at: (instant: string) => { now = instant; }, standing: (word: string) => { phase = word; }, state: () => state };
}

test('nobody is told to call nobody, and only what the playbook matches is taken, from the map of an open case', () => {
  expect(venture({ ...rules, kinds: ['VEHICLE'] }).register(1).said).toBe('NO_RULES_OF_DECONFLICTION');
  const { put, register, take, standing } = venture();
  put('N1', 'COMPANY');
  expect(register(1, 'N9').said).toBe('NOT_FOUND');
  expect(register(1).said).toBe('NO_CONTACT_NAMED');
  expect(take().rows).toMatchObject([{ kind: 'venture-contact', class: 'D10', data: { agency: 'b', person: 'po' } }]);
  expect(register(1, 'N1', 'SITE').said).toBe('NO_RULES_OF_DECONFLICTION');
  expect(register(1).rows).toEqual([{ kind: 'venture-target', id: id(1), class: 'D10', subject: undefined, recorder: 'b', author: 'po', at: '2022-03-10T15:00:00.000Z', state: 'ACTIVE', data: { node: 'N1', kind: 'PHONE' }, texts: { value: id(101) } }]);
  standing('closed');
  expect(register(2).said).toBe('CASE_PHASE');
});

test('nothing of a person is taken who is no suspect, or is one of the victims too, and nothing that a bank has reported', () => {
  const { put, register, take } = venture();
  take();
  put('N1', 'PERSON', { subject: 'P1' });
  put('N2', 'PERSON', { subject: 'P2' });
  put('N3', 'PERSON');
  put('N4', 'COMPANY', { class: 'D13' });
  expect([register(1, 'N1').said, register(2, 'N2').said, register(3, 'N3').said, register(4, 'N4').said]).toEqual([['TargetRegistered'], 'TARGET_UNFIT', 'TARGET_UNFIT', 'REPORT_NOT_MATCHED']);
});

test('so many in 24 hours, whatever was withdrawn since: nobody goes through a list of guesses', () => {
  const { say, put, register, take, at } = venture();
  take();
  put('N1', 'COMPANY');
  register(1);
  expect(say({ type: 'target', act: { act: 'withdraw-target', target: id(1) } }).rows).toMatchObject([{ id: id(1), state: 'WITHDRAWN' }]);
  register(2);
  expect(register(3).said).toBe('TARGETS_SPENT');
  at('2022-03-11T14:59:59.999Z');
  expect(register(3).said).toBe('TARGETS_SPENT');
  at('2022-03-11T15:00:00.000Z');
  expect([register(3).said, register(4).said, register(5).said]).toEqual([['TargetRegistered'], ['TargetRegistered'], 'TARGETS_SPENT']);
});

test('a match is a person to call, said once to whoever is called here; a closed case has no targets', () => {
  const { say, put, register, take, tell, state } = venture();
  take();
  put('N1', 'COMPANY');
  register(1);
  const match = tell(1, { agency: 'x', person: 'px' });
  expect(match.rows).toEqual([{ kind: 'venture-match', id: `${id(1)}/x/px`, class: 'D10', subject: undefined, recorder: 'b', author: 'po', at: '2022-03-10T15:00:00.000Z', data: { target: id(1), agency: 'x', person: 'px' } }]);
  expect(match.notices).toEqual([{ index: 0, kind: 'match', level: null, subject: 'N1', to: { agency: 'b', person: 'po' }, urgent: true }]);
  expect(tell(1, { agency: 'x', person: 'px' }).said).toEqual([]);
  expect(tell(1, { agency: 'x', person: 'py' }).said).toEqual(['TargetMatched']);
  expect(tell(7, { agency: 'x', person: 'px' }).said).toEqual([]);
  expect(say({ type: 'deconfliction', act: { act: 'case-closed' } }).rows).toMatchObject([{ kind: 'venture-target', state: 'WITHDRAWN' }]);
  expect(state()).toMatchObject({ targets: {} });
  expect(tell(1, { agency: 'y' }).said).toEqual([]);
});

test('two who mean the same write the same', () => {
  const same: readonly (readonly [TargetKind, string, string, string])[] = [
    ['PHONE', '+1 (312) 555-0143', '0013125550143', '+13125550143'], ['ACCOUNT', 'gb29 nwbk 6016 1331 9268 19', 'GB29NWBK60161331926819', 'GB29NWBK60161331926819'], ['VEHICLE', 'us-tx abc 1234', 'US-TX ABC-1234', 'USTX:ABC1234'],
    ['COMPANY', 'DE HRB 12345 B', 'de-hrb-12345-b', 'DEHRB12345B'], ['SITE', '86hjw8xv+gq', '86HJ W8XV+GQ', '86HJW8XV+GQ'], ['CHANNEL', 'telegram: 1001234567', 'TELEGRAM:1001234567', 'TELEGRAM:1001234567'], ['COMPANY', 'GB 0123-4567', 'gb01234567', 'GB01234567'], ['COMPANY', '5493 001K JTIIGC8Y1R12', '5493001kjtiigc8y1r12', '5493001KJTIIGC8Y1R12'], ['ACCOUNT', '0210-00021:1234 56789', '021000021:123456789', '021000021:123456789'],
  ];
  for (const [kind, one, two, form] of same) expect([kind, normalForm(kind, one), normalForm(kind, two)]).toEqual([kind, form, form]);
});

test('no name fits, with or without a date of birth, nor what is made of one (refusal 19)', () => {
  const word = fc.stringMatching(/^[A-Za-zÀ-ž' .-]{1,40}$/);
  const hex = fc.constantFrom(32, 40, 56, 64, 96, 128).chain((length) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)));
  const born = fc.tuple(word, fc.constantFrom(' 1990-01-02', '02/01/1990', ' 1990', '/020190')).map((parts) => parts.join(''));
  const fits = (value: string): readonly TargetKind[] => targetKinds.filter((kind) => normalForm(kind, value) !== undefined);
  fc.assert(fc.property(word, (name) => { expect(fits(name)).toEqual([]); }));
  fc.assert(fc.property(hex, (hash) => { expect(fits(hash)).toEqual([]); }));
  // What is left of a short name between a country and a number is a plate.
  fc.assert(fc.property(born.filter((text) => text.replace(/\P{L}/gu, '').length > 8), (text) => { expect(fits(text)).toEqual([]); }));
});
