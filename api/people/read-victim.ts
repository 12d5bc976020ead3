import { z } from 'zod';
import { readingOne, type Asker } from '../route.ts';
import { caseIdOf } from '../views/subjects.ts';
import { opensField, protectedFields } from './fields.ts';
import { identityOf } from './identity.ts';
import { disclosuresOf } from './read-disclosures.ts';
import { victimShape } from './shapes.ts';
import { victimSubject } from './subjects.ts';

export const readVictim = readingOne({
  id: 'read-victim',
  path: '/victims/{victimId}',
  summary: 'Read the file of a victim',
  description: 'Under her pseudonyms: in which cases she is, who stands by her, what is agreed to be shared. Her name and her words are papers, each open by its class.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  answer: victimShape,
  tagged: true,
  classes: protectedFields,
  action: 'victim.read',
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  parts: ['compartment.read'],
  read: async (asker, { params: { victimId } }, subject) => {
    const { ledger } = subject;
    const [shell] = await asker.ask<Shell>`select rev, safe_contact, not is_of_age(ledger_id) as child from victim_view where ledger_id = ${ledger}`;
    const rev = shell?.rev ?? 0;
    const whole = { id: victimId, rev, childRules: shell?.child ?? true, hasSafeContact: shell?.safe_contact ?? false, statuses: await statusesOf(asker, ledger), cases: await casesOf(asker, ledger), standing: await standingOf(asker, ledger), consents: await consentsOf(asker, ledger), disclosures: await disclosuresOf(asker, ledger) };
    return { body: { ...whole, ...((await opensField(asker, 'age', subject)) && (await identityOf(asker, ledger))) }, rev };
  },
});

interface Shell {
  readonly rev: number;
  readonly safe_contact: boolean;
  readonly child: boolean;
}

async function statusesOf({ ask }: Asker, ledger: string) {
  const rows = await ask<{ status: string; basis: string; decided_by: string | null; at: Date }>`select status, basis, decided_by, at from status_view where ledger_id = ${ledger} order by seq limit 1000`;
  return rows.map(({ status, basis, decided_by: decidedBy, at }) => ({ status: status as 'PRESUMED', basis: basis as 'REFERRAL', at: at.toISOString(), ...(decidedBy !== null && { decidedBy }) }));
}

/** Her cases, as far as who asks is engaged in them: that she is in another is nobody else's to know. */
async function casesOf({ ask }: Asker, ledger: string) {
  const rows = await ask<{ case_ledger: string; pseudonym: string }>`
    select i.case_ledger, i.pseudonym from involvement_view i where i.ledger_id = ${ledger} and i.until_at is null and engaged(i.case_ledger) order by i.from_at, i.case_ledger`;
  return rows.map(({ case_ledger: of, pseudonym }) => ({ caseId: caseIdOf(of), pseudonym }));
}

async function standingOf({ ask }: Asker, ledger: string) {
  const rows = await ask<{ id: string; role: string; agency: string; person: string | null; from_at: Date }>`
    select id, role, agency, person, from_at from standing_view where ledger_id = ${ledger} and until_at is null order by from_at, id`;
  return rows.map(({ id, role, agency, person, from_at: since }) => ({ id, role: role as 'CHILD_GUARDIAN', agency, since: since.toISOString(), ...(person !== null && { person }) }));
}

interface ConsentRow {
  readonly id: string;
  readonly kind: string;
  readonly agency: string;
  readonly person: string | null;
  readonly purpose: string;
  readonly classes: readonly string[];
  readonly from_at: Date;
  readonly until_at: Date | null;
  readonly grantor: string;
  readonly method: string;
  readonly withdrawn_at: Date | null;
}

async function consentsOf({ ask }: Asker, ledger: string) {
  const rows = await ask<ConsentRow>`
    select id, kind, agency, person, purpose, classes, from_at, until_at, grantor, method, withdrawn_at from consent_view where ledger_id = ${ledger} order by from_at, id`;
  return rows.map(({ kind, person, purpose, classes, from_at: from, until_at: until, grantor, method, withdrawn_at: withdrawn, ...row }) => ({
    ...row, kind: kind as 'SHARE', purpose: purpose as 'SUPPORT', classes: classes as 'D3'[], from: from.toISOString(), ...(until !== null && { until: until.toISOString() }), grantor: grantor as 'SELF', method: method as 'WRITTEN',
    ...(person !== null && { person }), ...(withdrawn !== null && { withdrawnAt: withdrawn.toISOString() }),
  }));
}
