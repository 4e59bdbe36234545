// A certified OpenID provider (panva's oidc-provider) on loopback, for the tests.
// node provider.mjs '{"redirect": ..., "afterLogout": ..., "backchannel": ..., "users": FILE}'
// Prints its issuer when it listens. Users are read from the file at every question.

import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

const asked = JSON.parse(process.argv[2]);
const users = () => JSON.parse(readFileSync(asked.users, 'utf-8'));

const ENTREE = [
  'uid', 'givenName', 'sn', 'mail', 'eduPersonAffiliation',
  'nlEduPersonHomeOrganizationId', 'nlEduPersonHomeOrganization', 'functie',
];

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const server = createServer();
// Whoever started us holds our standard input open; nobody leaves us behind.
process.stdin.resume().on('end', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'doorgang',
      client_secret: asked.secret,
      redirect_uris: [asked.redirect],
      post_logout_redirect_uris: [asked.afterLogout],
      backchannel_logout_uri: asked.backchannel,
      backchannel_logout_session_required: true,
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }],
    jwks: { keys: [{ ...key, kid: 'proef', use: 'sig', alg: 'RS256' }] },
    pkce: { required: () => true },
    claims: { openid: ['sub', ...ENTREE] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
    // It refuses to call this machine itself; Doorgang is here, and nothing else is called.
    fetch: (url, { dispatcher: _refusing, ...options }) => globalThis.fetch(url, options),
    findAccount: (_ctx, id) => (id in users() ? {
      accountId: id,
      claims: () => ({ sub: id, ...users()[id] }),
    } : undefined),
  });
  provider.on('server_error', (_ctx, error) => console.error(error));
  provider.on('backchannel.error', (_ctx, error) => console.error(error));
  server.on('request', provider.callback());
  console.log(issuer);
});
