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

  it('tells nobody what it is: a notice has its number alone', () => {
    const file = createFile();
    const duty = open(file);
    file.passTo('2024-03-06T15:00:00.000Z');
    expect(new Set(file.notices().map(({ subject }) => subject))).toEqual(new Set([duty]));
    expect(file.notices().map(({ kind }) => kind).slice(0, 2)).toEqual(['task', 'reminder']);
  });
});
