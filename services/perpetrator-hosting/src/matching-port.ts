import { SafetyAnswer } from '@abri/contracts/matching-api';
import { type ServiceClient, ServiceRefused, ServiceAway } from '@abri/service-kit/service-client';

/** What hosting asks of matching. */
export interface MatchingPort {
  /** Whether a commune is known to be safe for the case of a link. Throws `ServiceAway`. */
  isSafe(link: string, commune: string): Promise<boolean>;
}

/** Matching over HTTP. A refusal is a fault of the installation and counts as away: it must not look like an answer. */
export const matchingOverHttp = (client: ServiceClient): MatchingPort => ({
  async isSafe(link, commune) {
    try {
      return (await client.post('/safety-questions', { link, commune }, SafetyAnswer)).safe;
    } catch (error) {
      throw error instanceof ServiceRefused ? new ServiceAway('matching does not know this service') : error;
    }
  },
});
