/** Rule R6 in consent: whoever is a child, or may be one, is not led through the consent of adults. */
import { describe, expect, it } from 'vitest';
import { guardianBy, guardianGrant, openFile, proved, type Act } from './her-file.ts';

const until = '2024-05-01T12:00:00.000Z';
const own = (kind: 'SHARE' | 'SERVICES', consent = 50): Act => {
  const { standing: _standing, views: _views, classes: _classes, ...rest } = guardianGrant(consent, 1, until) as Extract<Act, { act: 'grant-consent' }>;
  return { ...rest, kind, by: 'SELF', classes: kind === 'SHARE' ? ['D4'] : [] };
};
const opened = (without: readonly string[] = []) => openFile('2024-03-01T12:00:00.000Z', without);

describe('what a child agrees to', () => {
  it('is nothing to share, as long as nobody has decided that she is of age', () => {
    const file = opened();
    expect(file.say(own('SHARE')).refusal?.code).toBe('CONSENT_GRANTOR');
    file.say({ act: 'record-age', basis: 'DISPUTED' });
    expect(file.say(own('SHARE')).refusal?.code).toBe('CONSENT_GRANTOR');
    file.say(proved('2007-02-11'));
    expect(file.say(own('SHARE')).refusal?.code).toBe('CONSENT_GRANTOR');
    file.say({ act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'authority' });
    expect(file.say(own('SHARE')).refusal).toBeUndefined();
  });

  it('is support, which a child may ask for alone; and for the rest a guardian decides', () => {
    const file = opened();
    expect(file.say(own('SERVICES')).refusal).toBeUndefined();
    file.say(guardianBy(1));
    expect(file.say(guardianGrant(51, 1, until)).refusal).toBeUndefined();
  });

  it('falls if the guard is left out', () => {
    expect(opened(['CONSENT_GRANTOR']).say(own('SHARE')).refusal).toBeUndefined();
  });

});
