import { generate } from 'selfsigned';

/** An authority of tests, and the certificates that it signs. */
export interface TestAuthority {
  /** PEM. */
  ca: string;
  /** A certificate for these names, and its key: PEM. */
  sign(names: readonly string[]): Promise<{ cert: string; key: string }>;
}

const common = { keyType: 'ec', algorithm: 'sha256' } as const;

/** A new authority, which nobody believes yet. */
export async function testAuthority(): Promise<TestAuthority> {
  const authority = await generate([{ name: 'commonName', value: 'authority of a test' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: authority.cert,
    async sign(names) {
      const { cert, private: key } = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
        ...common,
        ca: { cert: authority.cert, key: authority.private },
        extensions: [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) }],
      });
      return { cert, key };
    },
  };
}
