/** Who stands by her is sent away by their own agency or by the coordinator, and by nobody else. */
import { describe, expect, it } from 'vitest';
import { advocate as byHouse, advocateBy, coordinator, guardianBy, id, openFile } from './her-file.ts';

const opened = (without: readonly string[] = []) => {
  const file = openFile('2024-03-01T12:00:00.000Z', without);
  file.say(advocateBy(1));
  file.say(guardianBy(2));
  return file;
};

describe('an end of standing', () => {
  it('is said of one’s own people, and of others by the coordinator', () => {
    const file = opened();
    expect(file.say({ act: 'end-standing', standing: id(2) }, byHouse).refusal?.code).toBe('NOT_THE_COORDINATOR');
    expect(file.say({ act: 'end-standing', standing: id(1) }, byHouse).refusal).toBeUndefined();
    expect(file.say({ act: 'end-standing', standing: id(2) }, coordinator).refusal).toBeUndefined();
    expect(opened(['NOT_THE_COORDINATOR']).say({ act: 'end-standing', standing: id(2) }, byHouse).refusal).toBeUndefined();
  });
});
