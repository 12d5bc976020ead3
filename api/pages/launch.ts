/** Launch a case: a code name, a playbook, and an agency for each role that the playbook needs. */
import { roles, type Role } from '#domain/terms.ts';
import { launchCase } from '../operations/launch-case.ts';
import { listPlaybooks } from '../operations/list-playbooks.ts';
import { Problem } from '../problems.ts';
import { playbookShape } from '../shapes.ts';
import type { Entries, Field } from './fields.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { agencyOptions, type Visit } from './visit.ts';
import { fieldWords, roleWords } from './words.ts';

/** These are what somebody is within an agency, or have no place in a case: no team gives them out. */
const notOnTeams: readonly Role[] = ['AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'OVERSIGHT_AUDITOR', 'SURVIVOR_CONSULTANT', 'SYSTEM_ADMIN', 'PRIVACY_OFFICER', 'PLAYBOOK_STEWARD'];
const fieldNames = ['codeName', 'playbook', 'agencies', 'referral'];

/** The newest version of each, so that nobody starts under an old one by mistake. */
async function newest({ readAll }: Visit) {
  const all = await readAll(listPlaybooks, playbookShape);
  return [...new Map(all.toReversed().map((playbook) => [playbook.id, playbook])).values()].toReversed();
}

/** Each agency once, with all the roles it was given. The coordinator's own agency leads. */
export function teamOf(entries: Entries, lead: string): readonly { readonly agency: string; readonly roles: readonly Role[] }[] {
  const given = roles.flatMap((role): [string, Role][] => (role === 'COORDINATOR' ? [[lead, role]] : entries[`role-${role}`] ? [[entries[`role-${role}`] ?? '', role]] : []));
  return [...Map.groupBy(given, ([agency]) => agency)].map(([agency, same]) => ({ agency, roles: same.map(([, role]) => role) }));
}

export const launchPage: Page = {
  path: paths.launch(),
  template: 'launch',
  async show(visit) {
    if (!visit.me.launches) throw new Problem('NOT_ALLOWED');
    const playbooks = await newest(visit);
    const needed = new Set(playbooks.flatMap((playbook) => playbook.roles));
    const named = (role: Role): { readonly name: string; readonly text: string } => ({ name: `role-${role}`, text: roleWords[role] });
    const team = roles.filter((role) => role !== 'COORDINATOR' && !notOnTeams.includes(role));
    return {
      title: 'Launch a case', othersOpen: false, playbooks: paths.playbooks(), fields: fieldNames.map((name): Field => ({ name, kind: 'text', label: fieldWords(name).label, optional: false, options: [] })), agencyOptions: agencyOptions(await visit.agencies()),
      playbookItems: playbooks.map(({ id, version, title, jurisdiction }) => ({ value: `${id}@${version}`, text: `${title} (version ${version})`, hint: { text: jurisdiction } })),
      needed: team.filter((role) => needed.has(role)).map(named), others: team.filter((role) => !needed.has(role)).map(named),
    };
  },
  async wish(visit, entries) {
    const [id = '', version = ''] = (entries['playbook'] ?? '').split('@');
    const referral = (entries['referral'] ?? '').replaceAll('\r\n', '\n').trim();
    const body = { codeName: (entries['codeName'] ?? '').trim(), playbook: { id, version: Number(version) }, agencies: teamOf(entries, visit.me.agency), ...(referral !== '' && { referral }) };
    return { operation: launchCase, params: {}, body, said: 'case.launch', next: ({ headers }) => `/desk${headers['Location'] ?? '/cases'}` };
  },
};
