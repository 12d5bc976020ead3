/** Shutting out an agency takes one person for a day, and two for longer; letting it in again takes two. */
import { describe, expect, it } from 'vitest';
import type { DeskAct } from '#domain/agency/schema.ts';
import type { Chair } from '#domain/reach/chairs.ts';
import { day, openDesk, uuid } from './desk.ts';

const chair = (person: string, agency: string, ...roles: Chair['roles']): Chair => ({ person, agency, roles, hats: [], active: true });
const outside: readonly Chair[] = [chair('s.coordinator', 'south', 'COORDINATOR'), chair('s.other', 'south', 'COORDINATOR'), chair('s.leader', 'south', 'AGENCY_LEADER'), chair('w.auditor', 'west', 'OVERSIGHT_AUDITOR')];
const contain: DeskAct = { act: 'contain', reason: 'ACCOUNT_TAKEN_OVER' };
const release: DeskAct = { act: 'release' };

function tale() {
  const desk = openDesk(day(1), outside);
  const speak = (person: string, act: DeskAct): string => {
    const who = outside.find((each) => each.person === person);
    return desk.sayAs({ person, agency: who?.agency ?? 'north', roles: who?.roles ?? [] }, act).refusal?.code ?? 'yes';
  };
  return { desk, speak, spans: () => [...desk.rows().tables.containments.values()], notices: () => desk.rows().notices.map(({ kind, subject, to }) => [kind, subject, `${to.agency} ${to.person ?? to.role ?? ''}`]) };
}

describe('an agency that is contained', () => {
  it('is so at once by one person, and no more when nobody else has said so within the period; that is said', () => {
    const { desk, speak, spans, notices } = tale();
    expect(speak('s.coordinator', contain)).toBe('yes');
    expect(spans()).toEqual([{ fromAt: day(1), untilAt: null, reason: 'ACCOUNT_TAKEN_OVER', confirmedAt: null, lapsed: false }]);
    expect([speak('s.coordinator', contain), speak('s.other', contain)]).toEqual(['TWO_PEOPLE_REQUIRED', 'TWO_PEOPLE_REQUIRED']);
    desk.passTo(day(1, 23));
    expect(desk.state().contained).toBeDefined();
    desk.passTo(day(2));
    expect(desk.state().contained).toBeUndefined();
    expect(spans()).toEqual([{ fromAt: day(1), untilAt: day(2), reason: 'ACCOUNT_TAKEN_OVER', confirmedAt: null, lapsed: true }]);
    expect(notices()).toEqual([
      ['containment', 'north', 'south AGENCY_LEADER'], ['containment-lapsed', 'north', 'south s.coordinator'], ['containment-lapsed', 'north', 'south AGENCY_LEADER'], ['containment-lapsed', 'north', 'north AGENCY_LEADER'],
    ]);
    expect(desk.clocks().filter(({ name }) => name === 'containment-lapse')).toEqual([]);
  });

  it.each(['s.leader', 'w.auditor'])('stays so once %s has said so too', (second) => {
    const { desk, speak, spans } = tale();
    speak('s.coordinator', contain);
    expect(speak(second, contain)).toBe('yes');
    desk.passTo(day(9));
    expect(spans()).toMatchObject([{ untilAt: null, confirmedAt: day(1), lapsed: false }]);
    expect(speak('s.coordinator', contain)).toBe('yes');
  });

  it('is let in again by two, of different agencies or in different roles', () => {
    const { desk, speak } = tale();
    expect(speak('s.coordinator', release)).toBe('NOT_FOUND');
    speak('s.coordinator', contain);
    speak('w.auditor', contain);
    expect([speak('s.coordinator', release), speak('s.coordinator', release), speak('s.other', release)]).toEqual(['yes', 'TWO_PEOPLE_REQUIRED', 'TWO_PEOPLE_REQUIRED']);
    expect(desk.state().contained).toBeDefined();
    expect(speak('s.leader', release)).toBe('yes');
    expect(desk.state().contained).toBeUndefined();
  });

  it('neither contains nor frees itself', () => {
    const { desk, speak } = tale();
    speak('s.coordinator', contain);
    for (const act of [contain, release]) expect(desk.say('n.leader', act).refusal?.code).toBe('NOT_THE_COORDINATOR');
  });

  it('has what was handed to it taken back, round by round, until none is left or it is released', () => {
    const { desk, speak } = tale();
    desk.leaveOpen([{ ledger: `case/${uuid(7)}`, keeper: `case/${uuid(7)}`, rev: 3, part: 'north' }]);
    speak('s.coordinator', contain);
    desk.passTo(day(1, 1));
    expect(desk.events('WorkReOffered')[0]).toMatchObject({ contained: true, round: 0 });
    desk.passTo(day(3));
    expect(desk.events('SweepEnded')).toMatchObject([{ contained: true }]);
  });
});
