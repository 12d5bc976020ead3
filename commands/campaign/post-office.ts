/** A real SMTP server of our own that takes letters and keeps them, byte for byte; it can refuse an address, put it off, and fall silent. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: string;
  /** The whole letter, as it came over the wire. */
  readonly raw: string;
  readonly messageId: string;
  /** What the link in it ends with. */
  readonly link: string;
}

export interface PostOffice {
  readonly url: string;
  /** Every letter that was taken, in order. */
  readonly letters: readonly Received[];
  /** Answers so to every letter for this address: 550 for good, 451 for now. */
  refuse(address: string, code: 550 | 451): void;
  /** Nobody answers at that port any more, until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
}

const onePart = (raw: string, pattern: RegExp): string => pattern.exec(raw)?.[1] ?? '';

export async function openPostOffice(): Promise<PostOffice> {
  const letters: Received[] = [];
  const refused = new Map<string, number>();
  const serve = (): SMTPServer => {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], logger: false, closeTimeout: 100,
      onRcptTo: ({ address }, _session, answer) => {
        const code = refused.get(address);
        answer(code === undefined ? null : Object.assign(new Error('not here'), { responseCode: code }));
      },
      onData: (stream, { envelope }, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8');
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          letters.push({ from, to: envelope.rcptTo[0]?.address ?? '', raw, messageId: onePart(raw, /^Message-ID: (<[^>]+>)/im), link: onePart(raw, /\/letters\/([0-9a-f-]{36})/) });
          answer();
        });
      },
    });
    server.on('error', () => undefined);
    return server;
  };
  let server = serve();
  const listen = (port: number): Promise<number> => new Promise((resolve) => { const net = server.listen(port, '127.0.0.1', () => resolve((net.address() as AddressInfo).port)); });
  const port = await listen(0);
  return {
    url: `smtp://127.0.0.1:${port}`, letters,
    refuse: (address, code) => void refused.set(address, code),
    close: () => new Promise((resolve) => server.close(() => resolve())),
    open: async () => {
      server = serve();
      await listen(port);
    },
  };
}
