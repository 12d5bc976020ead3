/** A worker that dies after a letter has gone out and before it is written down: the letter goes out again under the same Message-ID, and is one letter. In real time. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { asOwner, launchBody, loadPeople, people, startApi } from '../api/support.ts';
import { startWorker } from '../api/worker.ts';
import { openPostOffice } from '../../commands/campaign/post-office.ts';
import { from, origin } from './stage.ts';

const patient = { timeout: 40_000, interval: 100 };
const address = 'advocate@people.example';
const office = await openPostOffice();
const settings = { SMTP_URL: office.url, MAIL_FROM: from, PUBLIC_URL: origin };
await loadPeople();
await asOwner(async (client) => {
  await client.query('update notice set taken = true');
  await client.query('update person set email = $2 where id = $1', [people.advocate, address]);
});
const api = await startApi();
const mine = () => office.letters.filter(({ to }) => to === address);
const states = () => asOwner(async (client) => (await client.query<{ state: string; n: number }>('select state, count(*)::int as n from delivery where person = $1 group by state order by state', [people.advocate])).rows);

const dying = await startWorker({ ...settings, THROUGHLINE_FAULTS: 'mail.after-send=1;seed=1' });
const launched = await api.post(people.coordinator, '/cases', { ...launchBody, codeName: 'CRASHED MAIL', referral: 'Canary Larkspur' });
await vi.waitFor(() => expect(mine().length).toBe(1), patient);
await dying.stop();
const afterCrash = await states();

const worker = await startWorker(settings);
// The dead worker's claim has run out.
await asOwner((client) => client.query(`update delivery set claimed_at = clock_timestamp() - interval '1 hour' where state = 'SENDING'`));
await vi.waitFor(async () => expect((await states()).map(({ state }) => state)).not.toContain('SENDING'), patient);
const afterAgain = await states();
const [letter] = mine();
const opened = await api.get(people.advocate, `/notices/${letter?.link ?? ''}`);
const again = await api.get(people.advocate, `/notices/${letter?.link ?? ''}`);

afterAll(async () => {
  await worker.stop();
  await api.stop();
  await office.close();
  await asOwner((client) => client.query('update person set email = null where id = $1', [people.advocate]));
});

describe('a worker that dies between a letter and its record', () => {
  it('leaves the letter to the next one, who sends the very same again', () => {
    expect(launched.status).toBe(201);
    expect(afterCrash).toEqual([{ state: 'DUE', n: 1 }, { state: 'SENDING', n: 1 }]);
    expect(mine().length).toBeGreaterThan(1);
    expect(new Set(mine().filter(({ link }) => link === letter?.link).map(({ messageId }) => messageId)).size).toBe(1);
    expect(mine().filter(({ link }) => link === letter?.link).length).toBe(2);
    expect(afterAgain.map(({ state }) => state)).toContain('SENT');
  });

  it('and the letter says nothing but the code name and its link, to the last byte', () => {
    for (const { raw, from: sender } of office.letters) {
      expect(sender).toBe(from);
      expect(raw).not.toMatch(/Larkspur|Canary|\bth\b|\btn\b|S1\.1|ADVOCATE|COORDINATOR|starter/);
      expect(raw).toMatch(/^Subject: Throughline: something waits for you\r$/m);
      expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      expect(raw.match(/https?:\/\/[^\s"]+/g)).toEqual([expect.stringMatching(/^https:\/\/line\.example\/desk\/letters\/[0-9a-f-]{36}$/)]);
    }
  });

  it('can be opened as often as its reader likes', () => {
    expect([opened.status, again.status]).toEqual([200, 200]);
    expect(opened.body).toEqual(again.body);
  });
});
