import { fileURLToPath } from 'node:url';
import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { cssVariables, theme } from './src/theme.js';

/**
 * Writes Mantine's theme variables into the built stylesheet, where Mantine would inject a style element:
 * the page then lives under `style-src 'self'` without any inline style.
 */
function themeStylesheet(): Plugin {
  const id = 'virtual:theme.css';
  return {
    name: 'abri-theme-stylesheet',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(resolved) {
      if (resolved !== `\0${id}`) return null;
      const whole = mergeMantineTheme(DEFAULT_THEME, theme);
      const base = defaultCssVariablesResolver(whole);
      const own = cssVariables(whole);
      const css = convertCssVariables(
        {
          variables: { ...base.variables, ...own.variables },
          light: { '--mantine-color-scheme': 'light', ...base.light, ...own.light },
          dark: { '--mantine-color-scheme': 'dark', ...base.dark, ...own.dark },
        },
        ':root',
      );
      return { code: css, moduleType: 'css' };
    },
  };
}

export default defineConfig({
  plugins: [
    react(),
    themeStylesheet(),
    // What the gateway sends to a browser that takes it: a third of the bytes on a bad line.
    compression({
      include: /assets\/.*\.(js|css|svg)$/,
      threshold: 1_024,
      algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip', { level: 9 })],
    }),
  ],
  resolve: {
    alias: [
      {
        find: /^@abri\/(contracts|geo)\/(.*)$/,
        replacement: `${fileURLToPath(new URL('../../libs', import.meta.url))}/$1/src/$2`,
      },
    ],
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4000', '/auth': 'http://127.0.0.1:4000' } },
  build: { target: 'es2022', chunkSizeWarningLimit: 900 },
});
