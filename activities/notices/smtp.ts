/** One letter to one person over SMTP, and what the servers made of it. */
import { createTransport } from 'nodemailer';
import type { Letter } from '#domain/notice/letter.ts';
import type { Answer } from '#domain/notice/telling.ts';

/** Servers may be slow to greet; none may hold a letter for ever. Together below the lease of a letter (post.ts). */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 } as const;
const loopback: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

export interface Envelope {
  readonly from: string;
  readonly to: string;
  /** Of the letter, whole: the same however often it is tried, so that a server that took it twice can tell. */
  readonly messageId: string;
  /** Domain of the list the letter belongs to. */
  readonly host: string;
}

export type Post = (envelope: Envelope, letter: Letter) => Promise<{ readonly answer: Answer; readonly error?: unknown }>;

/** `url`: smtp:// or smtps://. Another machine is spoken to under TLS only. */
export function postTo(url: string): Post {
  const isNear = loopback.includes(new URL(url).hostname);
  const transport = createTransport({ url, ...patience, requireTLS: !isNear, disableFileAccess: true, disableUrlAccess: true });
  return async ({ from, to, messageId, host }, { subject, text }) => {
    try {
      await transport.sendMail({
        from, to, messageId, subject, text, envelope: { from, to: [to] },
        headers: { 'Auto-Submitted': 'auto-generated', Precedence: 'bulk', 'X-Auto-Response-Suppress': 'All', 'List-Id': `Throughline notices <notices.${host}>` },
      });
      return { answer: 'SENT' };
    } catch (error) {
      return { answer: answerOf(error), error };
    }
  };
}

/** Only a word about the reader or the letter itself is a bounce; what is wrong with our own server or login passes on nothing to anybody. */
function answerOf(error: unknown): Answer {
  const { command, responseCode, code } = error as { readonly command?: string; readonly responseCode?: number; readonly code?: string };
  if (code === 'EENVELOPE' && command === 'API') return 'BOUNCED'; // an address that is none
  if (responseCode === undefined || (command !== 'RCPT TO' && command !== 'DATA')) return 'NO_SERVER';
  return responseCode >= 500 ? 'BOUNCED' : 'DEFERRED';
}
