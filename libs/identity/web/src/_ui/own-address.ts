/** Only addresses of this application: nobody is led elsewhere after signing in. */
export const ownAddress = (address: string | undefined): string => (address && /^\/(?![/\\])/.test(address) ? address : '/');
