/** A browser without a screen: it keeps cookies, follows on, reads forms. */

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it ended, after redirects. */
  readonly path: string;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Seen>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>;
  /** One request, no redirect followed. */
  raw(path: string, init?: RequestInit): Promise<Response>;
}

export function browser(url: string): Browser {
  const cookies = new Map<string, string>();
  const raw = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, url), { ...init, redirect: 'manual', headers: { ...(cookie !== '' && { cookie }), ...(init.headers as Record<string, string>) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const follow = async (path: string, init?: RequestInit): Promise<Seen> => {
    let at = path;
    let response = await raw(at, init);
    for (let hops = 0; hops < 10 && response.status >= 300 && response.status < 400; hops += 1) {
      at = new URL(response.headers.get('location') ?? '', new URL(at, url)).href;
      response = await raw(at);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), path: new URL(at, url).pathname };
  };
  return {
    cookies, raw, get: (path) => follow(path),
    post: (path, fields, headers = {}) => follow(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', ...headers } }),
  };
}

/** Signs in as somebody of the list, by every step a browser takes. */
export async function signedIn(url: string, person: string, to = '/desk'): Promise<Browser> {
  const mine = browser(url);
  const choice = await mine.get(to);
  await mine.post(choice.path, { person });
  return mine;
}
