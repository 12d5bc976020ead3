/** Playbooks and teams that nobody would write by hand: all seven pacing classes mixed, every way of waiting, odd ladders, many zones. */
import type { Civil } from '#domain/facts.ts';
import fc from 'fast-check';
import canonicalize from 'canonicalize';
import type { LoadedPlaybook } from '#start/playbooks.ts';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import type { Role, Track } from '#domain/terms.ts';
import { starter, type Launch } from './world.ts';

const workRoles = ['COORDINATOR', 'INVESTIGATOR', 'PROSECUTOR', 'COMMUNITY_ADVOCATE'] as const satisfies readonly Role[];
const workTracks = ['PROTECTION', 'TEAM', 'INVESTIGATION', 'CHARGING'] as const satisfies readonly Track[];
const paced = ['V1', 'V2', 'V3'] as const;

const role = fc.constantFrom(...workRoles);
const track = fc.constantFrom(...workTracks);

const days = ['1wd', '3wd', '10wd', '20wd', '5d', '14d', '30d', '2mo'] as const;
const short = fc.record({ within: fc.constantFrom('30m', '1h', '24h', '48h', '72h'), ladder: fc.constant('hours') });
/** A period with a ladder that fits it. */
const timed = fc.oneof(short, fc.record({ within: fc.constantFrom(...days), ladder: fc.constantFrom('working-days', 'statutory', 'offers', 'odd') }));
const lawful = fc.oneof(short, fc.record({ within: fc.constantFrom(...days), ladder: fc.constant('statutory') }));
const answers = fc.record({ ORDINARY: timed, SUPPORT: timed, DANGER: short });

const extra = fc.record({
  pacing: fc.constantFrom('STATUTORY', 'GUIDANCE', 'AGREED'), role, track, timed, lawful, answer: timed, support: fc.boolean(), repeats: fc.boolean(),
  waitsOn: fc.subarray([...paced], { maxLength: 2 }), after: fc.nat(),
});

const parts = fc.record({
  lasts: fc.constantFrom('10d', '30d', '45d'),
  horizon: fc.constantFrom('60d', '60d', '120d', '1y', '2y'), set: timed, more: fc.subarray(['14d', '7d']), offer: fc.constantFrom('3d', '7d', '14d'),
  thenEvery: fc.constantFrom('14d', '20wd', '60d'), reviewEvery: fc.constantFrom('14d', '60d'), sessions: fc.boolean(), choiceLater: fc.boolean(), paused: fc.subarray([...paced], { minLength: 1, maxLength: 2 }),
  rungs: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), negativeAnswers: fc.integer({ min: 1, max: 3 }),
  answer: answers, items: answers, determination: answers, law: lawful, wait: timed, stall: fc.integer({ min: 2, max: 40 }), work: timed, promise: timed, decide: timed,
  promises: fc.constantFrom('working-days', 'statutory', 'offers', 'odd'),
  reDates: fc.nat({ max: 2 }), added: fc.constantFrom('working-days', 'odd'),
  extras: fc.array(extra, { maxLength: 3 }),
});

const warnings = ['365d', '180d', '90d', '30d'];

function stepsOf(p: ReturnType<typeof parts.generate>['value']): readonly unknown[] {
  const base = (code: string, pacing: string, roleOf: Role, trackOf: Track) => ({ code, title: code, track: trackOf, role: roleOf, source: 'ours', pacing });
  const dated = ({ within, ladder }: { within: string; ladder: string }) => ({ due: within, ladder });
  const fixed = [
    { ...base('P1', 'PROTECTED_PERIOD', 'COORDINATOR', 'PROTECTION'), lasts: p.lasts, locks: ['V2'] },
    { ...base('V1', 'VICTIM_PACED', 'COMMUNITY_ADVOCATE', 'PROTECTION'), form: 'signal' },
    { ...base('V2', 'VICTIM_PACED', 'INVESTIGATOR', 'INVESTIGATION'), form: 'statement', gate: 'V1', earlyContact: { minutesMax: 30 }, ...(p.sessions && { repeats: true }) },
    { ...base('V3', 'VICTIM_PACED', 'COMMUNITY_ADVOCATE', 'PROTECTION'), form: 'choice', ...(p.choiceLater && { after: ['G1'] }) },
    { ...base('G1', 'GUIDANCE', 'COORDINATOR', 'TEAM'), ...dated(p.work) },
    { ...base('C1', 'GUIDANCE', 'COORDINATOR', 'TEAM'), ...dated(p.work), repeats: true, conference: true },
    { ...base('G2', 'GUIDANCE', 'INVESTIGATOR', 'INVESTIGATION'), ...dated(p.work), waitsOn: p.paused },
    { ...base('A1', 'AGREED', 'INVESTIGATOR', 'INVESTIGATION'), ...dated(p.promise), answer: p.promise },
    { ...base('S1', 'STATUTORY', 'PROSECUTOR', 'CHARGING'), ...dated(p.law) },
    { ...base('O1', 'GUIDANCE', 'COMMUNITY_ADVOCATE', 'PROTECTION'), due: p.offer, ladder: 'offers', repeats: true, support: true, silencedBy: 'V1', ...(p.sessions && { contact: true }) },
    { ...base('E1', 'EXTERNAL_WAIT', 'PROSECUTOR', 'INVESTIGATION'), reviewEvery: p.reviewEvery, ladder: 'working-days', answer: p.wait },
    { ...base('H1', 'LEGAL_HORIZON', 'PROSECUTOR', 'CHARGING'), horizon: p.horizon, warnings: [...warnings, ...p.more], testimony: ['V2'], decision: 'D1' },
    { ...base('H2', 'LEGAL_HORIZON', 'PROSECUTOR', 'CHARGING'), horizon: { setWithin: p.set.within, ladder: p.set.ladder }, warnings, testimony: ['V2'], decision: 'D1' },
    { ...base('I1', 'GUIDANCE', 'COORDINATOR', 'TEAM'), ...dated(p.work) },
    { ...base('OP', 'AGREED', 'INVESTIGATOR', 'INVESTIGATION'), ...dated(p.promise), answer: p.promise },
    { ...base('CR', 'GUIDANCE', 'COORDINATOR', 'TEAM'), ...dated(p.work) },
    { ...base('D1', 'GUIDANCE', 'PROSECUTOR', 'CHARGING'), ...dated(p.decide) },
  ];
  const before = ['G1', 'A1', 'P1', 'V2', 'E1', 'S1'];
  const more = p.extras.map((each, index) => ({
    ...base(`X${index}`, each.pacing, each.role, each.track), ...dated(each.pacing === 'STATUTORY' ? each.lawful : each.timed),
    ...(each.pacing === 'AGREED' && { answer: each.answer }), ...(each.repeats && { repeats: true }), ...(each.support && !each.repeats && { support: true }),
    ...(each.waitsOn.length > 0 && each.pacing !== 'STATUTORY' && (each.repeats || !each.support) && { waitsOn: each.waitsOn }),
    ...(each.after % 3 === 0 && { after: [...before, ...Array.from({ length: index }, (_, place) => `X${place}`)].slice(each.after % (before.length + index)).slice(0, 2) }),
  }));
  return [...fixed, ...more];
}

export const anyPlaybook: fc.Arbitrary<LoadedPlaybook> = parts.map((p) => {
  const [workingDays] = starter.playbook.ladders;
  const odd = { name: 'odd', thenEvery: p.thenEvery, levels: (workingDays?.levels ?? []).filter((_, index) => p.rungs.includes(index)) };
  const playbook = playbookSchema.parse({
    playbook: 'any', version: 1, title: 'Any', jurisdiction: 'Anywhere', calendar: { closesAt: '17:00', weekend: [6, 7] }, ladders: [...starter.playbook.ladders.map((each) => ({ ...each, thenEvery: p.thenEvery })), odd],
    handOff: { answer: p.answer, items: p.items, determination: p.determination, negativeAnswers: p.negativeAnswers },
    information: { opens: ['S1'], decision: 'I1', lookAgain: p.work }, operation: { step: 'OP', services: ['COMMUNITY_ADVOCATE'] }, closing: { review: 'CR' },
    compact: { sign: { within: '10wd', ladder: 'working-days' }, succession: { within: '10wd', ladder: 'working-days' }, ladder: p.promises, answerWithin: '5wd', disciplines: ['PROSECUTOR'] },
    reDates: p.reDates, adHoc: { tracks: ['TEAM', 'INVESTIGATION'], roles: ['INVESTIGATOR', 'PROSECUTOR'], ladder: p.added, answer: p.answer.ORDINARY, dueMax: '60d', most: 4 },
    stall: Object.fromEntries(workTracks.map((each) => [each, p.stall])), steps: stepsOf(p),
  });
  const flaws = checkPlaybook(playbook);
  if (flaws.length > 0) throw new Error(`the generator wrote a faulty playbook: ${flaws.map(({ message }) => message).join('; ')}`);
  return { id: 'any', version: 1, hash: 'any', body: canonicalize(playbook) ?? '', playbook };
});

const civils: readonly Civil[] = [
  { zone: 'America/Chicago', region: '' }, { zone: 'Europe/Berlin', region: 'DE' }, { zone: 'Asia/Kolkata', region: '' }, { zone: 'Australia/Lord_Howe', region: 'AU' }, { zone: 'UTC', region: '' },
];
export const holidays = { DE: ['2021-04-02', '2021-04-05', '2021-05-01', '2021-05-13', '2021-05-24', '2021-12-24'], AU: ['2021-04-02', '2021-04-25', '2021-06-14'] } as const;

/** Agency a0 leads. Each role is filled by one agency or two, listed in any order; a4 and a5 are known and not on the team. */
export const anyTeam = fc
  .record({ zones: fc.array(fc.constantFrom(...civils), { minLength: 6, maxLength: 6 }), fills: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 4, maxLength: 4 }), listed: fc.shuffledSubarray(['a0', 'a1', 'a2', 'a3'], { minLength: 4 }) })
  .map(({ zones, fills, listed }) => {
    const known = Object.fromEntries(zones.map((civil, index): [string, Civil] => [`a${index}`, civil]));
    const rolesOf = (agency: string): Role[] => [
      ...new Set<Role>([...(agency === 'a0' ? (['COORDINATOR'] as const) : []), ...workRoles.filter((_, index) => fills[index]?.some((place) => agency === `a${place}`)), 'AGENCY_SUPERVISOR']),
    ];
    const agencies: Launch['agencies'] = listed.map((agency) => ({ agency, roles: rolesOf(agency) }));
    return { known, agencies };
  });
