export { EmblemComponent } from './emblem.component';
export { EXPLAIN_CONTENT, ExplainPanel, type ExplainInputs } from './explain-panel';
export { PageTitleDirective } from './page-title.directive';
export { ProblemPageComponent } from './problem-page.component';
export { SidePanelComponent } from './side-panel.component';
export { SidePanelStore, type PanelContent, type PanelKind, type ReturnFocus } from './side-panel.store';
export { SkeletonComponent } from './skeleton.component';
export { TextComponent } from './text.component';
export { VersantComponent } from './versant.component';
