/** Random agencies: few people with several hats, chairs that nobody fills, accounts closed before it begins; and the small playbook of these lives. */
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import type { Civil } from '#domain/facts.ts';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import type { Role } from '#domain/terms.ts';
import type { LoadedPlaybook } from '#start/playbooks.ts';
import { starter } from '../case/world.ts';
import type { Member } from './presence.ts';

export const agencies = ['n0', 'n1', 'n2', 'n3'] as const;
/** What each agency brings. Agency n0 leads; two investigate, so that one of them may go and the compact still stand. */
export const workOf: Readonly<Record<string, readonly Role[]>> = { n0: ['COORDINATOR', 'PROSECUTOR'], n1: ['INVESTIGATOR'], n2: ['COMMUNITY_ADVOCATE', 'INVESTIGATOR'], n3: ['SPECIALIST_ADVISOR'] };
const civils: readonly Civil[] = [{ zone: 'America/Chicago', region: '' }, { zone: 'Europe/Berlin', region: '' }, { zone: 'Asia/Kolkata', region: '' }, { zone: 'UTC', region: '' }];

/** Ways in which an agency may be staffed, the full one most often. */
function staff(agency: string, how: number, closed: number): readonly Member[] {
  const work = workOf[agency] ?? [];
  const member = (name: string, ...roles: Role[]): Member => ({ person: `${agency}-${name}`, agency, roles, left: false });
  const [leader, supervisor] = [member('leader', 'AGENCY_LEADER'), member('sup', 'AGENCY_SUPERVISOR')];
  const [a, b] = [member('a', ...work.slice(0, 1)), member('b', ...work)];
  const all = [
    [leader, supervisor, a, b], [leader, supervisor, a, b], [leader, supervisor, a, b], [leader, supervisor, a, b], [member('leader', 'AGENCY_LEADER', 'AGENCY_SUPERVISOR'), a, b],
    [supervisor, a, b], [leader, a, b], [member('leader', 'AGENCY_LEADER', ...work), a],
  ][how] ?? [];
  return all.map((each, place) => ({ ...each, left: place === closed }));
}

export const anyPlace = fc
  .record({ zones: fc.array(fc.nat({ max: civils.length - 1 }), { minLength: 4, maxLength: 4 }), how: fc.array(fc.nat({ max: 7 }), { minLength: 4, maxLength: 4 }), closed: fc.array(fc.nat({ max: 15 }), { minLength: 4, maxLength: 4 }) })
  .map(({ zones, how, closed }) => ({
    civils: Object.fromEntries(agencies.map((agency, place): [string, Civil] => [agency, civils[zones[place] ?? 0] ?? { zone: 'UTC', region: '' }])),
    members: agencies.flatMap((agency, place) => staff(agency, how[place] ?? 0, closed[place] ?? 9)),
  }));

const step = (code: string, pacing: string, role: Role, more: object) => ({ code, title: code, track: 'INVESTIGATION', role, source: 'ours', pacing, ...more });
const playbook = playbookSchema.parse({
  ...starter.playbook, playbook: 'any', version: 1, stall: {}, information: undefined, operation: undefined, closing: undefined, adHoc: undefined,
  steps: [
    step('V1', 'VICTIM_PACED', 'COMMUNITY_ADVOCATE', { form: 'signal' }),
    step('G1', 'GUIDANCE', 'INVESTIGATOR', { due: '10wd', ladder: 'working-days' }),
    step('G2', 'GUIDANCE', 'PROSECUTOR', { due: '5d', ladder: 'working-days', waitsOn: ['V1'] }),
    // A clock of hours: whoever is on duty is asked.
    step('H1', 'GUIDANCE', 'INVESTIGATOR', { due: '48h', ladder: 'hours' }),
    step('A1', 'AGREED', 'PROSECUTOR', { due: '10wd', ladder: 'working-days', answer: { within: '3wd', ladder: 'working-days' } }),
  ],
});
const flaws = checkPlaybook(playbook);
if (flaws.length > 0) throw new Error(`the playbook of the lives is faulty: ${flaws.map(({ message }) => message).join('; ')}`);
export const small: LoadedPlaybook = { id: 'any', version: 1, hash: 'any', body: canonicalize(playbook) ?? '', playbook };
