// as libs/budget/model/src/x.ts
// must fail no-restricted-imports
import { Injectable } from '@nestjs/common';
export const x = Injectable;
