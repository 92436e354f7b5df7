// Puts together what one service's image holds: its own and its libraries' built files, and the packages that they need.
// The Dockerfile runs it, and images/try.mjs runs it where there is no container engine.
// node images/collect.mjs <service> <folder>; everything must be built.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const json = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** The folders of our own packages by name, such as `@abri/bus`: `libs/bus`. */
export function workspaces() {
  const folders = ['libs', 'services'].flatMap((parent) =>
    readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`),
  );
  const packages = folders.filter((folder) => existsSync(path.join(root, folder, 'package.json')));
  return new Map(packages.map((folder) => [json(`${folder}/package.json`).name, folder]));
}

/** The service's folder and those of our own packages that it needs when it runs. */
export function foldersOf(service) {
  const all = workspaces();
  const needed = new Set();
  const add = (folder) => {
    if (needed.has(folder)) return;
    needed.add(folder);
    for (const name of Object.keys(json(`${folder}/package.json`).dependencies ?? {}))
      if (all.has(name)) add(all.get(name));
  };
  add(`services/${service}`);
  return [...needed].sort();
}

/** What is built beside the code and is not run: tests, types, maps. */
const isLeftOut = (file) => /(\.(test|it|e2e)\.|\.d\.ts$|\.map$|\.tsbuildinfo$|\/test-[^/]*\.js$)/.test(file);

/** Fills a folder with everything of one image. Throws where something is not built, or npm fails. */
export function collect(service, target) {
  rmSync(target, { recursive: true, force: true });
  const folders = foldersOf(service);
  for (const folder of folders) {
    const dist = path.join(root, folder, 'dist');
    if (!existsSync(dist)) throw new Error(`${folder} is not built`);
    cpSync(dist, path.join(target, folder, 'dist'), { recursive: true, filter: (file) => !isLeftOut(file) });
    writeJson(path.join(target, folder, 'package.json'), runtimeOnly(json(`${folder}/package.json`)));
  }
  // The door serves the web app's files; they need no package.
  if (service === 'gateway')
    cpSync(path.join(root, 'services/web/dist'), path.join(target, 'services/web/dist'), { recursive: true });
  installPackages(folders, target);
  setTimes(target, Number(process.env.SOURCE_DATE_EPOCH ?? 0));
}

const runtimeOnly = ({ name, version, private: isPrivate, type, exports, dependencies }) => ({
  name,
  version,
  private: isPrivate,
  ...(type ? { type } : {}),
  ...(exports ? { exports } : {}),
  dependencies,
});

/** The packages of the lock file that these folders need, and no other. */
function installPackages(folders, target) {
  const { name, version, packageManager } = json('package.json');
  writeJson(path.join(target, 'package.json'), { name, version, private: true, packageManager, workspaces: folders });
  const lock = json('package-lock.json');
  lock.packages[''] = { name, version, workspaces: folders };
  for (const folder of folders) delete lock.packages[folder].devDependencies;
  writeJson(path.join(target, 'package-lock.json'), lock);
  const npm = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', npm, { cwd: target, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json', 'node_modules/.bin'])
    rmSync(path.join(target, file), { recursive: true, force: true });
  const modules = path.join(target, 'node_modules');
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (isUnread(file, entry)) rmSync(file, { recursive: true, force: true });
  }
}

/** What Node never reads of a package: types, maps, and OpenTelemetry's builds for bundlers. Licences stay. */
const isUnread = (file, entry) =>
  entry.isDirectory()
    ? /@opentelemetry\/[^/]+\/build\/(esm|esnext)$/.test(file)
    : entry.isFile() && /(\.map|\.d\.[cm]?ts)$/.test(file);

function writeJson(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** The same files make the same layer, whenever they were written. */
function setTimes(folder, seconds) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    lutimesSync(path.join(entry.parentPath, entry.name), seconds, seconds);
  utimesSync(folder, seconds, seconds);
}

const [, script, service, folder] = process.argv;
if (script === import.meta.filename) {
  if (!service || !folder) throw new Error('node images/collect.mjs <service> <folder>');
  collect(service, path.resolve(folder));
}
