/** Runs the campaign as its users do, as a process of its own, and hands back its report. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../commands/campaign/faults.ts';

export interface Ran {
  readonly report: Report;
  readonly exitCode: number | null;
  /** The last line: the figure. */
  readonly figure: string;
}

const command = fileURLToPath(new URL('../../commands/campaign.ts', import.meta.url));

export function runCampaign(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'faults', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (part: Buffer) => { said += part.toString(); });
    child.stderr.on('data', (part: Buffer) => { said += part.toString(); });
    child.once('error', reject);
    child.once('close', (exitCode) => {
      const lines = said.trimEnd().split('\n');
      const report = lines.at(-2) ?? '';
      if (!report.startsWith('{')) return reject(new Error(`the campaign ended without a report:\n${said}`));
      resolve({ report: JSON.parse(report) as Report, exitCode, figure: lines.at(-1) ?? '' });
    });
  });
}
