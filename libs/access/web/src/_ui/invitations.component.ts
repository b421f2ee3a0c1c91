import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { PendingInvitationView } from '@passerelle/access/model';
import { MomentPipe, PersonNamePipe, SayPipe } from '@passerelle/shared/web-kit';
import { RoleActsStore } from '../_acts/role-acts.store';
import { PlacePipe } from './pipes';
import { RoleQuestionComponent } from './question.component';

/** Who was invited and has not come yet, until when, and what may be done about it. */
@Component({
  selector: 'pa-invitations',
  imports: [MomentPipe, PersonNamePipe, PlacePipe, RoleQuestionComponent, SayPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './invitations.component.html',
  styleUrl: './people-table.css',
})
export class InvitationsComponent {
  readonly acts = inject(RoleActsStore);
  readonly invitations = input.required<readonly PendingInvitationView[]>();

  withdraw(invitation: PendingInvitationView, button: HTMLElement): void {
    this.acts.ask({ act: 'withdraw', id: invitation.invitationId, invitation }, button);
  }
}
