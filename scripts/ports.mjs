import { claimPort } from '../libs/local-stack/dist/ports.js';
import { stackPorts } from '../libs/local-stack/dist/stack.js';
import { portVariable, servicePorts } from './services.mjs';

/**
 * Gives the port of every server and service by its name: those `wanted`, or those that the environment asks for, or the
 * usual ones; `'any'` or 0 is any free one. Throws one error that names every port that is taken, and what to do.
 */
export async function claimPorts(wanted, names, env) {
  const any = wanted === 'any';
  const asked = any ? {} : (wanted ?? {});
  const own = stackPorts(env);
  const servers = [
    ...(env.KAFKA_BROKERS
      ? []
      : [
          ['kafka', 'ABRI_KAFKA_PORT'],
          ['kafkaController', 'ABRI_KAFKA_CONTROLLER_PORT'],
        ]),
    ...(env.MONGODB_URI ? [] : [['mongo', 'ABRI_MONGO_PORT']]),
  ].map(([name, variable]) => ({ name, variable, port: asked[name] ?? (any ? 0 : own[name]) }));
  const services = names.map((name) => {
    const variable = portVariable(name);
    return { name, variable, port: Number(asked[name] ?? (any ? 0 : env[variable] || servicePorts[name])) };
  });
  const ports = { kafka: 0, kafkaController: 0, mongo: 0 };
  const problems = [];
  for (const { name, variable, port } of [...servers, ...services]) {
    try {
      if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${variable} is no port.`);
      do ports[name] = await claimPort(port, name, `choose another with ${variable}`);
      while (port === 0 && Object.entries(ports).some(([other, taken]) => other !== name && taken === ports[name]));
    } catch (error) {
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return ports;
}
