/** Promise I8: histories of every release replay on today's stories, and stored ledgers are decided again to the same events. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeterminismViolationError } from '@temporalio/workflow';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '#start/config.ts';
import { bundleStories } from '../../activities/bundle.ts';
import { auditLedger } from '../../commands/verify/ledger.ts';
import type { StoredLedger } from '../../commands/verify/stored.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const filesIn = (room: string): string[] => readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).sort();

interface Event {
  eventType: string;
  activityTaskScheduledEventAttributes?: { activityType: { name: string } };
  timerStartedEventAttributes?: object;
}
interface Recorded {
  readonly workflowId: string;
  readonly history: { events: Event[] };
}
const histories = filesIn('histories').map((file) => ({ file, text: readFileSync(join(folder, 'histories', file), 'utf8') }));
const ledgers = filesIn('ledgers').map((file) => ({ file, text: readFileSync(join(folder, 'ledgers', file), 'utf8') }));
const recorded = (text: string): Recorded => JSON.parse(text) as Recorded;

// A replay that fails is what the negative controls are for: the engine's own warnings about it say nothing more.
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });
const workflowBundle = await bundleStories(join(loadConfig({ XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] }).cacheDir, 'stories'));
const replay = ({ history, workflowId }: Recorded): Promise<void> => Worker.runReplayHistory({ workflowBundle }, history, workflowId);

describe('recorded histories', () => {
  it('are there for every story', () => {
    for (const story of ['caseLife', 'handOff', 'escalation', 'compact', 'notice', 'sentinel', 'victimLife', 'erasure']) expect(histories.filter(({ file }) => file.startsWith(`${story}/`)).length, story).toBeGreaterThan(0);
    expect(histories.filter(({ file }) => file.startsWith('handOff/')).length).toBeGreaterThanOrEqual(4);
    expect(histories.filter(({ text }) => text.includes('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW')).length).toBeGreaterThan(0);
  });

  it.each(histories)('$file replays', async ({ text }) => {
    await replay(recorded(text));
  });

  it.each(histories)('$file names no machine and says nothing in words', ({ text }) => {
    expect(text).not.toMatch(/"(identity)":"(?!worker")|stackTrace|node_modules/);
  });
});

describe('a story that no longer does what it did', () => {
  const long = histories.find(({ file }) => file.startsWith('handOff/'))?.text ?? '';

  it('is seen by an activity of another name', async () => {
    const { workflowId, history } = recorded(long);
    for (const { activityTaskScheduledEventAttributes: scheduled } of history.events) if (scheduled?.activityType.name === 'record') scheduled.activityType.name = 'recorded';
    await expect(replay({ workflowId, history })).rejects.toBeInstanceOf(DeterminismViolationError);
  });

  it('is seen by a timer it does not set', async () => {
    const { workflowId, history } = recorded(long);
    const at = history.events.findIndex(({ timerStartedEventAttributes: started }) => started);
    expect(at).toBeGreaterThan(0);
    await expect(replay({ workflowId, history: { events: history.events.toSpliced(at, 1) } })).rejects.toThrow();
  });
});

describe('stored ledgers', () => {
  it('are there', () => {
    expect(ledgers.length).toBeGreaterThan(0);
  });

  it.each(ledgers)('$file is decided again to the same events', ({ text }) => {
    const ledger = JSON.parse(text) as StoredLedger;
    expect(ledger.events.length).toBeGreaterThan(50);
    expect(auditLedger(ledger)).toEqual([]);
  });

  it.each(ledgers)('$file would show a rule that was changed: a level that comes a minute later', ({ text }) => {
    const ledger = JSON.parse(text) as StoredLedger;
    const later = (now: string): string => new Date(Date.parse(now) + 60_000).toISOString();
    const commands = ledger.commands.map((command) => (command.type === 'clock' ? { ...command, facts: { ...command.facts, now: later(command.facts.now) } } : command));
    expect(auditLedger({ ...ledger, commands }).join('\n')).toMatch(/decided again gives other events/);
  });

  it.each(ledgers)('$file would show another playbook, even if its hash were mended', ({ text }) => {
    const ledger = JSON.parse(text) as StoredLedger;
    const changed = ledger.playbooks.map((playbook) => ({ ...playbook, body: playbook.body.replaceAll('"1m"', '"2m"') }));
    expect(auditLedger({ ...ledger, playbooks: changed }).join('\n')).toMatch(/the text of playbook .* was changed/);
    const mended = changed.map((playbook) => ({ ...playbook, hash: createHash('sha256').update(playbook.body).digest('hex') }));
    expect(auditLedger({ ...ledger, playbooks: mended }).join('\n')).toMatch(/decided again|not the one the ledger was opened with/);
  });
});
