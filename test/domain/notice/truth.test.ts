import { describe, expect, it } from 'vitest';
import { isStillSo, type Said } from '#domain/notice/truth.ts';
import { monday } from './world.ts';

const step = { finished: false, openedAt: monday, version: 2 };
const said = (more: Partial<Said>): Said => ({ kind: 'level', at: monday, engaged: true, asked: false, ...more });

describe('a notice still holds', () => {
  it.each<[string, Partial<Said>, boolean]>([
    ['while the step is open', { of: 'step', version: 2, step }, true],
    ['not when it is finished', { of: 'step', version: 2, step: { ...step, finished: true } }, false],
    ['not when it has another date', { of: 'step', version: 2, step: { ...step, version: 3 } }, false],
    ['not when it stands open anew', { of: 'step', version: 2, step: { ...step, openedAt: '2031-05-01T00:00:00.000Z' } }, false],
    ['not for an agency that is out of it', { of: 'step', version: 2, step, engaged: false }, false],
    ['for an agency that is asked', { of: 'hand-off', version: 1, handOff: { state: 'PROPOSED', version: 1 }, engaged: false, asked: true }, true],
    ['not when the hand-off was accepted', { of: 'hand-off', version: 1, handOff: { state: 'IN_PROGRESS', version: 1 } }, false],
    ['not when its promise was renewed', { of: 'commitment', version: 1, commitment: { ended: false, version: 2 } }, false],
    ['not when its promise was kept', { of: 'commitment', version: 1, commitment: { ended: true, version: 1 } }, false],
    ['of a task nobody has taken', { kind: 'task', step }, true],
    ['not of a task somebody else has taken', { kind: 'task', step: { ...step, owner: 'a.other' }, toPerson: 'a.owner' }, false],
    ['not of an offer that was answered', { kind: 'offer', handOff: { state: 'DECLINED', version: 1 } }, false],
    ['of an answer, even to who is out of it', { kind: 'answer', engaged: false }, true],
  ])('%s', (_when, more, holds) => {
    expect(isStillSo(said(more))).toBe(holds);
  });
});
