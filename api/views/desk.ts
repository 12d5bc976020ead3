/** Spans of time from the rows of an agency's desk. */
import type { Absence } from '#domain/reach/chairs.ts';
import type { Ask } from '../actor.ts';

export interface SpanColumns {
  readonly from_at: Date;
  readonly until_at: Date | null;
}

export const spanOf = ({ from_at: from, until_at: until }: SpanColumns) => ({ from: from.toISOString(), ...(until !== null && { until: until.toISOString() }) });

/** Who of an agency is away, now or later. */
export async function absencesOf(ask: Ask, agency: string, now: string): Promise<readonly (Absence & { readonly id: string })[]> {
  const rows = await ask<SpanColumns & { readonly id: string; readonly person: string; readonly deputy: string | null }>`
    select id, person, deputy, from_at, until_at from absence where agency_id = ${agency} and (until_at is null or until_at > ${now}::timestamptz) order by from_at, id limit 500`;
  return rows.map(({ id, person, deputy, ...span }) => ({ id, person, ...(deputy !== null && { deputy }), ...spanOf(span) }));
}
