import type { Choices } from './choices.js';
import type { Timeline } from './timeline.js';

/** One life of a process: from its start to its death. What is dead sends nothing and hears nothing. */
export interface Life {
  /** Such as `matching-1.3`, its third life. */
  readonly name: string;
  /** Where it runs: what partitions are about. */
  readonly node: string;
  readonly alive: boolean;
  /** How far its clock is from the true time. */
  readonly skewMs: number;
  /** Called at every step over the network, going out or coming back: one of them may be its last. */
  step(): void;
}
/** How often things go wrong in this schedule: once in so many messages, 0 for never. */
export interface Weather {
  lost: number;
  answerLost: number;
  slow: number;
  twice: number;
  /** The longest ordinary delay of a message, ms. */
  delayMs: number;
}
export interface Call<T> {
  from: Life;
  to: string;
  /** For the story that is told of a failure. */
  what: string;
  run(): Promise<T>;
  /** The error of whoever waits in vain, after `timeoutMs`. */
  lost(): Error;
  timeoutMs: number;
  /** Over HTTP a message may come twice, and who is asked may die over the answer; neither is so with the database. */
  overHttp?: boolean;
  /** Slow messages then never come after whoever sent them has given up. */
  inTime?: boolean;
}
/** Messages between processes, and from them to the database and the broker. */
export interface Network {
  /**
   * Asks and waits for the answer. Each may be lost, late (also after the asker has given up), repeated, or overtaken. The
   * promise of an asker that has died never settles.
   */
  call<T>(call: Call<T>): Promise<T>;
  /** Whether nothing goes between these two now. */
  isCut(one: string, other: string): boolean;
  cut(one: string, other: string, forMs: number): void;
  /** From now on everything works at once. */
  heal(): void;
}

export function createNetwork(o: {
  timeline: Timeline;
  choices: Choices;
  weather: Weather;
  tell(line: () => string): void;
}): Network {
  const { timeline, choices, weather, tell } = o;
  const cuts = new Map<string, number>();
  let healed = false;
  const between = (one: string, other: string) => [one, other].sort().join(' and ');
  const isCut = (one: string, other: string) =>
    cuts.size > 0 && (cuts.get(between(one, other)) ?? 0) > timeline.nowMs();
  const delay = () => 1 + choices.below(weather.delayMs);

  const directly = async <T>(call: Call<T>): Promise<T> => {
    const settle = await answerOf(call).then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    return call.from.alive ? settle() : new Promise(() => {});
  };
  const answerOf = <T>({ run, lost, timeoutMs, overHttp }: Call<T>): Promise<T> =>
    overHttp
      ? new Promise((done, broken) => {
          const callOff = timeline.after(timeoutMs, () => broken(lost()));
          void run().then(done, broken).finally(callOff);
        })
      : run();
  const throughWeather = <T>(call: Call<T>): Promise<T> =>
    new Promise((done, broken) => {
      const { from, to, what, run } = call;
      let over = false;
      const giveUp = timeline.after(call.timeoutMs, () => settle(() => broken(call.lost())));
      const settle = (answer: () => void) => {
        if (over || !from.alive) return;
        over = true;
        giveUp();
        from.step();
        if (from.alive) answer();
      };
      const goesThere = !choices.onceIn(weather.lost);
      const comesBack = !choices.onceIn(weather.answerLost);
      const slow = choices.onceIn(weather.slow) ? (1 + choices.below(8)) * (call.inTime ? 500 : 1_000) : 0;
      const times = call.overHttp && choices.onceIn(weather.twice) ? 2 : 1;
      if (!goesThere) tell(() => `${from.name} → ${to}: ${what} is lost`);
      if (slow > 0) tell(() => `${from.name} → ${to}: ${what} takes ${slow} ms`);
      if (goesThere)
        for (let time = 1; time <= times; time++)
          timeline.after(delay() + slow * (time === 1 ? 1 : 2), () => {
            if (isCut(from.node, to)) return tell(() => `${from.name} ✂ ${to}: ${what} does not come through`);
            tell(() => `${from.name} → ${to}: ${what}${time === 2 ? ', for the second time' : ''}`);
            void run().then(
              (value) => back(() => done(value)),
              (error: unknown) => back(() => broken(error)),
            );
          });
      const back = (answer: () => void) => {
        if (comesBack) timeline.after(delay(), () => (isCut(from.node, to) ? undefined : settle(answer)));
        else tell(() => `${to} → ${from.name}: the answer to ${what} is lost`);
      };
    });
  return {
    call(call) {
      if (!call.from.alive) return new Promise(() => {});
      call.from.step();
      if (!call.from.alive) return new Promise(() => {});
      return healed ? directly(call) : throughWeather(call);
    },
    isCut: (one, other) => !healed && isCut(one, other),
    cut(one, other, forMs) {
      tell(() => `nothing goes between ${one} and ${other} for ${forMs / 1_000} s`);
      cuts.set(between(one, other), timeline.nowMs() + forMs);
    },
    heal() {
      healed = true;
      tell(() => 'everything works again');
    },
  };
}
