/** What stands in an inbox, and how often: each thing once, and what waits properly in peace. */
import { describe, expect, it } from 'vitest';
import { inboxOf, type Item } from '../../api/pages/inbox.ts';
import { inboxShape } from '../../api/shapes.ts';

const caseId = '00000000-0000-4000-8000-000000000001';
const offer = '00000000-0000-4000-8000-000000000002';
const me = { zone: 'America/Chicago', now: '2030-02-11T15:00:00.000Z' };
const step = (code: string, part: object): unknown => ({
  caseId, step: code, title: `Title of ${code}`, track: 'TEAM', role: 'COORDINATOR', state: 'IN_PROGRESS', pacing: 'GUIDANCE', holder: 'lead', accountable: 'lead', owner: 'lead.coordinator', accepted: true,
  since: me.now, occurrence: 1, version: 1, rev: 1, ...part,
});
const item = (part: object): Item => inboxShape.parse({ codeName: 'LIGHTHOUSE', ...part });
const level = (subject: string, of: string, at: string): Item => item({ kind: 'notice', caseId, notice: 'level', level: of, subject, title: `Title of ${subject}`, at });

describe('an inbox', () => {
  it('tells of several levels of one thing the last, and of what stands in it itself none', () => {
    const { needs } = inboxOf([
      item({ kind: 'step', need: 'work', due: '2030-02-01T00:00:00.000Z', step: step('S1', {}) }),
      level('S2', 'L3', '2030-02-10T00:00:00.000Z'), level('S2', 'L2', '2030-02-09T00:00:00.000Z'), level('S1', 'L2', '2030-02-08T00:00:00.000Z'),
    ], me);
    expect(needs.map(({ what, need, late }) => [what, need, late])).toEqual([['Title of S2', 'Nobody has moved (level 3 of 5)', undefined], ['Title of S1', 'You own it', true]]);
  });

  it('tells a step that is being handed over once, as the hand-off', () => {
    const { needs } = inboxOf([
      item({ kind: 'step', need: 'answer', step: step('S4', { accepted: false, owner: null, handOff: offer }) }),
      inboxShape.parse({ kind: 'hand-off', need: 'next-move', handOff: { id: offer, caseId, codeName: 'LIGHTHOUSE', step: 'S4', title: 'Title of S4', kind: 'ORDINARY', state: 'DECLINED', sender: 'lead', receiver: 'tax', proposedBy: 'lead.coordinator', items: [], bounces: 1, determined: false, proposedAt: me.now, since: me.now, rev: 1, version: 1 } }),
    ], me);
    expect(needs.map(({ need }) => need)).toEqual(['It was declined: offer it elsewhere or keep it']);
  });

  it('leads from what is owed to a survivor to her file, but for those who hear of it and read nothing there', () => {
    const duty = (id: string, role: string): Item => inboxShape.parse({ kind: 'duty', victimId: offer, due: me.now, duty: { duty: id, kind: 'REPORT_CHILD', agency: 'lead', role, since: me.now, due: me.now } });
    expect(inboxOf([duty('duty-1', 'COORDINATOR'), duty('duty-2', 'AGENCY_LEADER')], me).needs.map(({ href }) => href)).toEqual([`/desk/victims/${offer}`, undefined]);
  });

  it('leaves what waits properly without a link, a date or a call to do anything', () => {
    const { needs, waiting } = inboxOf([item({ kind: 'waiting-properly', caseId, step: 'S5', title: 'Title of S5' })], me);
    expect([needs, waiting]).toEqual([[], [{ what: 'Title of S5', where: 'LIGHTHOUSE', need: 'Waiting properly' }]]);
  });

  it('of a leader tells a level from the leaders\' board, and leaves out none that does not stand there: what is read counts as seen', () => {
    const levels = [level('S2', 'L4', me.now), level('S3', 'L4', me.now)];
    expect(inboxOf(levels, me, new Set([`${caseId}/S2`])).needs.map(({ what }) => what)).toEqual(['Title of S3']);
  });

  it('names a compact and a promise in words, and leads to them', () => {
    const rows = [{ compactId: offer, subject: 'compact', notice: 'change' }, { compactId: offer, subject: 'lead', notice: 'answer' }, { caseId, subject: offer, notice: 'change' }, { caseId, subject: 'CASE', notice: 'closing' }]
      .flatMap((part) => inboxOf([item({ kind: 'notice', at: me.now, ...part })], me).notices);
    expect(rows.map(({ what, href }) => [what, href])).toEqual([['The compact', `/desk/compacts/${offer}`], ['The compact', `/desk/compacts/${offer}`], ['A promise', `/desk/promises/${offer}`], ['The case', `/desk/cases/${caseId}`]]);
  });

  it('asks a leader to sign, and for an answer to a promise that was not kept, once each', () => {
    const commitment = { id: offer, caseId, codeName: 'LIGHTHOUSE', kind: 'DELIVERABLE', state: 'LAPSED', agency: 'lead', proposedBy: 'lead.coordinator', proposedAt: me.now, since: me.now, recommitments: 0, version: 1, rev: 1 };
    const { needs } = inboxOf([
      item({ kind: 'signature', need: 'sign', compactId: caseId, due: me.now }), inboxShape.parse({ kind: 'commitment', need: 'leader-answer', commitment, due: me.now }), inboxShape.parse({ kind: 'commitment', need: 'work', commitment, due: me.now }),
      level(offer, 'L4', me.now),
    ], me);
    expect(needs.map(({ what, need, href }) => [what, need.slice(0, 15), href])).toEqual([['The compact', 'Your signature ', `/desk/compacts/${caseId}`], ['Something to deliver', 'It was not kept', `/desk/promises/${offer}`]]);
  });
});
