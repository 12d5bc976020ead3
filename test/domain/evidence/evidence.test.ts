/** Evidence: custody passes from one agency to the next and to nobody else; how far the proof relies on testimony follows from the matrix alone; the case hears of both. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideEvidence, factsTold } from '#domain/evidence/decide.ts';
import { evolveEvidence } from '#domain/evidence/evolve.ts';
import { relianceBySuspect, relianceOfCase, relianceOfRoute } from '#domain/evidence/reliance.ts';
import { evidenceRows } from '#domain/evidence/rows.ts';
import { relianceLevels, sourceKinds, strengths, type EvidenceAct } from '#domain/evidence/schema.ts';
import { absentEvidence, neededIn, type EvidenceState, type SourceKind } from '#domain/evidence/state.ts';
import { caseErrands } from '#domain/case/victims.ts';
import type { OpenCase } from '#domain/case/state.ts';
import type { Actor, Facts } from '#domain/facts.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const prosecutor: Actor = { person: 'pr', agency: 'a', roles: ['PROSECUTOR'] };
const police: Actor = { person: 'po', agency: 'b', roles: ['INVESTIGATOR'] };
const hash = 'a'.repeat(64);

function evidence(known: Record<string, string> = {}) {
  let state: EvidenceState = absentEvidence;
  const facts = {
    now: '2022-03-10T15:00:00.000Z', tzdb: '', agencies: {}, holidays: {}, without: [], playbookHash: '', playbook: {},
    case: {
      id: 'c', phase: 'open', lead: 'a', playbook: { id: 'p', version: 1, hash: '' }, team: { a: { zone: 'America/Chicago', region: '' }, b: { zone: 'America/Chicago', region: '' } },
      victims: { [id(901)]: 'V1', [id(902)]: 'V2' }, subjects: { D1: { kind: 'suspect' }, D2: { kind: 'suspect' }, C1: { kind: 'charge', of: 'D1' } }, facts: known,
    },
  } as unknown as Facts;
  const decide = (act: EvidenceAct, by = police) => decideEvidence(state, { type: 'evidence', act, by }, facts);
  return {
    state: () => (state.phase === 'absent' ? undefined : state), decide,
    say: (act: EvidenceAct, by = police) => {
      const before = state;
      const decided = decide(act, by);
      expect(decided.events.reduce(evolveEvidence, before)).toEqual(decided.state);
      state = decided.state;
      return decided.refusal?.code ?? decided.events.map((event) => event.type);
    },
    agesDecided: () => {
      const decided = decideEvidence(state, { type: 'ages-decided', by: police }, facts);
      state = decided.state;
      return decided.events.map(({ type }) => type);
    },
    rows: (act: EvidenceAct, by = police) => {
      let at = state;
      return evidenceRows(decide(act, by).events.map((event, index) => {
        const before = at;
        at = evolveEvidence(at, event);
        return { index, event, before, after: at };
      }));
    },
  };
}
type Filing = Extract<EvidenceAct, { act: 'file-item' }>;
const file = (as: string, more: Partial<Filing> = {}): EvidenceAct => ({ act: 'file-item', as, record: id(1), kind: 'DEVICE', origin: 'SEIZURE', basis: 'WARRANT', class: 'D10', sha256: hash, words: id(2), ...more });
const route = (as: string, elements: string[], more: Partial<Extract<EvidenceAct, { act: 'open-route' }>> = {}): EvidenceAct => ({ act: 'open-route', as, about: 'D1', label: 'TRAFFICKING', victims: ['V1'], elements, ...more });
const source = (of: string, element: string, kind: SourceKind, strength: (typeof strengths)[number] = 'STRONG'): EvidenceAct => ({ act: 'add-source', route: of, element, source: kind, strength });

test('custody: only who has it hands it over, only who is sent it says that it came, and a hash that differs stays said', () => {
  const { say, state, decide } = evidence();
  expect(say(file('E1'))).toEqual(['EvidenceOpened', 'ItemFiled']);
  expect(say(file('E1'))).toBe('SUBJECT_KNOWN');
  expect(say({ act: 'hand-item-over', item: 'E1', to: 'b' }, prosecutor)).toBe('CUSTODY_ELSEWHERE');
  expect(say({ act: 'hand-item-over', item: 'E1', to: 'elsewhere' })).toBe('NOT_ON_THE_TEAM');
  expect(say({ act: 'hand-item-over', item: 'E1', to: 'b' })).toBe('HAND_OFF_TO_SELF');
  expect(say({ act: 'hand-item-over', item: 'E1', to: 'a' })).toEqual(['ItemHandedOver']);
  expect(say({ act: 'hand-item-over', item: 'E1', to: 'a' })).toBe('CUSTODY_ELSEWHERE');
  expect(say({ act: 'receive-item', item: 'E1', sha256: hash })).toBe('CUSTODY_ELSEWHERE');
  expect(say({ act: 'receive-item', item: 'E1' }, prosecutor)).toBe('HASH_REQUIRED');
  expect(decide({ act: 'receive-item', item: 'E1', sha256: 'b'.repeat(64) }, prosecutor).events[0]).toMatchObject({ type: 'ItemReceived', from: 'b', differs: true });
  expect(say({ act: 'receive-item', item: 'E1', sha256: hash }, prosecutor)).toEqual(['ItemReceived']);
  expect(state()?.items).toMatchObject({ E1: { custodian: 'a' } });
});

test('images of abuse are facts of their own class, and what is sealed for a grand jury is filed by a prosecutor', () => {
  const { say } = evidence();
  expect(say(file('E1', { kind: 'CHILD_ABUSE_IMAGES' }))).toBe('EVIDENCE_CLASS');
  expect(say(file('E1', { kind: 'CHILD_ABUSE_IMAGES', class: 'D14' }))).toEqual(['EvidenceOpened', 'ItemFiled']);
  expect(say(file('E2', { class: 'D12' }))).toBe('EVIDENCE_CLASS');
  expect(say(file('E2', { class: 'D12' }), prosecutor)).toEqual(['ItemFiled']);
});

test('the case hears of the next day on which something is lost, and when nothing is', () => {
  const { say } = evidence();
  expect(say(file('E1', { expires: '2022-06-01' }))).toEqual(['EvidenceOpened', 'ItemFiled', 'EvidenceTold']);
  expect(say(file('E2', { expires: '2022-07-01' }))).toEqual(['ItemFiled']);
  expect(say({ act: 'extend-preservation', item: 'E1', expires: '2022-03-01' })).toBe('DATE_IN_THE_PAST');
  expect(say({ act: 'extend-preservation', item: 'E1', expires: '2022-08-30' })).toEqual(['PreservationExtended', 'EvidenceTold']);
  expect(say({ act: 'secure-item', item: 'E1' })).toEqual(['ItemSecured']);
  expect(say({ act: 'secure-item', item: 'E2' })).toEqual(['ItemSecured', 'EvidenceTold']);
  expect(say({ act: 'secure-item', item: 'E2' })).toBe('NOT_FOUND');
  expect(factsTold({ due: '2022-06-01', reliance: 'HIGH' })).toEqual([{ fact: 'RELIANCE', value: 'HIGH' }, { fact: 'PRESERVATION_DUE', value: '2022-06-01' }, { fact: 'PRESERVATION_OPEN', value: 'YES' }]);
  expect(factsTold({ due: 'NOTHING' })).toEqual([{ fact: 'PRESERVATION_OPEN', value: 'NO' }]);
});

// Worked by hand: what carries the act and what carries the purpose, and what that comes to.
const h = 'VICTIM_STATEMENT';
test.each<[string, readonly SourceKind[], readonly SourceKind[]]>([
  ['TOTAL', [], []], ['TOTAL', [h], [h]], ['TOTAL', [h], []], ['HIGH', ['DOCUMENT'], [h]], ['HIGH', ['WITNESS'], [h]], ['HIGH', ['DIGITAL'], []], ['MEDIUM', ['WITNESS'], ['WITNESS']], ['MEDIUM', ['DOCUMENT'], ['WITNESS', h]],
  ['LOW', ['DOCUMENT'], ['DIGITAL']], ['LOW', ['EXPERT', h], ['SUSPECT_STATEMENT', h]], ['LOW', ['PHYSICAL'], ['FINANCIAL', 'WITNESS']],
])('%s: act by %j, purpose by %j', (level, act, purpose) => {
  const sources = (kinds: readonly SourceKind[]) => kinds.map((kind, nth) => ({ nth, kind, strength: 'SUPPORTING' as const }));
  expect(relianceOfRoute({ elements: { ACT: sources(act), PURPOSE: sources(purpose) } })).toBe(level);
});

test('a weak source carries nothing; the best open way counts for a suspect, the suspect who needs testimony most for the case', () => {
  const { say, state } = evidence();
  const levels = () => state()?.reliance;
  expect(say(route('R1', ['ACT', 'PURPOSE']))).toBe('NOT_THE_HOLDER');
  expect(say(route('R1', ['ACT', 'PURPOSE']), prosecutor)).toEqual(['EvidenceOpened', 'RouteOpened', 'RelianceComputed', 'EvidenceTold']);
  expect(levels()).toEqual({ D1: 'TOTAL' });
  say(source('R1', 'ACT', 'DIGITAL', 'WEAK'));
  expect(levels()).toEqual({ D1: 'TOTAL' });
  say(source('R1', 'ACT', 'DIGITAL'));
  expect(levels()).toEqual({ D1: 'HIGH' });
  say(route('R2', ['TRANSFER'], { label: 'ALTERNATIVE', victims: [] }), prosecutor);
  say(source('R2', 'TRANSFER', 'FINANCIAL'));
  expect(levels()).toEqual({ D1: 'LOW' });
  say(route('R3', ['ACT'], { about: 'D2' }), prosecutor);
  expect(levels()).toEqual({ D1: 'LOW', D2: 'TOTAL' });
  expect(relianceOfCase(levels() ?? {})).toBe('TOTAL');
  say({ act: 'close-route', route: 'R2' }, prosecutor);
  expect(levels()).toEqual({ D1: 'HIGH', D2: 'TOTAL' });
  expect(say({ act: 'strike-source', source: 2, why: 'SUPPRESSED' })).toEqual(['SourceStruck', 'RelianceComputed']);
  expect(levels()).toEqual({ D1: 'TOTAL', D2: 'TOTAL' });
  expect(say({ act: 'close-route', route: 'R3' }, prosecutor)).toEqual(['RouteClosed', 'RelianceComputed']);
  expect(levels()).toEqual({ D1: 'TOTAL' });
});

test('means need not be proved of a child, or of whoever may be one, if nobody else is concerned', () => {
  const child = { 'CHILD_RULES:V1': 'YES', 'CHILD_RULES:V2': 'NO' };
  const elements = ['ACT', 'MEANS', 'PURPOSE'];
  const open = (victims: string[], label: 'TRAFFICKING' | 'ALTERNATIVE' = 'TRAFFICKING') => {
    const { say, state } = evidence(child);
    say(route('R1', elements, { victims, label }), prosecutor);
    const opened = state()?.routes['R1'];
    return opened === undefined ? [] : Object.keys(neededIn(opened));
  };
  expect(open(['V1'])).toEqual(['ACT', 'PURPOSE']);
  expect(open(['V1', 'V2'])).toEqual(elements);
  expect(open(['V2'])).toEqual(elements);
  expect(open([])).toEqual(elements);
  expect(open(['V1'], 'ALTERNATIVE')).toEqual(elements);
  const { say } = evidence(child);
  say(route('R1', elements), prosecutor);
  expect(say(source('R1', 'MEANS', h))).toBe('ELEMENT_UNKNOWN');
});

test('once her age is decided means have to be proved, or need not be, of each route that is about her; what was found for them stays', () => {
  const known: Record<string, string> = { 'CHILD_RULES:V1': 'YES', 'CHILD_RULES:V2': 'YES' };
  const { say, state, agesDecided } = evidence(known);
  const elements = ['ACT', 'MEANS'];
  say(route('R1', elements, { victims: ['V1'] }), prosecutor);
  say(route('R2', elements, { victims: ['V1', 'V2'], about: 'D2' }), prosecutor);
  say(route('R3', elements, { victims: ['V1'], label: 'ALTERNATIVE' }), prosecutor);
  say(source('R1', 'ACT', 'DOCUMENT'));
  say(source('R2', 'ACT', 'DOCUMENT'));
  const stand = () => [state()?.routes['R1'], state()?.routes['R2']].map((each) => each?.withoutMeans ?? false);
  expect([stand(), state()?.reliance, state()?.told.reliance, agesDecided()]).toEqual([[true, true], { D1: 'LOW', D2: 'LOW' }, 'LOW', []]);
  known['CHILD_RULES:V2'] = 'NO';
  expect([agesDecided(), stand(), state()?.reliance]).toEqual([['MeansRecounted', 'RelianceComputed', 'EvidenceTold'], [true, false], { D1: 'LOW', D2: 'HIGH' }]);
  say(source('R2', 'MEANS', 'FINANCIAL'));
  known['CHILD_RULES:V1'] = 'NO';
  expect([agesDecided(), stand(), state()?.reliance]).toEqual([['MeansRecounted', 'RelianceComputed', 'EvidenceTold'], [false, false], { D1: 'HIGH', D2: 'LOW' }]);
  Object.assign(known, { 'CHILD_RULES:V1': 'YES', 'CHILD_RULES:V2': 'YES' });
  // Whatever is said of the evidence next hears of it too, and what proves means is still there.
  expect([say({ act: 'strike-source', source: 2, why: 'LOST' }).slice(0, 2), stand(), state()?.routes['R2']?.elements['MEANS']?.length]).toEqual([['SourceStruck', 'MeansRecounted'], [true, true], 1]);
});

test('the case says so to its evidence, where there is a matrix, and to nobody else', () => {
  const said = { type: 'FactRecorded', fact: 'CHILD_RULES', about: 'V1', value: 'NO', at: '2022-03-10T15:00:00.000Z', by: 'file' } as const;
  const open = (facts: Readonly<Record<string, string>>) => ({ phase: 'open', id: 'c', facts }) as unknown as OpenCase;
  expect(caseErrands(said, open({ RELIANCE: 'LOW' }))).toMatchObject([{ ledger: 'evidence/c', keeper: 'evidence/c', body: { type: 'ages-decided' } }]);
  expect([caseErrands(said, open({})), caseErrands({ ...said, fact: 'NOTIFIED' }, open({ RELIANCE: 'LOW' }))]).toEqual([[], []]);
});

test('whatever is in the matrix, a source that is nobody\'s testimony never raises the level, nor does any other', () => {
  const one = fc.record({ kind: fc.constantFrom(...sourceKinds), strength: fc.constantFrom(...strengths), nth: fc.nat() });
  const routes = fc.array(fc.record({ about: fc.constantFrom('D1', 'D2'), elements: fc.dictionary(fc.constantFrom('ACT', 'MEANS', 'PURPOSE', 'KNOWLEDGE'), fc.array(one, { maxLength: 4 }), { minKeys: 1 }) }), { minLength: 1, maxLength: 4 });
  const whole = (all: readonly { about: string; elements: Record<string, readonly (typeof one extends fc.Arbitrary<infer T> ? T : never)[]> }[]) =>
    relianceBySuspect({ routes: Object.fromEntries(all.map((each, index) => [`R${index + 1}`, { ...each, label: 'TRAFFICKING' as const, isOpen: true }])) });
  fc.assert(fc.property(routes, one, fc.nat(), fc.nat(), (all, added, which, where) => {
    const chosen = all[which % all.length];
    const names = Object.keys(chosen?.elements ?? {});
    const element = names[where % names.length] ?? '';
    const more = all.map((each) => (each === chosen ? { ...each, elements: { ...each.elements, [element]: [...(each.elements[element] ?? []), added] } } : each));
    const [before, after] = [whole(all), whole(more)];
    for (const [about, level] of Object.entries(after)) expect(relianceLevels.indexOf(level)).toBeLessThanOrEqual(relianceLevels.indexOf(before[about] ?? 'TOTAL'));
  }), { numRuns: 200 });
});

test('rows: an item and its moves under its class, the level alone in the summary of the matrix', () => {
  const { say, rows } = evidence();
  expect(rows(file('E1', { kind: 'CHILD_ABUSE_IMAGES', class: 'D14' }))).toMatchObject([{ kind: 'evidence-item', class: 'D14', texts: { words: id(2) } }, { kind: 'custody', class: 'D14', state: 'HELD', data: { custodian: 'b' } }]);
  expect(rows(route('R1', ['ACT']), prosecutor)).toMatchObject([{ kind: 'route', class: 'D10', subject: 'D1', summary: { level: 'TOTAL' } }, { kind: 'route-victims', id: 'R1', data: { victims: ['V1'] } }, { kind: 'reliance', subject: 'D1', state: 'TOTAL', recorder: 'a' }]);
  say(file('E1'));
  expect(rows({ act: 'hand-item-over', item: 'E1', to: 'a' })).toMatchObject([{ kind: 'custody-transfer', id: 'E1/1' }, { kind: 'custody', state: 'ON_ITS_WAY' }]);
});

test('as much as its rules let in stays below what a ledger may hold, and one more is refused', () => {
  let state: EvidenceState = absentEvidence;
  const long = 'y'.repeat(59);
  const team = { a: { zone: 'America/Chicago', region: '' }, [`a${long}`]: { zone: 'America/Chicago', region: '' }, [`b${long}`]: { zone: 'America/Chicago', region: '' } };
  const facts = { now: '2022-03-10T15:00:00.000Z', tzdb: '', agencies: {}, holidays: {}, without: [], playbookHash: '', playbook: {}, case: { id: id(3), phase: 'open', lead: 'a', team, victims: {}, subjects: { D40: { kind: 'suspect' } }, facts: {} } } as unknown as Facts;
  const by = { ...prosecutor, agency: `b${long}` };
  const say = (act: EvidenceAct) => {
    const decided = decideEvidence(state, { type: 'evidence', act, by }, facts);
    state = decided.state;
    return decided.refusal?.code;
  };
  for (let n = 1; n <= 100; n += 1) {
    expect(say(file(`E${n}`, { expires: '2022-06-01' }))).toBeUndefined();
    expect(say({ act: 'hand-item-over', item: `E${n}`, to: `a${long}` })).toBeUndefined();
  }
  for (let n = 1; n <= 30; n += 1) expect(say(route(`R${n}`, ['ACT', ...[1, 2, 3, 4, 5, 6, 7].map((m) => 'ABCDEFG'.charAt(m - 1).repeat(20))], { about: 'D40', victims: [] }))).toBeUndefined();

  for (let n = 1; n <= 250; n += 1) expect(say({ ...source(`R${(n % 30) + 1}`, 'ACT', 'SUSPECT_STATEMENT', 'SUPPORTING'), item: 'E100' } as EvidenceAct)).toBeUndefined();
  expect(say(file('E101'))).toBe('CASE_FULL');
  expect(say(source('R1', 'ACT', 'DIGITAL'))).toBe('CASE_FULL');
  expect(JSON.stringify(state).length).toBeLessThan(65_536);
});
