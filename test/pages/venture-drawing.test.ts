/** A map is drawn the same however its rows come, with everything in its place and nothing over another; and it says nothing but codes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeKinds, tieKinds, ventureRoles, whereabouts } from '#domain/venture/schema.ts';
import type { z } from 'zod';
import type { ventureShape } from '../../api/venture/shapes.ts';
import { drawingOf, RADIUS, WIDTH } from '../../api/pages/venture-drawing.ts';

type Venture = Pick<z.output<typeof ventureShape>, 'nodes' | 'ties'>;
const seen = { at: '2030-01-01T00:00:00.000Z', author: 'a.one', reviewBy: '2030-02-01' } as const;
const anyMap = fc.integer({ min: 1, max: 60 }).chain((count): fc.Arbitrary<Venture> => {
  const label = fc.integer({ min: 1, max: count }).map((at) => `N${at}`);
  const node = fc.record({ kind: fc.constantFrom(...nodeKinds), roles: fc.array(fc.record({ role: fc.constantFrom(...ventureRoles) }), { maxLength: 2 }), where: fc.option(fc.constantFrom(...whereabouts), { nil: undefined }), isKey: fc.boolean() });
  return fc.record({
    nodes: fc.array(node, { minLength: count, maxLength: count }).map((all) => all.map(({ isKey, where, ...each }, at) => ({
      record: String(at), class: 'D10' as const, recorder: 'a', node: `N${at + 1}`, words: 'A name that nobody draws', ...each, ...(where !== undefined && { where }), ...(isKey && { weight: { keyPlayer: true, replaceability: 'HARD' as const, reason: 'COMMANDS' as const, ...seen } }),
    }))),
    // Some lead to what does not open to the reader.
    ties: fc.array(fc.record({ node: label, to: fc.oneof(label, fc.constant('N999')), tie: fc.constantFrom(...tieKinds), from: fc.constant('2030-01-01') }).filter(({ node, to }) => node !== to), { maxLength: 90 }),
  });
});

describe('the drawing of a venture', () => {
  it('has everybody once, beside and never over another, inside its frame', () => {
    fc.assert(fc.property(anyMap, (map) => {
      const { spots, width, height, bands } = drawingOf(map);
      expect([width, spots.map(({ label }) => label).toSorted()]).toEqual([WIDTH, map.nodes.map(({ node }) => node ?? '').toSorted()]);
      for (const [at, one] of spots.entries()) {
        expect(one.x >= RADIUS && one.x <= width - RADIUS && one.y >= RADIUS && one.y <= height - RADIUS).toBe(true);
        for (const other of spots.slice(at + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(2 * RADIUS);
        for (const { y } of bands) expect(Math.abs(one.y - y)).toBeGreaterThan(RADIUS);
      }
    }), { numRuns: 60 });
  });

  it('is the same whichever way its rows come, with one line for each pair that is drawn, and not a word of anybody', () => {
    fc.assert(fc.property(anyMap, (map) => {
      const drawn = drawingOf(map);
      const backwards = drawingOf({ nodes: map.nodes.toReversed(), ties: map.ties.toReversed() });
      const byLabel = ({ spots }: typeof drawn) => spots.toSorted((one, other) => one.label.localeCompare(other.label));
      expect([byLabel(backwards), backwards.lines]).toEqual([byLabel(drawn), drawn.lines]);
      expect(drawn.lines).toHaveLength(new Set(map.ties.filter(({ to }) => to !== 'N999').map(({ node, to }) => `${node}>${to}`)).size);
      expect(JSON.stringify(drawn)).not.toMatch(/name|NaN|null/);
    }), { numRuns: 60 });
  });

  it('marks who is key and who is at large, and puts those who lead above all others', () => {
    const base: Omit<Venture['nodes'][number], 'record'> = { class: 'D10', recorder: 'a', roles: [] };
    const { spots, bands } = drawingOf({
      nodes: [
        { ...base, record: '1', node: 'N1', kind: 'PERSON' }, { ...base, record: '2', node: 'N2', kind: 'PERSON', roles: [{ role: 'ORGANISER' }], where: 'ABROAD' }, { ...base, record: '3', node: 'N3', kind: 'ACCOUNT' },
        { ...base, record: '4', node: 'N4', kind: 'PERSON', where: 'IN_CUSTODY', weight: { keyPlayer: true, replaceability: 'HARD', reason: 'COMMANDS', ...seen } }, { ...base, record: '5' },
      ], ties: [],
    });
    const of = (label: string) => spots.find((spot) => spot.label === label);
    expect(bands.map(({ title }) => title)).toEqual(['People who lead', 'Other people', 'Accounts']);
    expect([of('N2'), of('N4'), of('N1'), of('N3')]).toMatchObject([{ isAtLarge: true, isKey: false }, { isAtLarge: false, isKey: true }, { isAtLarge: false, isKey: false, isPerson: true }, { isPerson: false }]);
    expect([of('N2')?.y === of('N4')?.y, (of('N2')?.y ?? 0) < (of('N1')?.y ?? 0), (of('N1')?.y ?? 0) < (of('N3')?.y ?? 0)]).toEqual([true, true, true]);
    expect(spots).toHaveLength(4);
  });
});
