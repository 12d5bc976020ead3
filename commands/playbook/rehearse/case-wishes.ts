/** What begins a case and what is said of it as a whole: the launch, whom it is about, how she may be reached, an operation, the question whether it may close. */
import { subjectsOf } from '#domain/case/subjects.ts';
import { childRoles, type Role } from '#domain/terms.ts';
import type { Wish, Script, Sight } from './wish.ts';
import { at, day, hour, minute } from './wish.ts';

const acts = 'POST /cases/@case/acts';

export function launchOf({ playbook, company, startsAt, silent }: Script): Wish {
  const agencies = company.team.map(({ agency, roles }) => ({ agency: `@${agency}`, roles }));
  // By turns: once as a report that becomes a case, once as a case from the first.
  const isReport = playbook.information !== undefined && !silent;
  return {
    key: 'launch', ...at(startsAt), who: company.personOf('COORDINATOR'), request: 'POST /cases', save: { case: 'id' },
    body: () => ({ codeName: '@name', playbook: { id: playbook.playbook, version: playbook.version }, agencies, ...(isReport && { information: true }) }),
  };
}

export function caseWishes(script: Script, sight: Sight): readonly Wish[] {
  const { state } = sight;
  const coordinator = script.company.personOf('COORDINATOR');
  if (state.phase === 'information') return [{ key: 'accept case', ...at(script.startsAt + 2 * day), who: coordinator, request: acts, body: () => ({ act: 'accept-case' }) }];
  return [
    ...(state.safeContact === undefined ? [{ key: 'safe contact', ...at(script.startsAt + hour), who: coordinator, request: acts, body: () => ({ act: 'record-safe-contact', rule: 'Rehearsed: by day, through her advocate.' }) }] : []),
    ...victims(script, sight), ...named(script, sight), ...operation(script, sight), ...closing(script, sight),
  ];
}

const pseudonyms = ['V1', 'V2', 'V3'] as const;

/** Three: one of age; one who may be a child and of whom all is said that a playbook may ask of a file; and one of age who is found when half of the time is over and much is decided. */
function victims(script: Script, sight: Sight): readonly Wish[] {
  if (script.playbook.people === undefined) return [];
  const { company, startsAt } = script;
  const [lead] = company.team;
  return pseudonyms.flatMap((as, index): readonly Wish[] => {
    const file = sight.files.get(as);
    const alias = as.toLowerCase();
    if (file === undefined) {
      const age = index !== 1 ? { age: { basis: 'ESTIMATED', adult: true, decidedBy: `@${lead?.agency ?? ''}` } } : { circumstances: ['FOREIGN_NATIONAL', 'MISSING_FROM_CARE'] };
      return [{ key: `open ${as}`, ...at(startsAt + 3 * hour + (index === 2 ? script.span / 2 : index * 3 * day)), who: company.personOf('COORDINATOR'), request: 'POST /cases/@case/victims', body: () => ({ as, ...age }), save: { [alias]: 'id' } }];
    }
    const roles = company.standing.filter((role) => index === 1 || !childRoles.includes(role));
    const missing = roles.filter((role) => !Object.values(file.standing).some((each) => each.role === role));
    return missing.map((role, place) => {
      const who = company.personOf(role) ?? '';
      return { key: `stand by ${as} ${role}`, ...at(sight.now + (place + 1) * 10 * minute), who: company.personOf('COORDINATOR'), request: `POST /victims/@${alias}/acts`, body: () => ({ act: 'stand-by', role, agency: `@${company.people[who]?.agency ?? ''}`, person: `@${who}` }) };
    });
  });
}

/** Two suspects, and a charge of the first. */
function named(script: Script, { state }: Sight): readonly Wish[] {
  const { steps, facts = [] } = script.playbook;
  const stands = (kind: string): boolean => steps.some(({ per }) => per === kind) || facts.some(({ of }) => of === kind);
  const known = new Set(subjectsOf(state).map(({ label }) => label));
  const wanted = [
    ...(stands('suspect') || stands('charge') ? [{ kind: 'SUSPECT', as: 'P1' }, { kind: 'SUSPECT', as: 'P2' }] : []),
    ...(stands('charge') && known.has('P1') ? [{ kind: 'CHARGE', as: 'C1', of: 'P1' }] : []),
  ];
  return wanted.filter(({ as }) => !known.has(as)).map((subject, index) => ({
    key: `name ${subject.as}`, ...at(script.startsAt + (10 + 5 * index) * day), who: script.company.personOf('COORDINATOR'), request: acts, body: () => ({ act: 'name-subject', ...subject }),
  }));
}

/** Gate G4: the services are told in time, and say that they are ready. */
function operation(script: Script, { state, now }: Sight): readonly Wish[] {
  const { operation: planned } = script.playbook;
  if (planned === undefined || state.phase !== 'open') return [];
  const { company, startsAt, span } = script;
  if (state.readiness === undefined && script.done('readiness') > 0) return [];
  if (state.readiness === undefined) {
    const notice = { timeBand: 'WITHIN_THREE_DAYS', estimatedNumber: 4, genderMix: 'MIXED', languages: ['es'], minorsExpected: false, specialNeeds: [] };
    return [{ key: 'readiness', ...at(startsAt + Math.min(60 * day, span / 8)), who: company.personOf('COORDINATOR'), request: 'POST /cases/@case/readiness-notices', body: () => notice, save: { notice: `readiness[step=${planned.step}].id` } }];
  }
  const [service = 'COMMUNITY_ADVOCATE' satisfies Role] = planned.services;
  return state.readiness.acknowledgedBy !== undefined ? [] : [{ key: 'acknowledge', ...at(now + 4 * hour), who: company.personOf(service), request: acts, body: () => ({ act: 'acknowledge-readiness', notice: '@notice' }) }];
}

/** Asked once, late, and answered with no: what is open goes on to the end. */
function closing(script: Script, { state, now }: Sight): readonly Wish[] {
  const { playbook, company, startsAt, span, done } = script;
  const who = company.personOf('COORDINATOR');
  if (playbook.closing === undefined) return [];
  if (state.phase === 'closing-review') return [{ key: 'keep open', ...at(now + 5 * day), who, request: acts, body: () => ({ act: 'keep-open' }) }];
  return done('ask closing') > 0 ? [] : [{ key: 'ask closing', ...at(startsAt + 0.85 * span), who, request: acts, body: () => ({ act: 'ask-closing' }) }];
}
