/**
 * The tables people read from, as `append` writes them and `verify` reads them back. Columns are named as the rows of the domain name them, in camel case;
 * each row says besides which ledger it belongs to, whose that is, and in which exercise.
 */
interface Table {
  readonly name: string;
  /** The table's key. */
  readonly key: readonly string[];
  /** Type of each column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Said once, when the row comes to be. */
  readonly once?: readonly string[];
  /** Said by some changes only: null leaves what was said before. */
  readonly keeps?: readonly string[];
  /** Rows are named by the place of their event (`seq`) and only come to be: one that is there already is a bug. */
  readonly placed?: true;
}

export const tables = {
  cases: { name: 'case_view', key: ['ledger_id'], columns: { id: 'uuid', codeName: 'text', status: 'text', playbookId: 'text', playbookVersion: 'int', openedAt: 'timestamptz',
    phase: 'text', deniedStatements: 'int', deniedContacts: 'int', deniedOperations: 'int', deniedClosings: 'int', safeContact: 'uuid', triggers: 'text[]' } },
  links: {
    name: 'case_link_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', side: 'text', otherLedger: 'text', relation: 'text', state: 'text', saidAt: 'timestamptz' },
  },
  readiness: {
    name: 'readiness_notice_view', key: ['ledger_id', 'id'],
    columns: {
      id: 'uuid', step: 'text', sender: 'text', sentBy: 'text', sentAt: 'timestamptz', timeBand: 'text', estimatedNumber: 'int', genderMix: 'text', languages: 'text[]', minorsExpected: 'boolean',
      specialNeeds: 'text[]', acknowledgedBy: 'text', acknowledgedAgency: 'text', acknowledgedAt: 'timestamptz',
    },
  },
  engagements: { name: 'engagement', key: ['ledger_id', 'agency_id'], columns: { agencyId: 'text', roles: 'text[]', fromAt: 'timestamptz', untilAt: 'timestamptz' }, once: ['fromAt'] },
  steps: {
    name: 'step_view', key: ['ledger_id', 'code'],
    columns: {
      code: 'text', keeper: 'text', track: 'text', pacing: 'text', role: 'text', state: 'text', occurrence: 'int', version: 'int', rev: 'int', holder: 'text', accountable: 'text', owner: 'text',
      accepted: 'boolean', openedAt: 'timestamptz', sinceAt: 'timestamptz', dueAt: 'timestamptz', reviewBy: 'timestamptz', unlocksAt: 'timestamptz', horizonAt: 'timestamptz', level: 'text',
      blocker: 'text', handOff: 'uuid', signal: 'text', recommitments: 'int', askedDue: 'text', askedReason: 'text', packetFrom: 'text', packetSince: 'timestamptz', title: 'uuid', plannedBy: 'text',
      subject: 'text', unfilled: 'boolean', option: 'text',
      dueFor: 'text', clock: 'jsonb', nearer: 'text',
    },
  },
  handOffs: {
    name: 'hand_off_view', key: ['id'],
    columns: {
      id: 'uuid', codeName: 'text', keeper: 'text', step: 'text', kind: 'text', state: 'text', rev: 'int', version: 'int', sender: 'text', receiver: 'text', proposedBy: 'text', acceptedBy: 'text',
      reason: 'text', items: 'text[]', bounces: 'int', determined: 'boolean', proposedAt: 'timestamptz', acceptedAt: 'timestamptz', sinceAt: 'timestamptz', dueAt: 'timestamptz',
      level: 'text', note: 'text', about: 'jsonb', senderLeft: 'boolean', receiverLeft: 'boolean',
    },
    keeps: ['acceptedAt'],
  },
  tracks: { name: 'track_view', key: ['ledger_id', 'track'], columns: { track: 'text', quietSince: 'timestamptz', stallsAt: 'timestamptz', stalledAt: 'timestamptz', movedAt: 'timestamptz' } },
  subjects: { name: 'subject_view', key: ['ledger_id', 'label'], columns: { label: 'text', kind: 'text', suspect: 'text', at: 'timestamptz' } },
  facts: { name: 'fact_view', key: ['ledger_id', 'fact', 'about'], columns: { fact: 'text', about: 'text', value: 'text', occurredAt: 'timestamptz', step: 'text', at: 'timestamptz' } },
  stepTimes: {
    name: 'step_time', key: ['ledger_id', 'seq', 'step'], placed: true,
    columns: { seq: 'int', step: 'text', occurrence: 'int', class: 'text', holder: 'text', accountable: 'text', owner: 'text', dueAt: 'timestamptz', rests: 'boolean', at: 'timestamptz' },
  },
  progress: { name: 'progress', key: ['ledger_id', 'seq'], placed: true, columns: { seq: 'int', track: 'text', at: 'timestamptz' } },
  stalls: { name: 'stall_view', key: ['ledger_id', 'track', 'since_at'], columns: { track: 'text', sinceAt: 'timestamptz', endedAt: 'timestamptz', cause: 'text' }, keeps: ['cause'] },
  escalations: {
    name: 'escalation_view', key: ['ledger_id', 'of', 'subject', 'version'],
    columns: { of: 'text', subject: 'text', version: 'int', level: 'text', openedAt: 'timestamptz', resolvedAt: 'timestamptz' }, once: ['openedAt'],
  },
  compacts: {
    name: 'compact_view', key: ['ledger_id'],
    columns: {
      id: 'uuid', codeName: 'text', keeper: 'text', caseLedger: 'text', playbookId: 'text', playbookVersion: 'int', state: 'text', rev: 'int', version: 'int', startsOn: 'date', endsOn: 'date',
      openedAt: 'timestamptz', requestedAt: 'timestamptz', activeAt: 'timestamptz', endedAt: 'timestamptz',
    },
  },
  parties: { name: 'party_view', key: ['ledger_id', 'agency'], columns: { agency: 'text', place: 'int', roles: 'text[]', status: 'text', leader: 'text', lead: 'text', deputy: 'text' } },
  signatures: {
    name: 'signature_view', key: ['ledger_id', 'agency', 'version'],
    columns: { agency: 'text', version: 'int', leader: 'text', state: 'text', requestedAt: 'timestamptz', dueAt: 'timestamptz', signedAt: 'timestamptz', signedBy: 'text', level: 'text' },
  },
  commitments: {
    name: 'commitment_view', key: ['id'],
    columns: {
      id: 'uuid', codeName: 'text', keeper: 'text', caseLedger: 'text', track: 'text', step: 'text', kind: 'text', agency: 'text', state: 'text', version: 'int', rev: 'int', text: 'text',
      proposedBy: 'text', acceptedBy: 'text', proposedAt: 'timestamptz', activeAt: 'timestamptz', sinceAt: 'timestamptz', dueAt: 'timestamptz', lapsedAt: 'timestamptz', endedAt: 'timestamptz',
      level: 'text', recommitments: 'int', pledgedAmount: 'numeric', pledgedUnit: 'text', pledgedFrom: 'date', pledgedUntil: 'date',
      offeredTo: 'text', answerDueAt: 'timestamptz', leaderAnswerDueAt: 'timestamptz', askedDue: 'date', addedAmount: 'numeric', addedUnit: 'text', waitsOnHer: 'boolean',
    },
  },
  terms: {
    name: 'term_view', key: ['ledger_id', 'commitment', 'version'],
    columns: {
      commitment: 'uuid', version: 'int', agency: 'text', dueAt: 'timestamptz', suspended: 'boolean', lapsedAt: 'timestamptz', leaderAskedAt: 'timestamptz', answer: 'text', answeredAt: 'timestamptz',
    },
  },
  deliveries: {
    name: 'resource_delivery_view', key: ['ledger_id', 'commitment', 'seq'], placed: true,
    columns: { commitment: 'uuid', seq: 'int', agency: 'text', periodFrom: 'date', periodUntil: 'date', amount: 'numeric', unit: 'text', at: 'timestamptz', byPerson: 'text' },
  },
  notices: {
    name: 'notice', key: ['ledger_id', 'seq', 'part'], placed: true,
    columns: { seq: 'int', part: 'int', kind: 'text', level: 'text', subject: 'text', toAgency: 'text', toRole: 'text', toPerson: 'text', skipped: 'jsonb', urgent: 'boolean', at: 'timestamptz' },
  },
  absences: { name: 'absence', key: ['ledger_id', 'id'], columns: { id: 'text', person: 'text', deputy: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  deputies: { name: 'deputy', key: ['ledger_id', 'id'], columns: { id: 'text', person: 'text', deputy: 'text', roles: 'text[]', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  shifts: { name: 'shift', key: ['ledger_id', 'id'], columns: { id: 'text', person: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  hats: { name: 'hat', key: ['ledger_id', 'id'], columns: { id: 'text', person: 'text', agency: 'text', roles: 'text[]', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  departures: { name: 'departure', key: ['ledger_id', 'person'], columns: { person: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  containments: { name: 'containment', key: ['ledger_id', 'from_at'], columns: { fromAt: 'timestamptz', untilAt: 'timestamptz', reason: 'text', confirmedAt: 'timestamptz', lapsed: 'boolean' } },
  victims: { name: 'victim_view', key: ['ledger_id'], columns: { id: 'uuid', keeper: 'text', playbookId: 'text', playbookVersion: 'int', rev: 'int', safeContact: 'boolean' } },
  involvements: { name: 'involvement_view', key: ['ledger_id', 'case_ledger'], columns: { caseLedger: 'text', pseudonym: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  standings: { name: 'standing_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', role: 'text', agency: 'text', person: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz', outside: 'boolean', suspected: 'boolean' } },
  consents: {
    name: 'consent_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', kind: 'text', agency: 'text', person: 'text', purpose: 'text', classes: 'text[]', fromAt: 'timestamptz', untilAt: 'timestamptz', grantor: 'text', standing: 'uuid', method: 'text', withdrawnAt: 'timestamptz' },
  },
  assignments: {
    name: 'assignment_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', person: 'text', agency: 'text', class: 'text', paper: 'uuid', basis: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' },
  },
  papers: {
    name: 'paper_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', class: 'text', kind: 'text', recorder: 'text', author: 'text', at: 'timestamptz', text: 'uuid', summary: 'uuid', supersedes: 'uuid', disclosable: 'boolean' },
  },
  disclosures: {
    name: 'disclosure_view', key: ['ledger_id', 'id'],
    columns: {
      id: 'uuid', grounds: 'text[]', glass: 'boolean', classes: 'text[]', agency: 'text', person: 'text', recorder: 'text', toldHer: 'text', steps: 'text[]', fromAt: 'timestamptz', untilAt: 'timestamptz',
      endedAt: 'timestamptz', finding: 'text',
    },
  },
  statuses: { name: 'status_view', key: ['ledger_id', 'seq'], placed: true, columns: { seq: 'int', status: 'text', basis: 'text', decidedBy: 'text', at: 'timestamptz', byPerson: 'text' } },
  ages: {
    name: 'age_view', key: ['ledger_id', 'seq'], placed: true,
    columns: { seq: 'int', basis: 'text', ofAgeOn: 'date', ofAgeAt: 'timestamptz', adult: 'boolean', decidedBy: 'text', at: 'timestamptz', byPerson: 'text' },
  },
  contacts: {
    name: 'contact_view', key: ['ledger_id'],
    columns: { languages: 'text[]', interpreter: 'text', safePaper: 'uuid', safeSince: 'timestamptz', rhythm: 'text', rhythmAgency: 'text', rhythmSince: 'timestamptz', lastAt: 'timestamptz' },
  },
  readinessSignals: { name: 'readiness_signal_view', key: ['ledger_id', 'seq'], placed: true, columns: { seq: 'int', signal: 'text', voice: 'text', notBefore: 'timestamptz', at: 'timestamptz' } },
  protectedPeriods: { name: 'protected_period_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', basis: 'text', source: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  participations: {
    name: 'participation_view', key: ['ledger_id', 'seq'], placed: true, columns: { seq: 'int', caseLedger: 'text', mode: 'text', support: 'text[]', voice: 'text', fromAt: 'timestamptz', at: 'timestamptz' },
  },
  determinations: {
    name: 'determination_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', purposes: 'text[]', result: 'text', factors: 'text[]', views: 'text', deciders: 'text[]', day: 'date', at: 'timestamptz' },
  },
  interviews: {
    name: 'interview_view', key: ['ledger_id', 'id'],
    columns: {
      id: 'uuid', caseLedger: 'text', purpose: 'text', agency: 'text', person: 'text', survivorAsked: 'boolean', sessions: 'int', held: 'int', result: 'text', missing: 'text[]', at: 'timestamptz',
    },
  },
  sessions: {
    name: 'session_view', key: ['ledger_id', 'seq'], placed: true,
    columns: {
      seq: 'int', interview: 'uuid', caseLedger: 'text', day: 'date', minutes: 'int', breaks: 'int', present: 'text[]', stopRequested: 'boolean', wellbeing: 'text', interviewer: 'text',
      sameInterviewer: 'boolean', at: 'timestamptz',
    },
  },
  earlyContacts: {
    name: 'early_contact_view', key: ['ledger_id', 'seq'], placed: true,
    columns: { seq: 'int', caseLedger: 'text', minutes: 'int', purpose: 'text', agency: 'text', person: 'text', missing: 'text[]', at: 'timestamptz' },
  },
  ownWords: { name: 'own_words_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', kind: 'text', at: 'timestamptz', withdrawnAt: 'timestamptz', presentedAt: 'timestamptz' } },
  duties: {
    name: 'duty_view', key: ['ledger_id', 'id'],
    columns: {
      id: 'text', kind: 'text', agency: 'text', role: 'text', person: 'text', subject: 'text', rev: 'int', withLead: 'boolean', openedAt: 'timestamptz', startsAt: 'timestamptz', dueAt: 'timestamptz', level: 'text', endedAt: 'timestamptz',
      outcome: 'text', doneBy: 'text',
    },
  },
  risks: { name: 'risk_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', level: 'text', trigger: 'text', recorder: 'text', at: 'timestamptz', next: 'date', roseAfterParticipation: 'boolean' } },
  riskDetails: { name: 'risk_detail_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', recorder: 'text', factors: 'text[]', measures: 'text[]' } },
  supports: { name: 'support_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', kind: 'text', agency: 'text', health: 'boolean', openedAt: 'timestamptz', endedAt: 'timestamptz', reason: 'text' } },
  promisesToHer: {
    name: 'promise_to_her_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', agency: 'text', role: 'text', person: 'text', due: 'date', condition: 'uuid', madeAt: 'timestamptz', answer: 'text', answeredAt: 'timestamptz' },
  },
  reach: { name: 'reach_view', key: ['ledger_id'], columns: { state: 'text', plan: 'uuid', sinceAt: 'timestamptz' } },
  incidents: {
    name: 'incident_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', kind: 'text', raisedBy: 'text', unit: 'text', answerer: 'text', raisedAt: 'timestamptz', outcome: 'text', answeredAt: 'timestamptz', answeredBy: 'text' },
  },
  statusMeasures: {
    name: 'status_measure_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', kind: 'text', recorder: 'text', officer: 'text', filed: 'date', granted: 'date', ends: 'date', ended: 'date', reason: 'text' },
  },
  measureSteps: { name: 'measure_step_view', key: ['ledger_id', 'seq'], placed: true, columns: { seq: 'int', measure: 'uuid', recorder: 'text', step: 'text', day: 'date', ends: 'date', source: 'text' } },
  nonPunishment: {
    name: 'non_punishment_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', recorder: 'text', nexus: 'text', asked: 'text', askedAt: 'timestamptz', result: 'text', answeredAt: 'timestamptz' },
  },
  erasures: {
    name: 'erasure_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', basis: 'text', requestedBy: 'text', requestedAt: 'timestamptz', unlocksAt: 'timestamptz', state: 'text', approvers: 'text[]', endedAt: 'timestamptz', keys: 'int', unreadable: 'text[]' },
  },
  holds: { name: 'hold_view', key: ['ledger_id', 'id'], columns: { id: 'uuid', basis: 'text', agency: 'text', fromAt: 'timestamptz', untilAt: 'timestamptz' } },
  forms: {
    name: 'form_view', key: ['ledger_id', 'id'],
    columns: { id: 'uuid', step: 'text', occurrence: 'int', class: 'text', victim: 'uuid', recorder: 'text', author: 'text', at: 'timestamptz', text: 'uuid', fields: 'text[]', disclosable: 'boolean' },
  },
  records: {
    name: 'record_view', key: ['ledger_id', 'kind', 'id'],
    columns: { kind: 'text', id: 'text', class: 'text', caseLedger: 'text', subject: 'text', victim: 'uuid', state: 'text', recorder: 'text', author: 'text', at: 'timestamptz', data: 'jsonb', summary: 'jsonb', texts: 'jsonb' },
  },
  editions: {
    name: 'edition_view', key: ['ledger_id', 'version'],
    columns: { name: 'text', of: 'text', version: 'int', state: 'text', hash: 'text', author: 'text', rev: 'int', draftedAt: 'timestamptz', endedAt: 'timestamptz' },
  },
  editionWords: {
    name: 'edition_word_view', key: ['ledger_id', 'seq'], placed: true,
    columns: { seq: 'int', version: 'int', hash: 'text', said: 'text', person: 'text', agency: 'text', note: 'uuid', at: 'timestamptz' },
  },
  explanations: { name: 'time_explanation', key: ['ledger_id', 'first_day', 'last_day', 'about'], columns: { firstDay: 'date', lastDay: 'date', about: 'text', words: 'uuid', at: 'timestamptz' } },
} as const satisfies Readonly<Record<string, Table>>;
export type TableName = keyof typeof tables;
export const isPlaced = (name: string): boolean => Object.hasOwn(tables, name) && 'placed' in tables[name as TableName];
export const tableNames = Object.keys(tables) as readonly TableName[];

export const columnOf = (member: string): string => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Some names of the field are words of SQL. */
const quoted = (member: string): string => `"${columnOf(member)}"`;

/** Whether rows of a table say themselves whose they are; all others are their ledger's. */
export const saysWhose = ({ columns }: Table): boolean => 'agencyId' in columns;

/** The part of `append`'s statement that writes the rows of one table; it stands on `p`, the document and what is said in every row. */
export function writing(name: TableName): string {
  const table: Table = tables[name];
  const members = Object.keys(table.columns);
  const whose = saysWhose(table) ? { columns: '', values: '' } : { columns: ', agency_id', values: ', p.agency' };
  const typed = Object.entries(table.columns).map(([member, type]) => `"${member}" ${type}`).join(', ');
  const changing = members.filter((member) => !table.key.includes(columnOf(member)) && table.once?.includes(member) !== true);
  const set = changing.map((member) => {
    const column = quoted(member);
    return `${column} = ${table.keeps?.includes(member) === true ? `coalesce(excluded.${column}, ${table.name}.${column})` : `excluded.${column}`}`;
  });
  const conflict = table.placed ? '' : `\n  on conflict (${table.key.map((column) => `"${column}"`).join(', ')}) do update set ${set.join(', ')}`;
  return `${table.name}_rows as (
  insert into ${table.name} (ledger_id, ${members.map(quoted).join(', ')}${whose.columns}, exercise_id)
  select p.ledger, ${members.map((member) => `r."${member}"`).join(', ')}${whose.values}, p.exercise from p, jsonb_to_recordset(p.doc -> 'rows' -> '${name}') as r(${typed})${conflict})`;
}
