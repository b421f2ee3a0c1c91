export * from './account.contract';
export * from './browser.rules';
export * from './invitation.contract';
export * from './link.contract';
export * from './password.contract';
export * from './password.rules';
export * from './session.contract';
export * from './totp.contract';
