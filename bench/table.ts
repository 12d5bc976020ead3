/** The measurement for people's eyes. */
import type { Measured } from './command.ts';

export function tableOf(measured: Measured): string {
  const { rate, p50_ms: p50, p99_ms: p99, events, launch } = measured;
  const row = (what: string, plain: unknown, local: unknown, full: unknown): string => [what.padEnd(34), ...[plain, local, full].map((cell) => String(cell).padStart(12))].join('');
  const all = (what: string, each: typeof rate): string => row(what, each.plain, each.local, each.full);
  return [
    row('', 'plain', 'plain local', 'full path'),
    all('commands a second, peak', rate),
    row('  full path against it', measured.ratio, measured.ratio_local, ''),
    all(`p50 ms at ${measured.open_loop_rate} a second`, p50),
    all('p99 ms', p99),
    all('events in the history, a command', events),
    row('  when its clock comes first', '', '', events.full_re_arming),
    all('launches a second, peak', launch.rate),
    row('  full path against it', launch.ratio, launch.ratio_local, ''),
    `${measured.clients} clients, ${measured.keepers} keepers a side, ${measured.machine.cores} cores (${measured.machine.model}), load before ${measured.machine.load_before}, ${measured.seconds} s`,
  ].join('\n');
}
