'use strict';
// Plain JavaScript on purpose: `npm start` reads it on a fresh clone, before anything is installed or built.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const leastNode = [20, 19];
const leastJava = 17;
// A colour code is an escape character and what follows up to "m"; Maven prints them even into a pipe.
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function parseNodeVersion(text) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function parseJavaVersion(text) {
  const match = /version "(\d+)(?:\.(\d+))?[^"]*"/.exec(text);
  if (!match) return null;
  // Until Java 8 the first number was always 1.
  return Number(match[1] === '1' ? match[2] : match[1]);
}

function parseMavenVersion(text) {
  return /Apache Maven (\d+(?:\.\d+)+\S*)/.exec(text.replace(colours, ''))?.[1] ?? null;
}

function judgePrerequisites(found, needs) {
  const problems = [];
  const node = parseNodeVersion(found.node);
  if (!node || node[0] < leastNode[0] || (node[0] === leastNode[0] && node[1] < leastNode[1])) {
    problems.push(`Node ${leastNode.join('.')} or newer is needed; this is ${found.node}.`);
  }
  if (needs.java) {
    const java = found.java === null ? null : parseJavaVersion(found.java);
    if (found.java === null) {
      problems.push(
        `Java ${leastJava} or newer is needed to run ${needs.java}, and there is no \`java\` on the PATH nor in JAVA_HOME. ` +
          'Install one (Debian/Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk).',
      );
    } else if (java === null) {
      problems.push(`\`java -version\` said something that cannot be read: ${found.java.trim().split('\n')[0]}`);
    } else if (java < leastJava) {
      problems.push(`Java ${leastJava} or newer is needed to run ${needs.java}; \`java -version\` says ${java}.`);
    }
  }
  if (needs.maven && (found.maven === null || parseMavenVersion(found.maven) === null)) {
    problems.push(
      `Maven is needed once, to fetch the jars of ${needs.maven}, and \`mvn -version\` does not work. ` +
        'Install it (Debian/Ubuntu: apt-get install maven; macOS: brew install maven).',
    );
  }
  return problems;
}

function javaCommand(env = process.env) {
  const name = process.platform === 'win32' ? 'java.exe' : 'java';
  const own = env.JAVA_HOME ? path.join(env.JAVA_HOME, 'bin', name) : null;
  return own && existsSync(own) ? own : 'java';
}

function output(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 });
  return result.error || result.status !== 0 ? null : `${result.stdout}${result.stderr}`;
}

/** The folder for the jars of java/<kind>/pom.xml; its name changes when the list of jars does. */
function jarFolder(kind, cacheDir) {
  const pom = readFileSync(path.join(__dirname, '..', 'java', kind, 'pom.xml'));
  return path.join(cacheDir, 'jars', `${kind}-${createHash('sha256').update(pom).digest('hex').slice(0, 10)}`);
}

function checkPrerequisites({ cacheDir, env = process.env }) {
  const ownKafka = !env.KAFKA_BROKERS;
  const javaMongo = !env.MONGODB_URI && env.ABRI_MONGO === 'java';
  const missing = [
    ...(ownKafka && !existsSync(jarFolder('kafka', cacheDir)) ? ['Kafka'] : []),
    ...(javaMongo && !existsSync(jarFolder('mongo', cacheDir)) ? ['mongo-java-server'] : []),
  ].join(' and ');
  const runs = [...(ownKafka ? ['Kafka'] : []), ...(javaMongo ? ['mongo-java-server'] : [])].join(' and ');
  return judgePrerequisites(
    {
      node: process.version,
      java: runs ? output(javaCommand(env), ['-version']) : null,
      maven: missing ? output('mvn', ['-version']) : null,
    },
    { java: runs, maven: missing },
  );
}

module.exports = {
  parseNodeVersion,
  parseJavaVersion,
  parseMavenVersion,
  judgePrerequisites,
  javaCommand,
  jarFolder,
  checkPrerequisites,
};
