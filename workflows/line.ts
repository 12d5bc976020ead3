/**
 * The one primitive every story uses. A line waits for a person's word or for the next clock, whichever is first, and has it
 * recorded; it keeps no memory of its own and reads no clock. During replay it does exactly what the history says.
 */
import * as wf from '@temporalio/workflow';
import { changingRunsType, clockCommand, clocks, faultType, garbageType, sayable, standing, submit, wakeCommand } from './contract.ts';
import type { Activities, ArmedClock, Receipt, Ref, Standing } from './contract.ts';

const { stand, record } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '5s', nonRetryableErrorTypes: [faultType] },
});

/** Events of one run before it is continued in a new one: the cost of a command and of a recovery stay flat over years. */
const historyMax = 1_000;
/** A clock that met a bug in a rule is tried again, ever more slowly: never a hot loop, never silence. */
const faultWaitMs = { first: 60_000, most: 3_600_000 } as const;

interface Said {
  readonly commandId: string;
  receipt?: Receipt | undefined;
  failure?: unknown;
  done: boolean;
}

interface Timer {
  readonly clock: ArmedClock;
  readonly scope: wf.CancellationScope;
  rang: boolean;
}

/** Whether nothing is kept there: not yet, or no more. */
const isOver = ({ phase }: Standing): boolean => phase === 'absent' || phase === 'ended';

/** Takes up a line where the ledger says it stands. A run may begin in any phase; if nothing stands there yet, the first word decides. */
export async function takeUp<Phase extends string, Clock extends string>(ref: Ref): Promise<Line<Phase, Clock>> {
  const line = new Line<Phase, Clock>(ref.keeper);
  await line.begin();
  return line;
}

/** What a story may ask. `Phase` and `Clock` are the story's own vocabulary: an unknown word does not compile. */
export class Line<Phase extends string, Clock extends string> {
  readonly #keeper: string;
  readonly #waiting: Said[] = [];
  #at: Standing = { phase: 'absent' };
  #timer: Timer | undefined;
  #leaving = false;
  #faults = 0;

  constructor(keeper: string) {
    this.#keeper = keeper;
    wf.setHandler(submit, (commandId) => this.#take(commandId), { validator: (commandId: unknown): void => this.#refuse(commandId) });
    wf.setHandler(standing, () => this.#at);
    wf.setHandler(clocks, () => this.#timer?.clock);
  }

  async begin(): Promise<void> {
    this.#stand(await stand(this.#keeper));
    // The command that launches comes with the start, and so does the one that takes up again what had ended. A start that brings no word has nothing to keep: it ends instead of waiting for ever.
    if (isOver(this.#at) && this.#waiting.length > 0) await this.#next({});
  }

  /** Whether the ledger says the process stands in one of these phases. */
  in(...phases: readonly Phase[]): boolean {
    return (phases as readonly string[]).includes(this.#at.phase);
  }

  /** Waits for a word or for the next clock, whichever is first. `timeMaySay` names the clocks that may run here and the only word each may say. */
  async hear(timeMaySay: Readonly<Partial<Record<Clock, string>>>): Promise<void> {
    await this.#next(timeMaySay as Readonly<Record<string, string>>);
  }

  async #next(timeMaySay: Readonly<Record<string, string>>): Promise<void> {
    await wf.condition(() => this.#waiting.length > 0 || this.#timer?.rang === true || this.#isCrowded());
    if (this.#isCrowded()) {
      await this.end();
      await wf.continueAsNew<(ref: Ref) => Promise<void>>({ keeper: this.#keeper });
    }
    const said = this.#waiting.shift();
    if (said !== undefined) return this.#record(said);
    return this.#ring(timeMaySay);
  }

  /** Refuse new words, answer those that came, and only then go: an update must not complete in the task that ends the run. */
  async end(): Promise<void> {
    this.#leaving = true;
    const last = this.#waiting.length > 0;
    for (let said = this.#waiting.shift(); said !== undefined; said = this.#waiting.shift()) await this.#record(said);
    this.#timer?.scope.cancel();
    await wf.condition(wf.allHandlersFinished);
    await wf.sleep(1);
    // The last word may have taken up again what had ended.
    if (last && !isOver(this.#at)) await wf.continueAsNew<(ref: Ref) => Promise<void>>({ keeper: this.#keeper });
  }

  async #take(commandId: string): Promise<Receipt | undefined> {
    const said: Said = { commandId, done: false };
    this.#waiting.push(said);
    await wf.condition(() => said.done);
    if (said.failure !== undefined) throw said.failure instanceof wf.TemporalFailure ? said.failure : wf.ApplicationFailure.nonRetryable('the word could not be taken', faultType);
    return said.receipt;
  }

  /** Refused without a trace: what is no word at all; and, while leaving, every word, so that whoever asks asks again and a busy line can still change runs. */
  #refuse(commandId: unknown): void {
    if (typeof commandId !== 'string' || !sayable.test(commandId)) throw wf.ApplicationFailure.nonRetryable('not a word for a keeper', garbageType);
    if (this.#leaving) throw wf.ApplicationFailure.retryable('changing runs', changingRunsType);
  }

  async #record(said: Said): Promise<void> {
    try {
      if (said.commandId.startsWith(wakeCommand(''))) this.#stand(await stand(this.#keeper, this.#armed()));
      else {
        const recorded = await record({ keeper: this.#keeper, commandId: said.commandId, ...this.#armedField() });
        this.#stand(recorded.at);
        said.receipt = recorded.receipt;
      }
    } catch (failure) {
      said.failure = failure; // a bug in a rule fails this command, never the line
    }
    said.done = true;
  }

  async #ring(timeMaySay: Readonly<Record<string, string>>): Promise<void> {
    const clock = this.#timer?.clock;
    this.#timer = undefined;
    if (clock === undefined) return;
    try {
      const recorded = await record({ keeper: this.#keeper, commandId: clockCommand(clock.id), timeMaySay });
      this.#faults = 0;
      this.#stand(recorded.at);
    } catch {
      const waitMs = Math.min(faultWaitMs.first * 2 ** this.#faults, faultWaitMs.most);
      this.#faults += 1;
      this.#arm({ ...clock, waitMs });
    }
  }

  #armed(): string | undefined {
    return this.#timer?.rang === false ? this.#timer.clock.id : undefined;
  }

  #armedField(): { readonly armed?: string } {
    const armed = this.#armed();
    return armed === undefined ? {} : { armed };
  }

  #stand(at: Standing): void {
    this.#at = at;
    if (at.clock === 'armed') return;
    if (at.clock !== undefined) this.#arm(at.clock);
  }

  /** One timer only. A timer set too early is left to ring and finds nothing due: cheaper than setting it anew at every word. */
  #arm(clock: ArmedClock): void {
    this.#timer?.scope.cancel();
    const timer: Timer = { clock, scope: new wf.CancellationScope(), rang: false };
    this.#timer = timer;
    timer.scope
      .run(async () => {
        await wf.sleep(Math.max(1, clock.waitMs));
        timer.rang = true;
      })
      .catch(() => undefined);
  }

  #isCrowded(): boolean {
    return wf.workflowInfo().continueAsNewSuggested || wf.workflowInfo().historyLength > historyMax;
  }
}
