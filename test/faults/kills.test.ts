/**
 * Five kills of each part under load, then the engine's data deleted: promise I1, and the second home of every clock.
 * The campaign runs once, as a process of its own and before the first test is declared: tests only read its report.
 */
import { describe, expect, it } from 'vitest';
import { parts } from '../../commands/campaign/system.ts';
import { runCampaign } from './campaign.ts';

const kills = 5;
const { report, exitCode, figure } = await runCampaign('--kills', String(kills), '--seed', '20261122', '--drills', 'emptied');
console.log(figure, JSON.stringify({ seconds: report.seconds, recoveryMs: report.recoveryMs }));
const whole = 20;

describe(`${whole} kills under load, seed ${report.seed}`, () => {
  it('breaks no promise', () => {
    expect(report.flaws).toEqual([]);
    expect(exitCode).toBe(0);
    expect(figure).toMatch(/0 lost, 0 doubled$/);
  });

  it.each(parts)('kills %s five times, and it answers again', (part) => {
    expect(report.kills[part]).toBe(kills);
    expect(report.recoveryMs[part].max).toBeGreaterThan(0);
  });

  it('meets a command in flight at four kills of five or more', () => {
    expect(report.killsInFlight).toBeGreaterThanOrEqual(0.8 * whole);
  });

  it('dies at named points of the code too', () => {
    expect(Object.keys(report.points)).toEqual(expect.arrayContaining(['SIGKILL', 'record.before-commit', 'record.after-commit', 'api.after-command-row', 'api.after-update']));
  });

  it('is asked for the same command again and again, or it would prove nothing', () => {
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.attempts).toBeGreaterThan(report.acknowledged);
  });

  it('fires clocks through all of it, none early', () => {
    expect(report.clocks.fired).toBeGreaterThan(50);
    expect(report.clocks.early).toBe(0);
  });

  it('takes every process up from the ledger when the engine has lost all it knew', () => {
    const [emptied] = report.drills;
    expect(emptied).toMatchObject({ drill: 'emptied', flaws: [] });
    expect(emptied?.keepers).toBeGreaterThan(5);
    expect(emptied?.clocks).toBeGreaterThan(5);
  });
});
