import { GaveUp, until } from './until.js';

describe('until', () => {
  it('asks again while the answer is undefined or an error', async () => {
    const answers = [undefined, new Error('not yet'), 'ready'];
    const ask = async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    await expect(until('it', ask, { withinMs: 5_000, everyMs: 1 })).resolves.toBe('ready');
  });

  it('says what it waited for and the last reason when the time is over', async () => {
    const ask = async (): Promise<true> => Promise.reject(new Error('refused'));
    await expect(until('the port answers', ask, { withinMs: 30, everyMs: 1 })).rejects.toThrow(
      /the port answers.*refused/,
    );
  });

  it('stops at once when asking again is pointless', async () => {
    const ask = jest.fn(async (): Promise<true> => Promise.reject(new GaveUp('it has ended')));
    await expect(until('it', ask, { withinMs: 60_000 })).rejects.toThrow('it has ended');
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
