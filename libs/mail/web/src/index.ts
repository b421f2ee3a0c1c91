export { DEMO_MAIL_ROUTES } from './mail.routes';
