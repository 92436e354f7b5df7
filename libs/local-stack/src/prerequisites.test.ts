import { judgePrerequisites, parseJavaVersion, parseMavenVersion, parseNodeVersion } from '../plain/prerequisites.cjs';

const escape = String.fromCharCode(27);

describe('what the programs print about their versions', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
    ['openjdk version "21-ea" 2023-09-19', 21],
    ['openjdk version "22" 2024-03-19', 22],
    ['java version "1.8.0_292"\nJava(TM) SE Runtime Environment', 8],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "11.0.2" 2019-01-15', 11],
    ['The operation could not be completed.', null],
  ])('java: %j', (text, version) => expect(parseJavaVersion(text)).toBe(version));

  it.each([
    [`${escape}[1mApache Maven 3.8.7${escape}[m\nMaven home: /usr/share/maven`, '3.8.7'],
    ['Apache Maven 4.0.0-rc-3 (3952d00ce65df6753b63a51e86b1f626c55a8df2)', '4.0.0-rc-3'],
    ['mvn: not found', null],
  ])('maven: %j', (text, version) => expect(parseMavenVersion(text)).toBe(version));

  it('node', () => {
    expect(parseNodeVersion('v20.19.0')).toEqual([20, 19]);
    expect(parseNodeVersion('unknown')).toBeNull();
  });
});

describe('judging what was found', () => {
  const needsAll = { java: 'Kafka', maven: 'Kafka' };
  const good = { node: 'v20.19.0', java: 'openjdk version "17.0.15"', maven: 'Apache Maven 3.8.7' };

  it('finds nothing wrong where all is there', () => expect(judgePrerequisites(good, needsAll)).toEqual([]));

  it('names every problem at once, each with what to do', () => {
    const problems = judgePrerequisites({ node: 'v20.18.3', java: null, maven: null }, needsAll);
    expect(problems).toHaveLength(3);
    expect(problems[0]).toContain('20.19');
    expect(problems[1]).toContain('openjdk');
    expect(problems[2]).toContain('maven');
  });

  it('refuses an older Java and says which it saw', () => {
    expect(judgePrerequisites({ ...good, java: 'openjdk version "11.0.2"' }, needsAll)).toEqual([
      expect.stringContaining('says 11'),
    ]);
  });

  it('does not ask for Java or Maven where real servers are given and the jars are there', () => {
    expect(judgePrerequisites({ node: 'v22.0.0', java: null, maven: null }, { java: '', maven: '' })).toEqual([]);
  });
});
