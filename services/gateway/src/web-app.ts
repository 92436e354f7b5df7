import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { notBuiltPage } from './auth-pages.js';

const yearMs = 365 * 24 * 60 * 60 * 1_000;

/** The web app's files from a folder. A page address that is no file is answered with the app itself. */
export function webApp(folder: string): Router {
  const router = Router();
  const index = path.join(folder, 'index.html');
  const sendIndex = (_req: Request, res: Response) => {
    res.setHeader('cache-control', 'no-store');
    if (existsSync(index)) res.sendFile(index, { cacheControl: false, etag: false, lastModified: false });
    else res.status(503).type('html').send(notBuiltPage);
  };
  router.get(['/', '/index.html'], sendIndex);
  // The build names these by their content: one name never means two things. It also lays each beside itself compressed; answers
  // of the API stay as they are, since the length of a compressed one tells of the secrets in it (BREACH).
  router.use(
    '/assets',
    expressStaticGzip(path.join(folder, 'assets'), {
      ...{ enableBrotli: true, orderPreference: ['br'], index: false },
      serveStatic: { immutable: true, maxAge: yearMs, fallthrough: true },
    }),
  );
  router.use(express.static(folder, { index: false, setHeaders: (res) => res.setHeader('cache-control', 'no-cache') }));
  router.get('/{*page}', (req, res, next) => {
    const isNavigation =
      req.headers['sec-fetch-mode'] === 'navigate' || (req.headers.accept ?? '').includes('text/html');
    if (isNavigation && !req.path.startsWith('/assets/')) sendIndex(req, res);
    else next();
  });
  return router;
}
