/** How deep each sees into the steps of a case (D2), and what a protected step tells (rule R12): through the function every answer goes through. */
import { describe, expect, it } from 'vitest';
import type { Role } from '#domain/terms.ts';
import { createAuthoriser } from '../../api/policies/authorise.ts';
import { handOffAnswer, protectedSteps, stepAnswer, type HandOffShown, type Sees, type StepShown } from '../../api/views/answers.ts';
import { depthsIn } from '../../api/views/depth.ts';
import type { Told } from '../../api/views/playbooks.ts';

const authoriser = createAuthoriser();
const at = new Date('2030-01-07T09:00:00.000Z');
const step: StepShown = {
  ledgerId: 'case/00000000-0000-4000-8000-000000000001', code: 'S4.1', keeper: 'case/1', track: 'INVESTIGATION', pacing: 'AGREED', role: 'INVESTIGATOR', state: 'IN_PROGRESS', occurrence: 1, version: 1, rev: 1,
  holder: 'police', accountable: 'police', owner: 'police.somebody', accepted: true, openedAt: at, sinceAt: at, dueAt: at, reviewBy: null, unlocksAt: null, horizonAt: null, level: 'L1', blocker: 'CAPACITY',
  handOff: null, signal: null, recommitments: 1, askedDue: '2030-02-01', askedReason: 'CAPACITY', packetFrom: 'police.other', packetSince: at, title: null, plannedBy: null, subject: null, unfilled: false, option: null, dueFor: 'work', clock: null, nearer: '2030-01-01',
};
const handOff = {
  ledgerId: step.ledgerId, id: '00000000-0000-4000-8000-000000000002', codeName: 'ANY', keeper: 'handOff/1', step: 'S4.1', kind: 'ORDINARY', state: 'DECLINED', rev: 1, version: 1, sender: 'police', receiver: 'lab',
  proposedBy: 'police.somebody', acceptedBy: null, reason: 'CAPACITY', items: ['LIST'], bounces: 1, determined: false, proposedAt: at, acceptedAt: null, sinceAt: at, dueAt: at, level: 'L1', note: null, senderLeft: false, receiverLeft: false, about: [],
} satisfies HandOffShown;
const told = { steps: [{ code: 'H1', class: 'D17' }] } as unknown as Told;

function eyes(agency: string, roles: readonly Role[], filled?: readonly string[]): Sees {
  const actor = { person: 'p', agency, roles, now: at.toISOString(), exercise: null };
  const may: Parameters<typeof depthsIn>[0]['may'] = (action, resource) => authoriser.allows(actor, { action, resource });
  const resource = { kind: 'Case', id: 'c', lead: 'lead', agencies: ['lead', agency], working: roles, ...(filled !== undefined && { filled }) } as const;
  return { signal: true, hers: () => false, actor, opened: () => undefined, depth: depthsIn({ may, actor }, resource, told) };
}
const titleOf = (code: string): string => `title of ${code}`;
const seen = (sees: Sees, row: StepShown = step): object | undefined => stepAnswer(row, titleOf, sees);

describe('a step of others', () => {
  it('is whole to who must know where everything stands, and tells others the stage, the holder and the clock, or nothing', () => {
    expect(seen(eyes('lead', ['COORDINATOR']))).toMatchObject({ owner: 'police.somebody', blocker: 'CAPACITY', asked: { due: '2030-02-01' }, packetFrom: 'police.other', due: at.toISOString() });
    const summary = seen(eyes('house', ['COMMUNITY_ADVOCATE']));
    expect(summary).toMatchObject({ step: 'S4.1', holder: 'police', due: at.toISOString(), level: 'L1', owner: null });
    expect(Object.keys(summary ?? {}).filter((name) => ['blocker', 'asked', 'packetFrom', 'recommitments', 'handOff'].includes(name))).toEqual([]);
    expect(seen(eyes('court', ['REDRESS_OFFICER']))).toBeUndefined();
    const metadata = seen(eyes('audit', ['OVERSIGHT_AUDITOR']));
    expect([metadata !== undefined, 'due' in (metadata ?? {}), 'level' in (metadata ?? {})]).toEqual([true, false, false]);
  });

  it('is seen by who supervises as by the discipline supervised', () => {
    expect(seen(eyes('tax', ['AGENCY_SUPERVISOR'], ['FINANCIAL_INVESTIGATOR']))).toMatchObject({ owner: null, due: at.toISOString() });
    expect(seen(eyes('lead', ['AGENCY_SUPERVISOR'], ['PROSECUTOR']))).toMatchObject({ owner: 'police.somebody' });
  });

  it('is whole to whoever works where it is held', () => {
    expect(seen(eyes('police', ['REDRESS_OFFICER']))).toMatchObject({ owner: 'police.somebody', blocker: 'CAPACITY' });
  });

  it('changes hands unseen by those who see no steps of others', () => {
    expect(handOffAnswer(handOff, titleOf, eyes('lead', ['COORDINATOR']), step)).toMatchObject({ reason: 'CAPACITY', proposedBy: 'police.somebody' });
    const summary = handOffAnswer(handOff, titleOf, eyes('house', ['COMMUNITY_ADVOCATE']), step);
    expect([summary?.state, summary?.reason, summary?.proposedBy, summary?.items]).toEqual(['DECLINED', undefined, undefined, []]);
    expect(handOffAnswer(handOff, titleOf, eyes('court', ['REDRESS_OFFICER']), step)).toBeUndefined();
  });
});

describe('a protected step', () => {
  const status = { ...step, code: 'I2', track: 'IMMIGRATION', role: 'IMMIGRATION_OFFICER', holder: 'relief', accountable: 'relief' };
  const health = { ...step, code: 'H1', track: 'PROTECTION', holder: 'clinic', accountable: 'clinic' };
  const told = (sees: Sees): string => JSON.stringify([[status, health].map((row) => seen(sees, row) ?? null), protectedSteps([status, health], sees)]);

  it('tells that there is one and its clock to who may not know of her status or her health', () => {
    const advocate = eyes('house', ['COMMUNITY_ADVOCATE']);
    expect(told(advocate)).toBe(JSON.stringify([[null, null], [{ title: 'protected step', due: at.toISOString() }, { title: 'protected step', due: at.toISOString() }]]));
    expect(handOffAnswer({ ...handOff, step: 'I2', sender: 'relief' }, titleOf, advocate, status)).toBeUndefined();
  });

  it('has its name for who may, and for whoever does it', () => {
    // D9 is metadata to an investigator, D17 nothing without consent.
    const investigator = eyes('police', ['INVESTIGATOR']);
    expect([seen(investigator, status), seen(investigator, health)]).toEqual([expect.objectContaining({ step: 'I2' }), undefined]);
    expect(seen(eyes('law', ['VICTIM_COUNSEL']), status)).toMatchObject({ step: 'I2' });
    expect(seen(eyes('relief', ['IMMIGRATION_OFFICER']), status)).toMatchObject({ step: 'I2', owner: 'police.somebody' });
  });

  it('is nothing at all to who sees no steps of others', () => {
    const redress = eyes('court', ['REDRESS_OFFICER']);
    expect(told(redress)).toBe(JSON.stringify([[null, null], []]));
  });
});
