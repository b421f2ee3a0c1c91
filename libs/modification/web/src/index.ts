export { VERSION_ROUTES } from './versions.routes';
export { ShiftPanelComponent } from './shift-panel/shift-panel.component';
