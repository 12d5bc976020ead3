/** Promise I6: nothing but ids, codes and numbers leaves the record. Reads every payload of every workflow there is. */
import type { Client } from '@temporalio/client';

export interface Found {
  readonly workflow: string;
  readonly text: string;
}

interface Scan {
  readonly workflows: number;
  readonly payloads: number;
  /** The types of workflow that were read. */
  readonly stories: ReadonlySet<string>;
  /** Values in payloads, ids, memos and search attributes that are no id, code or number. */
  readonly wordy: readonly Found[];
  /** All that was read, as one text: to look for a canary in. */
  readonly everything: string;
}

/** An id, a code, an instant: no blank, nothing a name could be written with. */
const idOrCode = /^[A-Za-z0-9@:./+_-]{0,240}$/;
/** What a failure may say: our own words, and those of the engine and of sockets that went away. */
const failures = /^(a rule met a bug|changing runs|Activity task failed|Workflow Update failed|activity StartToClose timeout|(connect|read) E[A-Z]+.*|Connection terminated.*|.*shut(ting)? ?down.*)$/i;

export async function scanHistories(client: Client): Promise<Scan> {
  const wordy: Found[] = [];
  const texts: string[] = [];
  let workflows = 0;
  let payloads = 0;
  const stories = new Set<string>();
  for await (const { workflowId, runId, type } of client.workflow.list()) {
    workflows += 1;
    stories.add(type);
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    walk({ workflowId, events }, (value, isPayload, key) => {
      payloads += isPayload ? 1 : 0;
      texts.push(value);
      const isFailure = key === 'message' && failures.test(value);
      if ((isPayload || key === 'message' || key === 'workflowId') && !isFailure) for (const word of isPayload ? leaves(value) : [value]) if (!idOrCode.test(word)) wordy.push({ workflow: workflowId, text: word });
    });
  }
  return { workflows, payloads, stories, wordy, everything: texts.join('\n') };
}

/** Every text in a history; payloads (bytes) are read as text. */
function walk(value: unknown, see: (text: string, isPayload: boolean, key: string) => void, key = ''): void {
  if (value instanceof Uint8Array) return see(Buffer.from(value).toString('utf8'), key === 'data', key);
  if (typeof value === 'string') return see(value, false, key);
  if (Array.isArray(value)) for (const each of value) walk(each, see, key);
  else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) walk(each, see, name);
}

/** The texts and keys in a JSON value; what is no JSON is one text. */
function leaves(text: string): readonly string[] {
  if (text === '') return [];
  try {
    const found: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === 'string') found.push(value);
      else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) { found.push(key); collect(each); }
    };
    collect(JSON.parse(text));
    return found;
  } catch {
    return [text];
  }
}
