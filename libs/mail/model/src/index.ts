export * from './demo-mails.contract';
export * from './mail-kinds';
export * from './mail.rules';
export * from './retry.rules';
