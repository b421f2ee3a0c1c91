// as libs/budget/web/src/x.ts
// must fail no-restricted-imports
import { Injectable } from '@nestjs/common';
export const x = Injectable;
