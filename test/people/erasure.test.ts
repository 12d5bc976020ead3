/** The campaign of erasure in its short form: canaries in every class, half of the files erased, and a look wherever data lies. It runs once; tests only read its report. */
import { describe, expect, it } from 'vitest';
import { erasureFigure, runErasure } from '../../commands/campaign/erasure.ts';

const victims = 2;
const report = await runErasure({ victims, log: () => undefined });
console.log(erasureFigure(report));

describe('an erased file', () => {
  it('breaks no promise: ledgers verify, and each proof names what was there', () => expect(report.flaws).toEqual([]));

  it('is readable behind no route, and gives nothing back from a backup once keys were rotated', () => {
    expect([report.readable, report.backup.newKeys]).toEqual([0, 0]);
    // A control: with the keys of its own day that same backup opens.
    expect(report.backup.oldKeys).toBe(report.canaries / 2);
  });

  it('takes nothing of anybody else with it', () => expect(report.kept).toEqual({ open: report.canaries / 2, of: report.canaries / 2 }));

  it('is not begun under a legal hold', () => expect(report.holds).toEqual({ asked: victims * 2, executed: 0 }));
});

describe('whoever holds every file and no key', () => {
  it('finds no canary in clear, in the database, its log of changes, the engine or the logs', () => expect(report.clear).toEqual({ files: 0, tables: 0 }));
  it('opens none of them', () => expect([report.dump, report.backup.noKeys]).toEqual([0, 0]));
});

it('keeps reading while keys are rotated', () => expect(report.failed).toBe(0));
