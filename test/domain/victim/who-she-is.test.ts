import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laterBy } from '#domain/time/civil-time.ts';
import { isChild } from '#domain/victim/identity/age.ts';
import { childRoles } from '#domain/terms.ts';
import { holds } from '#domain/victim/consent/consent.ts';
import { advocateBy, guardianBy, guardianGrant, id, openFile, proved, type Act } from './her-file.ts';

const spring = '2024-03-01T12:00:00.000Z';
const code = (file: ReturnType<typeof openFile>, act: Act): string | undefined => file.say(act).refusal?.code;

describe('her status', () => {
  it('is confirmed, or not, by a body that is named (refusal 25), and each word of it stays', () => {
    const file = openFile(spring);
    file.say({ act: 'record-status', status: 'PRESUMED', basis: 'INDICATORS' });
    expect(code(file, { act: 'record-status', status: 'CONFIRMED', basis: 'CONCLUSIVE_GROUNDS' })).toBe('DECIDING_BODY_REQUIRED');
    expect(code(file, { act: 'record-status', status: 'NOT_CONFIRMED', basis: 'REVIEW' })).toBe('DECIDING_BODY_REQUIRED');
    expect(code(file, { act: 'record-status', status: 'CONFIRMED', basis: 'COURT_FINDING', decidedBy: 'nobody' })).toBe('AGENCY_UNKNOWN');
    expect(file.file().status?.status).toBe('PRESUMED');
    file.say({ act: 'record-status', status: 'NOT_CONFIRMED', basis: 'CONCLUSIVE_GROUNDS', decidedBy: 'authority' });
    file.say({ act: 'record-status', status: 'CONFIRMED', basis: 'REVIEW', decidedBy: 'authority' });
    expect([...(file.rows()['statuses']?.values() ?? [])]).toMatchObject([{ status: 'PRESUMED' }, { status: 'NOT_CONFIRMED', decidedBy: 'authority' }, { status: 'CONFIRMED' }]);
  });

  it('takes nothing away: whatever it says, who stands by her and what she agreed to stay', () => {
    const file = openFile(spring);
    file.say(advocateBy(10));
    file.say(guardianBy(11));
    file.say(guardianGrant(20, 11, '2024-04-01T00:00:00.000Z'));
    const { standing, consents, cases } = file.file();
    file.say({ act: 'record-status', status: 'NOT_CONFIRMED', basis: 'REVIEW', decidedBy: 'authority' });
    expect(file.file()).toMatchObject({ standing, consents, cases });
  });
});

describe('her age', () => {
  it('is that of a child where nobody knows it, and what is doubted names no date (rule R6, refusal 6)', () => {
    const file = openFile(spring);
    expect(isChild(file.file(), spring)).toBe(true);
    for (const basis of ['UNKNOWN', 'DISPUTED'] as const) {
      expect(code(file, { act: 'record-age', basis, adult: true, decidedBy: 'authority' })).toBe('AGE_DECISION_REQUIRED');
      expect(code(file, { act: 'record-age', basis, bornOn: '1990-01-01', decidedBy: 'authority' })).toBe('AGE_DECISION_REQUIRED');
    }
    // She says that she is nineteen: nobody has decided it.
    expect(code(file, { act: 'record-age', basis: 'KNOWN', bornOn: '2005-01-01' })).toBe('AGE_DECISION_REQUIRED');
    expect(code(file, { act: 'record-age', basis: 'ESTIMATED', adult: true })).toBe('AGE_DECISION_REQUIRED');
    expect(code(file, { act: 'record-age', basis: 'KNOWN', decidedBy: 'authority' })).toBe('BIRTH_DATE_REQUIRED');
    expect(code(file, { act: 'record-age', basis: 'KNOWN', bornOn: '2024-03-02', decidedBy: 'authority' })).toBe('BIRTH_DATE_AHEAD');
    expect(isChild(file.file(), spring)).toBe(true);
  });

  it('comes of age at midnight where her file is kept, staff reminded 90 and 30 days before', () => {
    const file = openFile('2022-10-19T15:00:00.000Z');
    file.say(advocateBy(10));
    file.say(guardianBy(11));
    file.say(proved('2007-02-11'));
    expect(file.clocks().map(({ name, dueAt }) => [name, dueAt])).toEqual([
      ['majority-ahead', '2024-11-13T06:00:00.000Z'], ['majority-ahead', '2025-01-12T06:00:00.000Z'], ['birthday', '2025-02-11T06:00:00.000Z'],
    ]);
    file.passTo('2025-02-11T05:59:59.999Z');
    file.say(guardianGrant(20, 11, '2025-04-01T00:00:00.000Z'));
    expect([isChild(file.file(), file.now()), file.file().standing[id(11)]?.role]).toEqual([true, 'CHILD_GUARDIAN']);
    file.passTo('2025-02-11T06:00:00.000Z');
    expect(file.events('AuthorityPassed')).toMatchObject([{ consents: [id(20)], standing: [id(11)], at: '2025-02-11T06:00:00.000Z', by: 'clock' }]);
    expect([Object.keys(file.file().standing), file.file().consents]).toEqual([[id(10)], {}]);
    expect(file.notices().map(({ kind, to }) => [kind, to.agency, to.role])).toEqual([
      ['task', 'house', 'COMMUNITY_ADVOCATE'], ['task', 'office', 'CHILD_GUARDIAN'], ['reminder', 'house', 'COMMUNITY_ADVOCATE'], ['reminder', 'office', 'CHILD_GUARDIAN'],
      ['change', 'house', 'COMMUNITY_ADVOCATE'], ['change', 'office', 'CHILD_GUARDIAN'], ['task', 'house', 'COMMUNITY_ADVOCATE'],
    ]);
    expect(Object.values(file.file().duties)).toMatchObject([{ kind: 'COMING_OF_AGE', to: { agency: 'house' } }]);
    expect([code(file, guardianBy(12)), code(file, guardianGrant(21, 11, '2025-03-01T00:00:00.000Z'))]).toEqual(['OF_AGE', 'CONSENT_GRANTOR']);
  });

  it('is computed anew when the date of birth is corrected, and no id of a clock tells it', () => {
    const file = openFile(spring);
    file.say(proved('2007-02-11'));
    const first = file.clocks();
    file.say(proved('2008-02-29'));
    expect(file.clocks().at(-1)?.dueAt).toBe('2026-03-01T06:00:00.000Z');
    const ids = [...first, ...file.clocks()].map((clock) => clock.id);
    expect([new Set(ids).size, ids.some((each) => /20\d\d-|T\d\d/.test(each))]).toEqual([ids.length, false]);
    file.say(proved('2000-01-01'));
    expect([isChild(file.file(), spring), file.clocks(), file.events('AuthorityPassed').length]).toEqual([false, [], 1]);
  });

  it('is told at once to who stands by her when it is learned late', () => {
    const file = openFile('2025-01-20T12:00:00.000Z');
    file.say(advocateBy(10));
    file.say(proved('2007-02-11'));
    file.passTo('2025-01-20T12:00:00.000Z');
    expect(file.events('MajorityReminded').length).toBe(1);
  });
});

const minutes = 60_000;
/** Acts in any order, with any time between them: facts of age, guardians, grants, suspicion. Clocks ring or are late, as it happens. */
const anyAct = fc.oneof(
  fc.constantFrom<Act>({ act: 'record-age', basis: 'UNKNOWN' }, { act: 'record-age', basis: 'DISPUTED' }, { act: 'record-age', basis: 'ESTIMATED' }, { act: 'record-age', basis: 'ESTIMATED', adult: true },
    { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'authority' }, { act: 'record-age', basis: 'ESTIMATED', adult: false, decidedBy: 'authority' }, { act: 'record-age', basis: 'KNOWN', bornOn: '1990-05-05' }),
  fc.integer({ min: 0, max: 900 }).map((days): Act => proved(new Date(Date.UTC(2005, 0, 1) + days * 24 * 60 * minutes).toISOString().slice(0, 10))),
  fc.integer({ min: 10, max: 14 }).map((standing): Act => guardianBy(standing, standing % 2 === 0 ? 'o.guardian' : 'o.second')),
  fc.tuple(fc.integer({ min: 20, max: 24 }), fc.integer({ min: 10, max: 14 })).map(([consent, standing]): Act => guardianGrant(consent, standing, '2099-01-01T00:00:00.000Z')),
  fc.integer({ min: 10, max: 14 }).map((standing): Act => ({ act: 'suspect-standing', standing: id(standing) })),
);
const anyLife = fc.array(fc.record({ act: anyAct, days: fc.integer({ min: 0, max: 120 }) }), { maxLength: 25 });

/** What was last decided of her age, told apart from the rules: only an accepted word of a body makes her an adult. */
function decidedAdult(accepted: readonly Act[], now: string): boolean {
  const last = accepted.findLast((act): act is Extract<Act, { act: 'record-age' }> => act.act === 'record-age');
  if (last?.decidedBy === undefined) return false;
  if (last.bornOn === undefined) return last.adult === true;
  return now >= laterBy(`${Number(last.bornOn.slice(0, 4)) + 18}${last.bornOn.slice(4)}T00:00:00.000Z`, 5 * 60 * minutes);
}

describe('whatever happens, in whatever order', () => {
  it('a child is treated as one until a body decides otherwise, and after that day nobody acts for her', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const file = openFile('2023-01-15T12:00:00.000Z');
        const accepted: Act[] = [];
        for (const { act, days } of life) {
          const given = act.act === 'grant-consent' ? { ...act, until: laterBy(file.now(), 80 * 24 * 60 * minutes) } : act;
          if (file.say(given).refusal === undefined) accepted.push(given);
          file.passTo(laterBy(file.now(), days * 24 * 60 * minutes));
          const now = file.now();
          // An hour about midnight is left to the zone; elsewhere both must agree.
          if (!decidedAdult(accepted, laterBy(now, 60 * minutes))) expect(isChild(file.file(), now)).toBe(true);
          if (decidedAdult(accepted, laterBy(now, -2 * 60 * minutes))) expect(isChild(file.file(), now)).toBe(false);
          if (isChild(file.file(), now)) continue;
          expect(Object.values(file.file().standing).filter(({ role }) => childRoles.includes(role))).toEqual([]);
          expect(Object.values(file.file().consents).filter((consent) => consent.by === 'GUARDIAN' && holds(consent, now))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nobody who is suspected stands by her again, and nothing they agreed to holds (rule 4)', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const file = openFile('2023-01-15T12:00:00.000Z');
        for (const { act, days } of life) {
          file.say(act.act === 'grant-consent' ? { ...act, until: laterBy(file.now(), 80 * 24 * 60 * minutes) } : act);
          file.passTo(laterBy(file.now(), days * 24 * 60 * minutes));
          const { suspects = [], standing, consents } = file.file();
          expect(Object.values(standing).filter(({ person }) => suspects.some((suspect) => suspect.person === person))).toEqual([]);
          for (const consent of Object.values(consents)) expect(Object.keys(standing)).toContain(consent.standing);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a guardian under suspicion', () => {
  it('loses access and voice at once, and is given nothing of hers again in any name', () => {
    const file = openFile(spring);
    file.say(guardianBy(11));
    file.say(guardianBy(12, 'o.second'));
    file.say(guardianGrant(20, 11, '2024-04-01T00:00:00.000Z'));
    file.say(guardianGrant(21, 12, '2024-04-01T00:00:00.000Z'));
    file.say({ act: 'assign', assignment: id(30), person: 'o.guardian', agency: 'office', class: 'D17', basis: 'LEGAL_DUTY' });
    expect(file.say({ act: 'suspect-standing', standing: id(11) }).refusal).toBeUndefined();
    expect([Object.keys(file.file().standing), Object.keys(file.file().consents), file.file().assignments]).toEqual([[id(12)], [id(21)], {}]);
    expect(Object.values(file.file().duties)).toMatchObject([{ kind: 'INTERIM_GUARDIAN', to: { agency: 'lead', role: 'COORDINATOR' }, climb: { deadline: { due: '2024-03-02T12:00:00.000Z' } } }]);
    expect(code(file, guardianBy(13))).toBe('UNDER_SUSPICION');
    expect(code(file, guardianBy(14, 'o.second'))).toBeUndefined();
    expect(file.file().duties).toEqual({});
    expect(code(file, guardianGrant(22, 11, '2024-04-01T00:00:00.000Z'))).toBe('CONSENT_GRANTOR');
    expect(code(file, { act: 'assign', assignment: id(31), person: 'o.guardian', agency: 'office', class: 'D3', basis: 'CASE_WORK' })).toBe('UNDER_SUSPICION');
    expect(code(file, { ...guardianGrant(23, 12, '2024-04-01T00:00:00.000Z'), agency: 'office', person: 'o.guardian' } as Act)).toBe('UNDER_SUSPICION');
  });
});

describe('an advocate under suspicion', () => {
  it('has no say in what was sent before it and is decided after; what only narrows holds', () => {
    const file = openFile(spring);
    file.say(proved('2000-01-01'));
    file.say({ act: 'stand-by', standing: id(11), role: 'COMMUNITY_ADVOCATE', agency: 'house', person: 'h.advocate' });
    const gift = (consent: number): Act => { const { standing: _standing, views: _views, ...rest } = guardianGrant(consent, 1, '2024-04-01T00:00:00.000Z') as Extract<Act, { act: 'grant-consent' }>; return { ...rest, by: 'SELF' }; };
    expect(code(file, gift(20))).toBeUndefined();
    file.say({ act: 'suspect-standing', standing: id(11) });
    expect(code(file, gift(21))).toBe('UNDER_SUSPICION');
    expect(code(file, { act: 'withdraw-consent', consent: id(20) })).toBeUndefined();
    // Nor is all of their agency, for they are of it.
    expect(code(file, advocateBy(12))).toBe('UNDER_SUSPICION');
  });
});

describe('a way to reach her', () => {
  it('is one rule at a time, and nothing reaches her but through it (refusal 21)', () => {
    const file = openFile(spring);
    file.say(advocateBy(10));
    expect(code(file, { act: 'record-contact', paper: id(40) })).toBe('SAFE_CONTACT_REQUIRED');
    expect(code(file, { act: 'agree-contact', every: '14d' })).toBe('SAFE_CONTACT_REQUIRED');
    file.say({ act: 'set-safe-contact', paper: id(40), text: id(41) });
    expect(code(file, { act: 'record-contact', paper: id(40) })).toBeUndefined();
    file.say({ act: 'agree-contact', every: '14d' });
    expect(Object.values(file.file().duties)).toMatchObject([{ kind: 'KEEP_CONTACT', to: { agency: 'house' }, climb: { deadline: { due: '2024-03-15T11:00:00.000Z' } } }]);
    file.passTo('2024-03-10T12:00:00.000Z');
    file.say({ act: 'record-contact', paper: id(40) });
    expect(Object.values(file.file().duties)).toMatchObject([{ kind: 'KEEP_CONTACT', climb: { deadline: { due: '2024-03-24T12:00:00.000Z' } } }]);
    file.say({ act: 'agree-contact' });
    expect(file.file().duties).toEqual({});
    file.say({ act: 'set-safe-contact', paper: id(42), text: id(43) });
    expect(code(file, { act: 'record-contact', paper: id(40) })).toBe('SAFE_CONTACT_REQUIRED');
    expect(file.events('PaperFiled')).toMatchObject([{ class: 'D3', kind: 'SAFE_CONTACT' }, { supersedes: id(40) }]);
    file.say({ act: 'end-safe-contact', paper: id(42) });
    expect(code(file, { act: 'record-contact', paper: id(42) })).toBe('SAFE_CONTACT_REQUIRED');
    expect(file.notices().map(({ subject, to }) => [subject, to.role])).toEqual([['SAFE_CONTACT', 'COMMUNITY_ADVOCATE'], ['SAFE_CONTACT', 'COMMUNITY_ADVOCATE'], ['SAFE_CONTACT', 'COMMUNITY_ADVOCATE']]);
  });
});
