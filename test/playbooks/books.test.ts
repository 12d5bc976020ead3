/** The three playbooks of the field: every legal clock of domain 2.8 stands in a pack with its source, and every step of 5c in each playbook where the field has it. Both tables are typed by hand after the report. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadPacks } from '#start/packs.ts';
import { loadPlaybooks, type LoadedPlaybook } from '#start/playbooks.ts';
import { readTold } from '../../api/views/playbooks.ts';
import type { Pacing, Role } from '#domain/terms.ts';

const shipped = fileURLToPath(new URL('../../playbooks/', import.meta.url));
const packs = await loadPacks(`${shipped}packs`);
const loaded = await loadPlaybooks(shipped);
const bookOf = (id: string): LoadedPlaybook['playbook'] => { const found = loaded.find((each) => each.id === id); if (found === undefined) throw new Error(`no playbook ${id}`); return found.playbook; };

type ClockRow = readonly [key: string, length: string, source: RegExp];
const clocks: readonly ClockRow[] = [
  ['US.OTIP24', '24h', /OVC-FAQ-24H/], ['US.CW24', '24h', /GK/], ['US.MATCH48', '48h', /OMB-TVAP/], ['US.CPREQ', '10wd', /DHS-CP-VTT.*ours/], ['US.CPEND', '2y', /ICE-CP/],
  ['US.INTERIM', '90d', /OTIP-18, OVC-FAQ-24H/], ['US.AGE18', '18y', /OTIP-18/], ['US.INDICT30', '30d', /USC-3161/], ['US.TRIAL70', '70d', /USC-3161/], ['US.TRIALMIN30', '30d', /USC-3161/], ['US.RETRIAL70', '70d', /USC-3161/],
  ['US.LOSS60', '60d', /USC-3664/], ['US.RESTFINAL90', '90d', /DOLAN/], ['US.DELINQ30', '30d', /USAL-1984, GK/], ['US.DEFAULT90', '90d', /USAL-1984, GK/], ['US.SOL', '5y', /CHILDUSA, USC-3283, GK/],
  ['US.CIVIL10', '10y', /CHILDUSA/], ['UK.RG5', '5wd', /UK-PQ-2022/], ['UK.RECOVERY30', '30d', /HANSARD-2022/], ['UK.RECON30', '30d', /UK-RECON/], ['UK.INFORM', '5wd', /VC-R6/], ['UK.INFORM1', '1wd', /VC-R6/],
  ['UK.VRR', '3mo', /GK/], ['INT.REFLECT', '30d', /HANSARD-2022, GK/],
];

test.each(clocks)('%s stands in a pack with its length %s and its source', (key, length, source) => {
  const found = packs.flatMap((pack) => pack.clocks ?? []).filter(({ clock }) => clock === key);
  expect(found).toHaveLength(1);
  const latest = found[0]?.versions.at(-1);
  expect(latest).toMatchObject({ length, source: expect.stringMatching(source) });
  // Nobody who may say so has read any of them yet.
  expect(found[0]?.versions.map(({ review }) => review)).toEqual(found[0]?.versions.map(() => 'unverified: counsel'));
});

test('no pack has a clock that the report has not', () => {
  expect(packs.flatMap((pack) => (pack.clocks ?? []).map(({ clock }) => clock)).sort()).toEqual(clocks.map(([key]) => key).sort());
});

test('the recovery period that was cut keeps both lengths, each from its day', () => {
  expect(packs.flatMap((pack) => pack.clocks ?? []).find(({ clock }) => clock === 'UK.RECOVERY30')?.versions.map(({ from, length }) => [from, length])).toEqual([[undefined, '45d'], ['2022-12-13', '30d']]);
});

/** Domain 5c, row by row: the role that answers, how time may treat it, and its own period where the report gives one (any of these words in its date). `not`: where the field has no such step. */
type StepRow = readonly [code: string, role: Role, pacing: Pacing, period?: string, not?: readonly string[]];
const mechanism = ['us-acteam'];
const steps: readonly StepRow[] = [
  ['S0.1', 'COORDINATOR', 'GUIDANCE', '1wd'], ['S0.2', 'COORDINATOR', 'STATUTORY', '1h'], ['S0.3', 'COORDINATOR', 'STATUTORY', '24h'], ['S0.4', 'INVESTIGATOR', 'GUIDANCE', '2wd'], ['S0.5', 'COORDINATOR', 'GUIDANCE', '2wd'],
  ['S1.1', 'COMMUNITY_ADVOCATE', 'GUIDANCE', '24h'], ['S1.2', 'COORDINATOR', 'GUIDANCE', '48h'], ['S1.3', 'SYSTEM_VICTIM_SPECIALIST', 'GUIDANCE', '3wd'], ['S1.4', 'SYSTEM_VICTIM_SPECIALIST', 'GUIDANCE', '72h'],
  ['S1.5', 'PROSECUTOR', 'GUIDANCE', '5wd'], ['S1.6', 'COORDINATOR', 'GUIDANCE', '3wd'],
  ['S2.1', 'COORDINATOR', 'PROTECTED_PERIOD', '30d'], ['S2.2', 'COMMUNITY_ADVOCATE', 'VICTIM_PACED'], ['S2.2-offer', 'COMMUNITY_ADVOCATE', 'GUIDANCE', '14d'], ['S2.3', 'COMMUNITY_ADVOCATE', 'VICTIM_PACED'], ['S2.4', 'COORDINATOR', 'GUIDANCE', '10wd'],
  ['S3.1', 'COORDINATOR', 'GUIDANCE', '3wd'], ['S3.3', 'COORDINATOR', 'GUIDANCE', '20wd'], ['S3.4', 'COORDINATOR', 'GUIDANCE', '30d'], ['S3.5', 'SPECIALIST_ADVISOR', 'AGREED', '5wd'],
  ['ID.1', 'FIRST_RESPONDER', 'GUIDANCE', '2wd'], ['ID.2', 'COMPETENT_AUTHORITY_OFFICER', 'GUIDANCE', '5wd', mechanism], ['ID.3', 'COORDINATOR', 'GUIDANCE', '', mechanism], ['ID.4', 'COMPETENT_AUTHORITY_OFFICER', 'EXTERNAL_WAIT'],
  ['ID.5', 'VICTIM_COUNSEL', 'LEGAL_HORIZON', '30d', mechanism], ['ID.6', 'FIRST_RESPONDER', 'GUIDANCE', '2wd', mechanism],
  ['IM.1', 'IMMIGRATION_OFFICER', 'GUIDANCE', '10wd'], ['IM.2', 'INVESTIGATOR', 'AGREED', '10wd'], ['IM.3', 'IMMIGRATION_OFFICER', 'STATUTORY'],
  ['S4.1', 'INVESTIGATOR', 'GUIDANCE', '10wd'], ['S4.2', 'INVESTIGATOR', 'STATUTORY', '5wd'], ['S4.3', 'FINANCIAL_INVESTIGATOR', 'AGREED', '10wd'], ['S4.4', 'LABOUR_INSPECTOR', 'AGREED'], ['S4.5', 'CHILD_EXPLOITATION_INVESTIGATOR', 'AGREED'],
  ['S4.6', 'ORGANISED_CRIME_ANALYST', 'AGREED'], ['S4.7', 'PROSECUTOR', 'EXTERNAL_WAIT', '60d'], ['S4.8', 'INVESTIGATOR', 'AGREED'], ['S4.9', 'SPECIALIST_ADVISOR', 'GUIDANCE', '90d'],
  ['S5.1', 'INVESTIGATOR', 'GUIDANCE'], ['S5.2', 'INVESTIGATOR', 'VICTIM_PACED'], ['S5.4', 'FORENSIC_INTERVIEWER', 'VICTIM_PACED'], ['S5.5', 'INVESTIGATOR', 'GUIDANCE', '10wd'], ['S5.6', 'COMMUNITY_ADVOCATE', 'VICTIM_PACED'],
  ['S6.1', 'PROSECUTOR', 'GUIDANCE', '21d'], ['S6.2', 'PROSECUTOR', 'GUIDANCE'], ['S6.3', 'PROSECUTOR', 'GUIDANCE', '21d'], ['S6.4', 'SPECIALIST_ADVISOR', 'AGREED', '5wd'], ['S6.5', 'PROSECUTOR', 'GUIDANCE', '30d'],
  ['S6.6', 'SYSTEM_VICTIM_SPECIALIST', 'GUIDANCE'], ['S6.7', 'COORDINATOR', 'AGREED'], ['S6.8', 'PROSECUTOR', 'AGREED'],
  ['S7.1', 'PROSECUTOR', 'STATUTORY'], ['S7.2', 'SYSTEM_VICTIM_SPECIALIST', 'GUIDANCE', '1wd'], ['S7.3', 'PROSECUTOR', 'STATUTORY'], ['S7.4', 'PROSECUTOR', 'GUIDANCE'], ['S7.5', 'PROSECUTOR', 'AGREED'], ['S7.6', 'PROSECUTOR', 'GUIDANCE'],
  ['S7.7', 'SYSTEM_VICTIM_SPECIALIST', 'VICTIM_PACED'], ['S7.8', 'PROSECUTOR', 'GUIDANCE', '1wd'],
  ['S8.1', 'REDRESS_OFFICER', 'STATUTORY', '60d'], ['S8.2', 'PROSECUTOR', 'STATUTORY', '60d'], ['S8.3', 'COMMUNITY_ADVOCATE', 'VICTIM_PACED'], ['S8.4', 'PROSECUTOR', 'GUIDANCE', '3wd'], ['S8.5', 'REDRESS_OFFICER', 'STATUTORY', '90d'],
  ['S8.6', 'FINANCIAL_INVESTIGATOR', 'AGREED'], ['S8.7', 'COMMUNITY_ADVOCATE', 'LEGAL_HORIZON'], ['S8.8', 'REDRESS_OFFICER', 'GUIDANCE'],
  ['S9.1', 'SYSTEM_VICTIM_SPECIALIST', 'GUIDANCE'], ['S9.2', 'COMMUNITY_ADVOCATE', 'VICTIM_PACED'], ['S9.2-offer', 'COMMUNITY_ADVOCATE', 'GUIDANCE', '1mo'], ['S9.3', 'COORDINATOR', 'GUIDANCE', '30d'], ['S9.4', 'COORDINATOR', 'AGREED'], ['S9.5', 'COORDINATOR', 'GUIDANCE'],
  ['S10.1', 'COORDINATOR', 'GUIDANCE', '20wd'], ['LIM.1', 'PROSECUTOR', 'LEGAL_HORIZON', '10wd'], ['LIM.2', 'PROSECUTOR', 'GUIDANCE', '10wd'],
];

/** Every length that a step's date rests on, its clock's newest among them. */
function lengthsOf({ clocks: known = [] }: LoadedPlaybook['playbook'], step: LoadedPlaybook['playbook']['steps'][number]): readonly string[] {
  const rule: unknown = 'due' in step ? step.due : 'lasts' in step ? step.lasts : 'horizon' in step ? step.horizon : 'reviewEvery' in step ? step.reviewEvery : undefined;
  const said = typeof rule === 'string' ? [rule] : typeof rule === 'object' && rule !== null ? Object.values(rule).filter((each): each is string => typeof each === 'string') : [];
  return said.flatMap((each) => known.find(({ clock }) => clock === each)?.versions.at(-1)?.length ?? each);
}

test.each(loaded.map(({ id, body, playbook }) => [id, body, playbook.steps.length] as const))('%s can be told to readers, with all its steps', (_id, body, count) => {
  expect(readTold(body).steps).toHaveLength(count);
});

describe.each(['us-acteam', 'uk-nrm', 'international'])('%s has the field\'s steps', (id) => {
  test.each(steps.filter(([, , , , not = []]) => !not.includes(id)))('%s: %s, %s %s', (code, role, pacing, period) => {
    const step = bookOf(id).steps.find((each) => each.code === code);
    expect(step).toMatchObject({ code, role, pacing });
    if (step !== undefined && period) expect(lengthsOf(bookOf(id), step)).toContain(period);
  });

  test('what the report calls S3.2 (the compact is signed in 10 wd) is the compact\'s own', () => {
    expect(bookOf(id).compact?.sign.within).toBe('10wd');
  });

  test('what the report calls S5.3 (care after a statement is offered within 72 h) is her file\'s own, after every session', () => {
    expect(bookOf(id).people?.duties.OFFER_AFTERCARE.within).toBe('72h');
  });

  test('the route has the report\'s seven ways and twelve reasons, and what it means for redress is always said (G6)', () => {
    const step = bookOf(id).steps.find(({ code }) => code === 'S6.3');
    expect(step?.decides?.options.map(({ option }) => option)).toEqual(['TRAFFICKING', 'ALTERNATIVE', 'MIXED', 'DECLINE_EVIDENCE', 'DECLINE_JURISDICTION', 'BEST_INTEREST_NON_PROSECUTION', 'DEFER']);
    const reasons = step?.fields?.find(({ field }) => field === 'reasons');
    expect(reasons !== undefined && 'choices' in reasons && reasons.choices.map(({ choice }) => choice)).toEqual(['CONDUCT_PROVEN', 'VICTIM_PREFERENCE', 'VENTURE_IMPACT', 'ELEMENT_PROOF', 'AVOID_TESTIMONY', 'ADMISSIBILITY', 'LIMITATION', 'JOINDER', 'SAFETY_NET', 'SENTENCE_OR_REMEDY', 'KEY_PLAYER_OUT_SOONER', 'JURISDICTION']);
    expect(step?.fields?.filter(({ required }) => required === true).map(({ field }) => field)).toEqual(expect.arrayContaining(['reasons', 'redress', 'protection', 'prevention', 'prosecution']));
  });

  test('every step says where its period comes from, and every step has its stage', () => {
    const { steps: all, stages = [], clocks: known = [] } = bookOf(id);
    for (const { code, source, stage } of all) {
      expect(source, code).toMatch(/\bours\b|unverified: counsel/);
      expect(stages.map((each) => each.stage), code).toContain(stage);
    }
    expect(known.every(({ versions }) => versions.every(({ source, review }) => source !== '' && review === 'unverified: counsel'))).toBe(true);
  });
});
