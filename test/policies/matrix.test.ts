/** A second pair of eyes: the typed matrix, held against the text of the field (domain report, 5b), copied here as it stands. */
import { describe, expect, it } from 'vitest';
import { assignableRoles, matterClasses, personalClasses, roles } from '#domain/terms.ts';
import { columns, markedRoles, matrix, matrixClasses, rows, supervised, unlisted, type Mark } from './matrix.ts';

const text = `
| Class | Coord | SpecAdv | ComAdv | SysVS | Counsel | Guardian | Investig | Financ | Immig | Labour | CSE | CompAuth | Prosec | Redress | Leader | Auditor |
| D1 | F | F | F | F | M | M | F | F | M | F | F | M | F | M | F | M |
| D2 | F | F | S | F | S | S | F | O+S | O | O+S | F | O | F | O | S | M |
| D3 | M | M | F (own client) | C/A | own client | own child | A | - | A (relief only) | M | A | A | A | A (payee) | - | - |
| D4 | - | - | F (own) | C | own | own | C | - | - | - | C | - | - | - | - | - |
| D5 | - | - | O | - | - | - | - | - | - | - | - | - | - | - | - | - |
| D6 | F | F | F | F | own | own | F (result) | M | M | M | F | M | F | - | S counts | - |
| D7 | S | S | F | F | C | F | A | - | - | - | A | - | S | - | S level only | - |
| D8 | M | A | - | M | C | C | A | - | - | - | A | C | F | - | - | - |
| D9 | M | M | C | M | own | own | M | - | A | - | M | - | M | - | - | M |
| D10 | F | F | S | S | - | - | F | F | S | S | F | S | F | S | S | M |
| D11 | S | S | readiness notice only | S | - | - | A | A | A | A | A | - | A | - | - | M |
| D12 | - | A | - | - | - | - | A (listed) | A (listed) | - | - | A (listed) | - | F | - | - | M |
| D13 | - | - | - | - | - | - | A | F | - | - | - | - | A | - | - | M |
| D14 | M | - | - | - | - | - | A | - | - | - | F | - | A | - | - | M |
| D15 | S | F | S | S | S result | S result | S | S | - | - | S | - | F | S | S class | M |
| D16 | S | S | C | S | own | own | - | S | - | S (wages) | - | - | F | F | S totals | M |
| D17 | - | - | C | C | own | own | C | - | - | - | C | C | C | - | - | - |
| D18 | F | F | F | F | - | - | F | F | F | F | F | F | F | F | F | F |
| D19 | own case | - | own client access log | own | client's log | child's log | - | - | - | - | - | - | own | - | - | F |
`;

/** Cells that say more than a letter, and what they come to. */
const said: Readonly<Record<string, Mark>> = {
  'F (own client)': 'OWN', 'F (own)': 'OWN', own: 'OWN', 'own client': 'OWN', 'own child': 'OWN', "client's log": 'OWN', "child's log": 'OWN', 'own case': 'OWN', 'own client access log': 'OWN',
  'C/A': 'CA', 'O+S': 'OS', 'A (relief only)': 'A', 'A (payee)': 'A', 'A (listed)': 'A', 'F (result)': 'F', 'S result': 'S', 'S class': 'S', 'S (wages)': 'S',
  'S counts': 'COUNTS', 'S level only': 'COUNTS', 'S totals': 'COUNTS', 'readiness notice only': '-', F: 'F', S: 'S', M: 'M', C: 'C', O: 'O', A: 'A', '-': '-',
};
const cellsOf = (line: string): readonly string[] => line.split('|').slice(1, -1).map((cell) => cell.trim());
const [head = [], ...body] = text.trim().split('\n').map(cellsOf);

describe('the matrix', () => {
  it('has the classes and the columns of the field, in their order', () => {
    expect(head.slice(1)).toEqual(Object.keys(columns));
    expect(body.map(([of]) => of)).toEqual(matrixClasses);
  });

  it.each(body.map(([of = '', ...cells]) => [of as keyof typeof rows, cells] as const))('says of %s what the field says', (of, cells) => {
    expect(cells.map((cell) => said[cell] ?? `unknown: ${cell}`)).toEqual(rows[of]);
    for (const [at, held] of Object.values(columns).entries()) for (const role of held) expect([role, matrix[of][role]]).toEqual([role, said[cells[at] ?? '']]);
  });

  it('knows every role there is, and gives nothing to a role that neither has a column nor is named', () => {
    const listed = Object.values(columns).flat() as readonly string[];
    expect([...listed, ...Object.keys(unlisted), 'AGENCY_SUPERVISOR'].toSorted()).toEqual([...roles].toSorted());
    expect(markedRoles.filter((role) => matrixClasses.every((of) => matrix[of][role] === '-'))).toEqual(['FIRST_RESPONDER']);
    expect(matrixClasses.filter((of) => matrix[of].CHILD_PROTECTION_WORKER !== '-')).toEqual(['D1', 'D2', 'D3', 'D4', 'D7', 'D8', 'D17']);
  });

  it('reduces who supervises to metadata of what is about persons', () => {
    expect([supervised('D4', 'OWN'), supervised('D17', 'C'), supervised('D5', '-'), supervised('D10', 'F'), supervised('D2', 'F')]).toEqual(['M', 'M', '-', 'F', 'F']);
  });
});

describe('to whom something is assigned', () => {
  it('is whoever an assignment opens it to, by the A cells', () => {
    for (const of of [...personalClasses, ...matterClasses])
      expect([of, markedRoles.filter((role) => matrix[of][role] === 'A' || matrix[of][role] === 'CA').toSorted()]).toEqual([of, [...(assignableRoles[of] ?? [])].toSorted()]);
  });
});
