/** What is open to everybody: health, public keys, the contract and its pages. Nothing here knows of a case. */
import { Router, type Response } from 'express';
import type { Deps } from '../deps.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { Problem } from '../problems.ts';
import type { Operation } from '../route.ts';
import { style } from './html.ts';
import { problemOfSlug, problemPage } from './problem-page.ts';
import { referencePage } from './reference.ts';
import { assets } from './style.ts';

interface OpenPages {
  readonly document: OpenApiDocument;
  readonly operations: readonly Operation[];
}

export function openPages({ database, localKeys }: Pick<Deps, 'database' | 'localKeys'>, { document, operations }: OpenPages): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const reference = referencePage(document);
  const send = (res: Response, type: string, text: string): void => void res.type(type).send(text);

  router.get('/health', async (_req, res) => {
    await database.pool.query('select 1');
    send(res, 'json', JSON.stringify({ status: 'ok' }));
  });
  if (localKeys !== undefined) router.get('/.well-known/jwks.json', (_req, res) => send(res, 'json', JSON.stringify(localKeys)));
  router.get('/openapi.json', (_req, res) => send(res, 'json', JSON.stringify(document)));
  router.get('/reference', (_req, res) => send(res, 'html', reference));
  router.get('/style.css', (_req, res) => send(res, 'css', style));
  for (const asset of assets) router.get(asset.path, (req, res) => {
    const zipped = req.acceptsEncodings('gzip') === 'gzip' ? asset.zipped : undefined;
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Type': asset.type, Vary: 'Accept-Encoding', ...(zipped && { 'Content-Encoding': 'gzip' }) }).end(zipped ?? asset.bytes);
  });
  router.get('/problems/:slug', (req, res) => {
    const code = problemOfSlug(req.params.slug);
    if (code === undefined) throw new Problem('NOT_FOUND');
    send(res, 'html', problemPage(code, operations));
  });
  return router;
}
