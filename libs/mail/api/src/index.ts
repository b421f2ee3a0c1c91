export { MailActions } from './mail.actions';
export { MailModule } from './mail.module';
export { MailSender } from './send-mails/mail-sender';
