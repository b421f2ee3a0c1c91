/** Only addresses of this application: nobody is led elsewhere after signing in. Browsers drop control characters and take \ for /, so neither may stand in it. */
export const ownAddress = (address: string | undefined): string => (address && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(address) ? address : '/');
