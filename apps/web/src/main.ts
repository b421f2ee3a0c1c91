import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app.config';
import { ShellComponent } from './shell/shell.component';

bootstrapApplication(ShellComponent, appConfig).catch(console.error);
