'use strict';
// Jest's transform with one guard taken out: the source on disk is never touched.
const swc = require('@swc/jest');

module.exports = {
  createTransformer({ swc: options, mutant }) {
    const plain = swc.createTransformer(options);
    const mutate = (source, file) => {
      if (!mutant || !file.replaceAll('\\', '/').endsWith(`/${mutant.file}`)) return source;
      if (source.split(mutant.guard).length !== 2)
        throw new Error(`the guard is not there exactly once in ${mutant.file}`);
      return source.replace(mutant.guard, () => mutant.without);
    };
    // Of jest's settings only those of swc tell what comes out, besides the source: the rest is kept over all guards.
    const settings = (o) => ({ ...o, configString: JSON.stringify(options) });
    return {
      process: (source, file, o) => plain.process(mutate(source, file), file, o),
      getCacheKey: (source, file, o) => plain.getCacheKey(mutate(source, file), file, settings(o)),
    };
  },
};
