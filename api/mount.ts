/** Puts operations on the router. One that names no action of the policy does not start. */
import { Router, type Request, type Response } from 'express';
import type { Deps } from './deps.ts';
import { Problem } from './problems.ts';
import { incomingOf, part } from './request.ts';
import { actingForSchema, type Operation } from './route.ts';

export function mount(operations: readonly Operation[], deps: Deps): Router {
  for (const { id, actions } of operations) {
    const unknown = actions.filter((action) => !deps.authoriser.actions.has(action));
    if (actions.length === 0 || unknown.length > 0) throw new Error(`operation ${id} asks for no action the policy knows: ${unknown.join(', ')}`);
  }
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, same] of Map.groupBy(operations, (operation) => operation.path)) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const handlers = new Map(same.map((operation) => [operation.method.toUpperCase(), operation]));
    const allowed = [...handlers.keys(), ...(handlers.has('GET') ? ['HEAD'] : [])].join(', ');
    route.all(async (req, res) => {
      res.locals['route'] = path;
      const operation = handlers.get(req.method === 'HEAD' ? 'GET' : req.method);
      if (operation === undefined) throw new Problem('METHOD_NOT_ALLOWED', { headers: { Allow: allowed } });
      await answer(operation, deps, req, res);
    });
  }
  return router;
}

async function answer(operation: Operation, deps: Deps, req: Request, res: Response): Promise<void> {
  const signedIn = await deps.authenticate(req.get('authorization'));
  const actingFor = part(actingForSchema, req.get('acting-for'), 'header.acting-for');
  const identity = { ...signedIn, ...(actingFor !== undefined && { actingFor }) };
  const { status, body, headers } = await operation.run(deps, incomingOf(req), identity);
  res.status(status).set(headers).type('application/json').send(JSON.stringify(body));
}
