import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { memoryBus } from '@abri/bus/memory';
import type { Bus } from '@abri/bus/port';
import { freePorts } from '@abri/local-stack/ports';
import { readConfig } from '@abri/service-kit/config';
import { createLogger } from '@abri/service-kit/log';
import { DevIssuerConfig } from '../../dev-issuer/src/config.js';
import { startDevIssuer } from '../../dev-issuer/src/issuer.js';
import type { Collector } from '../src/browser-spans.js';
import { GatewayConfig } from '../src/config.js';
import { type Gateway, startGateway } from '../src/gateway.js';

/** What the gateways of `startEdge` seal by. */
export const secret = 'a secret for tests, long enough for anybody';

/** A real issuer and a real gateway on free ports, a clock that a test may move, and what stands behind the door. */
export async function startEdge(
  o: {
    upstream?: (req: IncomingMessage, res: ServerResponse) => void;
    bus?: Bus;
    env?: Record<string, string>;
    collector?: Collector;
  } = {},
) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'abri-edge-'));
  const [issuerPort = 0, gatewayPort = 0, awayPort = 0] = await freePorts(3);
  const [issuerUrl, url, away] = [issuerPort, gatewayPort, awayPort].map((port) => `http://127.0.0.1:${port}`) as [
    string,
    string,
    string,
  ];
  const issue = () =>
    startDevIssuer(
      readConfig(DevIssuerConfig, {
        PORT: String(issuerPort),
        ISSUER: issuerUrl,
        GATEWAY_URLS: url,
        KEYS_FILE: path.join(folder, 'keys.json'),
        STATE_FILE: path.join(folder, 'state.json'),
      }),
      {},
    );
  let issuer = await issue();
  const upstream = createServer(o.upstream ?? ((_req, res) => res.end('{}')));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const clock = { aheadMs: 0 };
  const config = readConfig(GatewayConfig, {
    PORT: String(gatewayPort),
    BASE_URL: url,
    OIDC_ISSUER: issuerUrl,
    CAPACITY_URL: upstreamUrl,
    MATCHING_URL: away,
    OBSERVATORY_URL: upstreamUrl,
    WEB_DIR: path.join(folder, 'web'),
    ...o.env,
  });
  const bus = o.bus ?? memoryBus();
  const deps = {
    bus,
    log: createLogger('gateway', 'silent'),
    secrets: [secret],
    now: () => Date.now() + clock.aheadMs,
    heartbeatMs: 100,
    collector: o.collector ?? null,
  };
  const gateway = await startGateway(config, deps);
  const replicas: Gateway[] = [];
  return {
    url,
    issuerUrl,
    clock,
    folder,
    bus,
    /** Another gateway beside the first: its address. */
    async startReplica() {
      const [port = 0] = await freePorts(1);
      replicas.push(await startGateway({ ...config, PORT: port }, deps));
      return `http://127.0.0.1:${port}`;
    },
    /** From then on the issuer does not answer. */
    stopIssuer: () => issuer.close(),
    async startIssuer() {
      issuer = await issue();
    },
    async stop() {
      for (const one of [...replicas, gateway]) await one.close();
      await issuer.close();
      upstream.closeAllConnections();
      await new Promise((resolve) => upstream.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Edge = Awaited<ReturnType<typeof startEdge>>;
