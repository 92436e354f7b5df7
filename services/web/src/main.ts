import { z } from 'zod';

// The page's content security policy forbids code made from text, which zod would otherwise try for speed. It has to know
// before the first schema is made: hence the rest of the app comes after it.
z.config({ jitless: true });
void import('./start.js');
