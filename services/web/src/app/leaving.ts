let isMeant = false;

/** Leaves the page for another address on purpose: nobody is asked whether they mean it. */
export function leaveFor(address: string): void {
  isMeant = true;
  location.assign(address);
}
export const isLeavingMeant = (): boolean => isMeant;
