/** Reads `process.version`: [major, minor], or null where it cannot. */
export function parseNodeVersion(text: string): [number, number] | null;
/** Reads what `java -version` prints: the major version, or null where it cannot. */
export function parseJavaVersion(text: string): number | null;
/** Reads what `mvn -version` prints (colour codes too): the version, or null where it cannot. */
export function parseMavenVersion(text: string): string | null;
/**
 * Takes what was found on the machine (null: the command does not work) and what is needed, and why (empty: not needed).
 * Gives every problem as a sentence that says what to do; none when all is there.
 */
export function judgePrerequisites(
  found: { node: string; java: string | null; maven: string | null },
  needs: { java: string; maven: string },
): string[];
/** The Java to run: JAVA_HOME's if it is there, else the one on the PATH. */
export function javaCommand(env?: NodeJS.ProcessEnv): string;
/** The folder for the jars of java/<kind>/pom.xml; its name changes when the list of jars does. */
export function jarFolder(kind: 'kafka' | 'mongo', cacheDir: string): string;
/** Looks at this machine, and gives every problem as a sentence. KAFKA_BROKERS and MONGODB_URI lessen what is needed. */
export function checkPrerequisites(o: { cacheDir: string; env?: NodeJS.ProcessEnv }): string[];
