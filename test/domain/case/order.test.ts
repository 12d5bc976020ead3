/** The record keeps JSON, whose keys have no order: what is decided must not depend on one. */
import { expect, test } from 'vitest';
import { decide } from '#domain/case/decide.ts';
import { sorted } from './sorted.ts';
import { cast, launching, orchard, type Launch } from './world.ts';

const listed = (...agencies: Launch['agencies']): Launch => ({ ...launching, agencies });

test('of two agencies that fill a role, the one listed first is asked, also after the ledger was read back', () => {
  const tale = orchard('2021-03-08 09:30', listed(...launching.agencies, { agency: 'afresh', roles: ['INVESTIGATOR'] }));
  tale.launch();
  tale.at('2021-03-10 09:00');
  tale.finish(cast.coordinator, 'S3.1', 'S3.3');
  expect(tale.step('S4.1').holder).toBe('fbi');
  for (const taken of tale.taken) expect(decide(sorted(taken.before), taken.command, taken.facts).events).toEqual(taken.decided.events);
});

test('an agency that is listed twice fills the roles of both lines', () => {
  const tale = orchard('2021-03-08 09:30', listed(...launching.agencies, { agency: 'haven', roles: ['VICTIM_COUNSEL'] }));
  tale.launch();
  expect(tale.open().agencies['haven']?.roles).toEqual(['COMMUNITY_ADVOCATE', 'AGENCY_SUPERVISOR', 'AGENCY_LEADER', 'VICTIM_COUNSEL']);
});
