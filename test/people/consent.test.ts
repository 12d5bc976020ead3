/** Consent at the door: who may give it, what it opens, and that nothing opens it again once it is withdrawn. */
import { afterAll, describe, expect, it } from 'vitest';
import { audit, rowsOf } from '../api/house.ts';
import { people } from '../api/support.ts';
import { consentTo, inDays, ofAge } from './consents.ts';
import { openDoor } from './her-door.ts';

const { api, victim, ledger, act, stop } = await openDoor(ofAge());
afterAll(stop);

const code = async (body: object): Promise<unknown> => (await act(people.advocate, body)).body['code'];
const consents = async () => (await api.get(people.advocate, victim)).body['consents'] as { id: string; kind: string; until?: string; withdrawnAt?: string }[];

describe('a consent', () => {
  it('is taken whole or not at all', async () => {
    const whole = consentTo('tp', ['D4'], inDays(30));
    for (const member of ['wording', 'explained', 'language', 'interpreter', 'method', 'by', 'purpose', 'kind', 'classes'])
      expect([member, await code({ ...whole, [member]: undefined })]).toEqual([member, 'INVALID_REQUEST']);
    for (const told of ['withdrawalTold', 'noConditionTold', 'limitsTold'])
      expect([told, await code({ ...whole, explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true, [told]: false } })]).toEqual([told, 'INVALID_REQUEST']);
    // There is no member for a condition, and advocates' notes are nobody's to give.
    expect(await code({ ...whole, condition: 'SHELTER' })).toBe('INVALID_REQUEST');
    expect(await code({ ...whole, classes: ['D5'] })).toBe('INVALID_REQUEST');
  });

  it('ends on a day that is not too far', async () => {
    expect(await code(consentTo('tp', ['D4'], inDays(92)))).toBe('CONSENT_PERIOD');
    expect(await code({ ...consentTo('tp', ['D4'], inDays(30)), until: undefined })).toBe('CONSENT_PERIOD');
    expect(await code(consentTo('tp', ['D4'], inDays(-1)))).toBe('PERIOD_BACKWARDS');
    expect(await code(consentTo('tp', [], inDays(30), { kind: 'NOTIFIED' }))).toBe('CONSENT_PERIOD');
    expect(await code(consentTo('tp', ['D4'], inDays(30), { kind: 'INTERVIEW' }))).toBe('CONSENT_CLASSES');
    expect(await code(consentTo('tp', [], inDays(30)))).toBe('CONSENT_CLASSES');
  });

  it('opens one class to one recipient, is sealed as it was shown, and never comes back once it is withdrawn', async () => {
    expect((await act(people.advocate, consentTo('tp', ['D4'], inDays(30)))).status).toBe(200);
    expect((await act(people.advocate, { ...consentTo('tp', [], '', { kind: 'NOTIFIED', purpose: 'NOTICES' }), until: undefined })).status).toBe(200);
    const [shared, notified] = await consents();
    expect([shared?.kind, notified?.kind, notified?.until]).toEqual(['SHARE', 'NOTIFIED', undefined]);
    const granted = () => rowsOf<{ granted: boolean }>(
      `select set_config('app.agency', 'tp', true), set_config('app.person', 'tp.investigator', true), set_config('app.exercise', '', true), is_granted($1, 'D4') as granted`, ledger);
    expect((await granted())[0]?.granted).toBe(true);
    expect((await act(people.advocate, { act: 'withdraw-consent', consent: shared?.id })).status).toBe(200);
    expect((await granted())[0]?.granted).toBe(false);
    // Withdrawn is withdrawn: the same id is not taken a second time, and a new consent is another one.
    expect(await code({ act: 'withdraw-consent', consent: shared?.id })).toBe('NOT_FOUND');
    expect(await code({ ...consentTo('tp', ['D4'], inDays(30)), consent: shared?.id })).toBe('INVALID_REQUEST');
    expect((await consents()).map(({ withdrawnAt }) => withdrawnAt !== undefined)).toEqual([true, false]);
    const events = await rowsOf<{ body: string }>(`select body from event where ledger_id = $1 and type = 'ConsentGranted'`, ledger);
    expect(events.some(({ body }) => body.includes('take it back'))).toBe(false);
  });

  it('is given for her only by who may speak for her', async () => {
    expect(await code(consentTo('tp', ['D4'], inDays(30), { by: 'GUARDIAN', views: 'Would rather be asked herself.' }))).toBe('CONSENT_GRANTOR');
    expect(await code(consentTo('tp', ['D4'], inDays(30), { method: 'ORAL_RECORDED' }))).toBe('CONSENT_UNEXPLAINED');
    expect((await act(people.investigator, consentTo('tp', ['D4'], inDays(30)))).body['code']).toBe('NOT_ALLOWED');
  });

  it('is decided again and read back to the same', async () => {
    expect(await audit(ledger)).toEqual([]);
  });
});
