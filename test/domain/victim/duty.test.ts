/** What staff owe: a ladder that says each level once and never falls silent, and somebody who owes it whoever leaves. */
import { describe, expect, it } from 'vitest';
import { openDuties } from '#domain/victim/duty/duty.ts';
import { victimClocks, victimKeepers } from '#domain/victim/clocks.ts';
import { advocate, by, coordinator, createFile, victimId, type File } from './world.ts';

const owed = { kind: 'SAFETY_STEP', to: { agency: 'house', role: 'COMMUNITY_ADVOCATE', person: advocate.person } } as const;
const open = (file: File): string => {
  file.happen(...openDuties(file.file(), file.factsNow(), owed));
  return Object.keys(file.file().duties)[0] ?? '';
};
const levels = (file: File) => file.events().flatMap((event) => (event.type === 'LevelReached' ? [[event.level, event.to.map(({ agency, role, person }) => `${agency}/${person ?? role ?? ''}`).join(' ')]] : event.type === 'StillOpen' ? [['again', '']] : []));

describe('a duty of staff', () => {
  it('climbs its ladder, each level once, and then is said again every week', () => {
    const file = createFile();
    const duty = open(file);
    file.passTo('2024-03-20T15:00:00.000Z');
    expect(levels(file)).toEqual([
      ['L0', `house/${advocate.person}`], ['L1', `house/${advocate.person} house/AGENCY_SUPERVISOR`], ['L2', 'house/AGENCY_SUPERVISOR lead/COORDINATOR'], ['L3', 'lead/COORDINATOR'],
      ['L4', 'house/AGENCY_LEADER'], ['L5', 'lead/AGENCY_LEADER house/AGENCY_LEADER'], ['again', ''], ['again', ''],
    ]);
    expect(victimKeepers(file.file()).map(({ id }) => id)).toEqual([`victim/${victimId}`, `escalation/${victimId}/${duty}/1`]);
    expect(file.say(advocate, { act: 'do-duty', duty }).refusal).toBeUndefined();
    expect([victimClocks(file.file()), victimKeepers(file.file()).length]).toEqual([[], 1]);
  });

  it('that climbed is counted until it is done, with the level it reached and since when', () => {
    const file = createFile();
    const duty = open(file);
    const row = () => [...(file.rows()['escalations'] ?? new Map()).values()];
    file.passTo('2024-03-05T15:00:00.000Z');
    const [first] = row();
    expect(first).toMatchObject({ of: 'duty', subject: duty, version: 1, level: 'L2', resolvedAt: null });
    file.passTo('2024-03-20T15:00:00.000Z');
    expect(row()).toEqual([{ ...first, level: 'L5' }]);
    file.say(advocate, { act: 'do-duty', duty });
    expect(row()).toEqual([{ ...first, level: 'L5', resolvedAt: file.now() }]);
  });

  it('is done by who owes it or a colleague in the same role, and by nobody else', () => {
    const file = createFile();
    const duty = open(file);
    for (const other of [coordinator, by('house', 'INVESTIGATOR'), by('border', 'COMMUNITY_ADVOCATE')]) expect(file.say(other, { act: 'do-duty', duty }).refusal?.code).toBe('NOT_THE_OWNER');
    expect(file.say({ ...advocate, person: 'house.colleague' }, { act: 'do-duty', duty }).refusal).toBeUndefined();
  });

  it('falls back to the agency when who owes it leaves, and to the coordinator when the agency leaves', () => {
    const file = createFile();
    const duty = open(file);
    file.take({ type: 'victim-re-offer', person: 'house.somebody-else', duty, by: coordinator });
    expect(file.file().duties[duty]?.to).toEqual(owed.to);
    file.take({ type: 'victim-re-offer', person: advocate.person, duty, by: coordinator });
    expect(file.file().duties[duty]?.to).toEqual({ agency: 'house', role: 'COMMUNITY_ADVOCATE' });
    file.take({ type: 'victim-agency-leaves', agency: 'house', reason: 'CAPACITY', by: coordinator });
    expect(file.file().duties[duty]).toMatchObject({ to: { agency: 'lead', role: 'COORDINATOR' }, rev: 3 });
  });

  it('is offered to who stands by her when whoever owed it does so no more, and is never lost with them', () => {
    const standing = (nth: number): string => `5a5a5a5a-0000-4000-8000-2${String(nth).padStart(11, '0')}`;
    for (const act of ['end-standing', 'suspect-standing'] as const) {
      const file = createFile();
      file.happen({ type: 'StoodBy', standing: standing(1), role: 'COMMUNITY_ADVOCATE', agency: 'house', person: advocate.person });
      const [duty, promise] = [open(file), 'duty-2'];
      file.happen(...openDuties(file.file(), file.factsNow(), { kind: 'KEEP_PROMISE', to: { agency: 'house', role: 'COMMUNITY_ADVOCATE', person: 'house.colleague' } }));
      file.say(coordinator, { act, standing: standing(1) });
      expect([file.file().duties[duty]?.to, file.file().duties[promise]?.to]).toEqual([{ agency: 'lead', role: 'COORDINATOR' }, { agency: 'house', role: 'COMMUNITY_ADVOCATE', person: 'house.colleague' }]);
      expect(file.notices().at(-1)).toMatchObject({ kind: 'task', subject: duty, to: { agency: 'lead', role: 'COORDINATOR' } });
    }
    const file = createFile();
    file.happen({ type: 'StoodBy', standing: standing(1), role: 'COMMUNITY_ADVOCATE', agency: 'house', person: advocate.person });
    file.happen({ type: 'StoodBy', standing: standing(2), role: 'COMMUNITY_ADVOCATE', agency: 'house', person: 'house.other' });
    const duty = open(file);
    file.say(coordinator, { act: 'end-standing', standing: standing(1) });
    expect(file.file().duties[duty]).toMatchObject({ to: { agency: 'house', person: 'house.other' }, rev: 2, climb: { version: 1 } });
  });

  it('to answer for an incident never passes into the unit it is about', () => {
    const file = createFile();
    const standing = file.newId();
    file.happen({ type: 'StoodBy', standing, role: 'VICTIM_COUNSEL', agency: 'law' });
    file.happen({ type: 'StoodBy', standing: file.newId(), role: 'COMMUNITY_ADVOCATE', agency: 'house' });
    file.say(coordinator, { act: 'raise-incident', incident: file.newId(), kind: 'DISRESPECT', raisedBy: 'HER', unit: 'house', to: { agency: 'law', role: 'VICTIM_COUNSEL' } });
    file.say(coordinator, { act: 'end-standing', standing });
    expect(Object.values(file.file().duties).find(({ kind }) => kind === 'ANSWER_INCIDENT')?.to).toEqual({ agency: 'lead', role: 'COORDINATOR' });
  });

  it('tells nobody what it is: a notice has its number alone', () => {
    const file = createFile();
    const duty = open(file);
    file.passTo('2024-03-06T15:00:00.000Z');
    expect(new Set(file.notices().map(({ subject }) => subject))).toEqual(new Set([duty]));
    expect(file.notices().map(({ kind }) => kind).slice(0, 2)).toEqual(['task', 'reminder']);
  });
});
