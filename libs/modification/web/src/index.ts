export { VERSION_ROUTES } from './versions.routes';
export { VersionNoticeComponent } from './version-notice/version-notice.component';
